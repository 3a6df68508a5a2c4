from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("articles/", include("articles.urls")),
    path("import/", include("articles.upload_urls")),
    path("runs/", include("articles.run_urls")),
    path("", include("kb.site_urls")),
]
