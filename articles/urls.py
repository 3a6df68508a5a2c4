from django.urls import path

from articles.adding_views import AddPage, TakeBack
from articles.misreading_views import GiveValueBack, WithdrawValue
from articles.views import ArticleChanges, ArticleList, ArticlePage

app_name = "articles"
urlpatterns = [
    path("", ArticleList.as_view(), name="articles"),
    path("export.csv", ArticleList.as_view(form="csv"), name="articles-csv"),
    path("<slug:slug>/add/", AddPage.as_view(), name="add"),
    path("<slug:slug>/additions/<int:number>/take-back/", TakeBack.as_view(), name="take-back"),
    path("sentences/<str:kind>/<int:pk>/withdraw/", WithdrawValue.as_view(), name="withdraw-value"),
    path("sentences/<str:kind>/<int:pk>/give-back/", GiveValueBack.as_view(), name="give-value-back"),
    path("<slug:slug>/", ArticlePage.as_view(), name="article"),
    path("<slug:slug>/changes/", ArticleChanges.as_view(), name="changes"),
]
