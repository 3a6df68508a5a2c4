from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, pre_delete
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Articles and evidence")

    def ready(self) -> None:
        # models are there only when all apps are
        from articles.importing.given_back import settle_given_back
        from articles.importing.places import places_follow
        from articles.importing.regroup import rebuild_missing_keys
        from articles.importing.regrouped import settle_asking, settle_regrouped
        from articles.importing.series import settle_decided, settle_joined
        from articles.importing.version_numbers import close_gap
        from articles.importing.withdraw import withdraw_deleted
        from articles.reviewing import take_part_in_the_queue
        from articles.searching import keep_after_migrate
        from kb.decisions import decided, given_back
        from kb.joining import joined
        from kb.merging.merges import regrouped
        from kb.models.history import people_changed

        post_migrate.connect(keep_after_migrate, sender=self)
        post_migrate.connect(rebuild_missing_keys, sender=self)
        pre_delete.connect(withdraw_deleted, sender="articles.Article")
        post_delete.connect(close_gap, sender="articles.Article")
        given_back.connect(settle_given_back)
        decided.connect(settle_decided)
        decided.connect(places_follow)
        joined.connect(settle_joined)
        regrouped.connect(settle_regrouped)
        people_changed.connect(settle_asking)
        take_part_in_the_queue()
