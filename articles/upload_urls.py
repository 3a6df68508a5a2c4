from django.urls import path

from articles.upload_views import DropUpload, ImportOn, NewUpload, ReadOn, TellAbout, UploadPage

app_name = "uploads"
urlpatterns = [
    path("", NewUpload.as_view(), name="new"),
    path("<int:pk>/", UploadPage.as_view(), name="upload"),
    path("<int:pk>/read/", ReadOn.as_view(), name="read"),
    path("<int:pk>/import/", ImportOn.as_view(), name="import"),
    path("<int:pk>/about/<int:text>/", TellAbout.as_view(), name="about"),
    path("<int:pk>/drop/", DropUpload.as_view(), name="drop"),
]
