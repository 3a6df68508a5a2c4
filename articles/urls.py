from django.urls import path

from articles.views import ArticleList, ArticlePage

app_name = "articles"
urlpatterns = [
    path("", ArticleList.as_view(), name="articles"),
    path("export.csv", ArticleList.as_view(form="csv"), name="articles-csv"),
    path("<slug:slug>/", ArticlePage.as_view(), name="article"),
]
