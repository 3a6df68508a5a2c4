"""The editing desk: Django's admin over the knowledge base."""

from django.contrib import admin

from kb.admin import actors, decisions, events, series

__all__ = ["actors", "decisions", "events", "series"]

admin.site.site_header = "Chancery"
admin.site.site_title = "Chancery"
admin.site.index_title = "Editing desk"
admin.site.empty_value_display = "—"
# lists need the width more than a second menu
admin.site.enable_nav_sidebar = False
