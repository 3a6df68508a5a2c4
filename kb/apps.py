from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KbConfig(AppConfig):
    name = "kb"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Knowledge base"

    def ready(self) -> None:
        from kb.gazetteer_loading import load_after_migrate  # models are there only when all apps are

        post_migrate.connect(load_after_migrate, sender=self)
