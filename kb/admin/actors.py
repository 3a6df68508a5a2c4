"""Actors, posts, and who holds them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.admin.evidence import EvidenceAdmin
from kb.admin.history import HistoryAdmin, WhyForm
from kb.admin.inlines import HolderInline, NameInline, TenureForm, TenureInline, save_reviewed_rows
from kb.admin.list_filters import EditedListFilter, GazetteerListFilter, UndecidedListFilter
from kb.admin.merging import MergedListFilter
from kb.admin.record import RecordAdmin
from kb.admin.review import ReviewAdmin
from kb.admin.slugged import SluggedAdmin
from kb.models import Actor, ActorKind, Post, ReviewState, Tenure


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    list_display = ("name", "kind", "country", "evidence_number", "review_state")
    list_filter = (
        "review",
        "kind",
        ("undecided", UndecidedListFilter),
        EditedListFilter,
        MergedListFilter,
        GazetteerListFilter,
    )
    list_select_related = ("country",)
    search_fields = ("name", "names__text")
    search_help_text = _("Names, acronyms and demonyms, in any spelling: “lavrov”, “asean”, “russian”")
    autocomplete_fields = ("country", "members")
    inlines = (NameInline, TenureInline)
    readonly_fields = ("gazetteer_key",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "review", "country", "note")}),
        (_("Members and codes"), {"classes": ("collapse",), "fields": ("members", "iso2", "iso3", "gazetteer_key")}),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """By every name, whatever its accents; never the same actor twice."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(merged_into=None)
        if not search_term.strip():
            return queryset, False
        named = models.Q(pk__in=Actor.objects.named(search_term).values("pk"))
        return queryset.filter(named | models.Q(name__icontains=search_term.strip())), False

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Persons alone hold posts."""
        holds_posts = obj is None or obj.kind == ActorKind.PERSON
        return self.inlines if holds_posts else (NameInline,)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """An actor is found by the name that it is shown under."""
        super().save_related(request, form, formsets, change)
        actor = form.instance
        if not change or "name" in form.changed_data:
            actor.names.update_or_create(text=actor.name, defaults={"review": ReviewState.CONFIRMED})


@admin.register(Post)
class PostAdmin(HistoryAdmin, SluggedAdmin):
    list_display = ("title", "body", "holder_number")
    list_select_related = ("body",)
    list_per_page = 50
    search_fields = ("title", "body__name", "body__names__text")
    #: said here, since counting holders drops the order of the table itself
    ordering = ("title",)
    search_help_text = _("Title or body: “foreign minister”, “russia”")
    autocomplete_fields = ("body",)
    fields = ("title", "body")
    inlines = (HolderInline,)

    class Media:
        css = {"all": ["kb/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        held = models.Count("tenures", filter=~models.Q(tenures__review=ReviewState.REJECTED))
        return super().get_queryset(request).annotate(holders=held)

    @admin.display(description=_("holders"), ordering="holders")
    def holder_number(self, post: Any) -> int:
        return int(post.holders)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        save_reviewed_rows(formset)


class ReasonedTenureForm(WhyForm, TenureForm):
    class Meta(TenureForm.Meta):
        pass


@admin.register(Tenure)
class TenureAdmin(HistoryAdmin, ReviewAdmin, EvidenceAdmin):
    form = ReasonedTenureForm
    list_display = (
        "person", "post", "seen_from", "seen_until", "start", "end", "former", "evidence_number", "review_state",
    )  # fmt: skip
    list_filter = ("review", "former")
    list_select_related = ("person", "post__body")
    date_hierarchy = "seen_until"
    search_fields = ("person__name", "post__title", "post__body__name")
    autocomplete_fields = ("person", "post")
    readonly_fields = ("seen_from", "seen_until")
    fieldsets = (
        (None, {"fields": ("person", "post", "term", "review")}),
        (_("When, as a person or a text states it"), {"fields": ("start", "end", "former")}),
        (_("What the program read"), {"fields": ("seen_from", "seen_until")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """What a person edits is that person's word."""
        if form.changed_data and "review" not in form.changed_data and obj.review == ReviewState.MACHINE:
            obj.review = ReviewState.CONFIRMED
        str(obj)  # one left to the program may go, with whom it is of, and the log names them after that
        super().save_model(request, obj, form, change)
