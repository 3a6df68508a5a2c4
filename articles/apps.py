from django.apps import AppConfig
from django.db.models.signals import pre_delete


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Articles and evidence"

    def ready(self) -> None:
        from articles.importing.withdraw import withdraw_deleted  # models are there only when all apps are

        pre_delete.connect(withdraw_deleted, sender="articles.Article")
