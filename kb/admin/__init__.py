"""The editing desk: Django's admin over the knowledge base."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kb.admin import actors, decisions, events, series

__all__ = ["actors", "decisions", "events", "series"]

admin.site.site_header = "Chancery"
admin.site.site_title = "Chancery"
admin.site.index_title = _("Editing desk")  # type: ignore[assignment]  # a promise of a text serves as well
admin.site.empty_value_display = "—"
# lists need the width more than a second menu
admin.site.enable_nav_sidebar = False
