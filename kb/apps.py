from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from kb.editors import set_up_roles
        from kb.gazetteer_loading import load_after_migrate  # models are there only when all apps are

        post_migrate.connect(load_after_migrate, sender=self)
        # the last app with tables: by then the permissions of all others are there
        post_migrate.connect(set_up_roles, sender=apps.get_app_config("sessions"))
