from django.urls import path

from articles.run_views import RunList, RunPage, UndoRun

app_name = "runs"
urlpatterns = [
    path("", RunList.as_view(), name="runs"),
    path("<int:pk>/", RunPage.as_view(), name="run"),
    path("<int:pk>/undo/", UndoRun.as_view(), name="undo"),
]
