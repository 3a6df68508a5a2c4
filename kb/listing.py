"""The list page: filtered, sorted and paged by its address alone."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Expression, F, QuerySet
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.utils.functional import cached_property
from django.views.generic import ListView
from django_filters import FilterSet

from kb.exports.columns import NAMED
from kb.exports.file_names import file_name
from kb.exports.tables import Cell, csv_lines
from kb.faceted import FacetedFilterSet
from kb.unchanged import while_unchanged

#: so many results of a search by words are counted
MOST_COUNTED = 1000
#: filters whose value alone does not say what it is
_BY_LABEL = ("since", "until")
#: so many records of a file are held in memory
AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    """A column of a list: its head, and what it sorts by, if it does.

    `falling` says that the first click sorts downwards, as one wants for dates and counts.
    """

    label: Any
    by: str = ""
    falling: bool = False
    css: str = ""

    def order(self, *, falling: bool) -> Expression:
        """Unknown values come last either way."""
        by = F(self.by)
        return by.desc(nulls_last=True) if falling else by.asc(nulls_last=True)


@dataclass(frozen=True)
class Head:
    """A column's head as shown: the link that sorts by it, and how it is sorted now (as `aria-sort` says it)."""

    label: str
    css: str
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Chip:
    """One active filter in words, and the address of the list without it; `field`: the word that it has there."""

    label: str
    value: str
    url: str
    field: str = ""


class KeptCount(Paginator):
    """Pages that are counted once while the data do not change; `asked`: what they follow from beside these."""

    asked: tuple[Hashable, ...] = ()

    @cached_property
    def count(self) -> int:
        return while_unchanged(("count", *self.asked), self.object_list.order_by().count)


class ShortCount(KeptCount):
    """Pages over what words were found in: words found everywhere would take long to count for nobody's good."""

    @cached_property
    def counted(self) -> int:
        found = self.object_list.order_by().values("pk")[: MOST_COUNTED + 1]
        return while_unchanged(("short count", *self.asked), found.count)

    @cached_property
    def count(self) -> int:
        """How many there are, and no more than are counted."""
        return min(self.counted, MOST_COUNTED)

    @property
    def more(self) -> bool:
        """Were there too many to count?"""
        return self.counted > MOST_COUNTED


class PagedListView(ListView):
    """A list in pages, whatever page is asked for."""

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> tuple[Any, ...]:
        """The asked page, or the nearest one there is."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()


class FilteredListView(PagedListView):
    """A list of visible records; subclasses name the records, the filters and the columns."""

    paginate_by = 50
    filterset_class: ClassVar[type[FacetedFilterSet]]
    #: by the word that stands for the column in the address
    columns: ClassVar[Mapping[str, Column]]
    #: the column that sorts the list to begin with, with a minus for downwards
    sort: ClassVar[str]
    #: what the list is called, and what is counted in it (a word of `kb.counts.counted`)
    name: ClassVar[Any]
    noun: ClassVar[str]
    #: the columns of the list as a table, behind those that every table has
    cells: ClassVar[Mapping[str, Cell]]
    #: the column that tells when a record came
    made: ClassVar[str] = "created_at"
    #: whether all rows are counted, however many have the words searched for
    counts_all: ClassVar[bool] = False
    #: the form in which the whole list is sent as a file; empty for the page
    form: str = ""

    def get_paginator(self, queryset: QuerySet[Any], per_page: int, **kwargs: Any) -> Paginator:
        """One that stops counting where words were searched for."""
        counting = ShortCount if self.filterset.cleaned.get("q") and not self.counts_all else KeptCount
        paginator = counting(queryset, per_page, **kwargs)
        paginator.asked = self.filterset.asked
        return paginator

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> tuple[Any, ...]:
        """The asked page; what its lines say is worked out for them alone, not for all that are sorted."""
        paginator, page, records, others = super().paginate_queryset(queryset, page_size)
        page.object_list = self.lines(records, page.number)
        return paginator, page, page.object_list, others

    def lines(self, records: QuerySet[Any], page: int) -> Any:
        """The records of a page with all that their lines say."""
        shown = self.sorted(self.displayed(self.records().filter(pk__in=records.values("pk"))))
        asked = ("lines", type(self), self.chosen_sort(), page, *self.filterset.asked)
        return while_unchanged(asked, lambda: list(shown))

    def records(self) -> QuerySet[Any]:
        """All that the list may show, before any filter and with nothing that only a line of it needs."""
        raise NotImplementedError

    def displayed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records with all that their lines show and sort by."""
        return records

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list; an address with the empty fields of a form gives way to the short one that people can share."""
        if any(not value.strip() for _word, values in request.GET.lists() for value in values):
            return HttpResponseRedirect(request.path + address(request.GET).removesuffix("?"))
        return self.file() if self.form else super().get(request, *args, **kwargs)

    def file(self) -> HttpResponseBase:
        """All that the filters leave, as a table."""
        lines = csv_lines(self.taken(self.in_files(self.get_queryset())), {**NAMED, **self.cells})
        return self.sent(lines, "text/csv; charset=utf-8", "csv")

    def in_files(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records with all that only files say of them."""
        return records

    def taken(self, records: QuerySet[Any]) -> Iterable[Any]:
        """The records one by one, never all at once, each with where the site is (`site`)."""
        site = self.site()
        for record in records.iterator(chunk_size=AT_ONCE):
            record.site = site
            yield record

    def site(self) -> str:
        """What stands before all addresses of the site."""
        return self.request.build_absolute_uri("/").rstrip("/")

    def sent(self, content: Any, content_type: str, suffix: str, *, what: str = "") -> HttpResponseBase:
        """The answer that browsers keep as a file, named for what is in it; `what`: beside what the list is called."""
        name = file_name(self.request.path.strip("/").split("/")[0], what, self.filterset, self.request.GET)
        headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
        return StreamingHttpResponse(content, content_type=content_type, headers=headers)

    def get_queryset(self) -> QuerySet[Any]:
        self.filterset = self.filterset_class(self.request.GET, queryset=self.records(), request=self.request)
        return self.sorted(self.displayed(self.filterset.narrowed()))

    def sorted(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records in the order that the address asks for."""
        name, falling = self.chosen_sort()
        return records.order_by(self.columns[name].order(falling=falling), "-pk" if falling else "pk")

    def chosen_sort(self) -> tuple[str, bool]:
        """The sorting column and whether downwards; what is no column falls back to the list's own order."""
        asked = self.request.GET.get("sort", "")
        column = self.columns.get(asked.removeprefix("-"))
        word = asked if column and column.by else self.sort
        return word.removeprefix("-"), word.startswith("-")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {
            "name": self.name,
            "noun": self.noun,
            "filterset": self.filterset,
            "chips": list(chips(self.filterset, self.request.GET)),
            "heads": list(self.heads()),
            "choices": list(open_choices(self.filterset, self.request.GET)),
            "unknown": list(unknown_names(self.filterset.form, self.request.GET)),
            "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "facets": self.filterset.shown_facets,
            "clear_url": self.request.path,
            # words of the address that are no filters and stay when filters change
            "kept": [(word, self.request.GET[word]) for word in ("sort", "show", "top") if word in self.request.GET],
            "asked": address(self.request.GET).removesuffix("?"),
        }

    def heads(self) -> Iterator[Head]:
        chosen, falling = self.chosen_sort()
        for name, column in self.columns.items():
            if not column.by:
                yield Head(column.label, column.css)
                continue
            downwards = not falling if name == chosen else column.falling
            url = address(self.request.GET, sort=f"-{name}" if downwards else name)
            order = ("descending" if falling else "ascending") if name == chosen else ""
            yield Head(column.label, column.css, url, order)


def address(params: QueryDict, **changes: str | list[str]) -> str:
    """The query of the page's address with some words set anew (an empty list takes a word out), from page one."""
    changed = params.copy()
    changed.pop("page", None)
    for word, value in changes.items():
        changed.setlist(word, value if isinstance(value, list) else [value])
    for word, values in list(changed.lists()):
        kept = [value for value in values if value.strip()]
        if kept:
            changed.setlist(word, kept)
        else:
            changed.pop(word)
    return f"?{changed.urlencode()}"


def chips(filterset: FilterSet, params: QueryDict) -> Iterator[Chip]:
    """Each active filter value, in the order of the form; what could not be read narrows nothing, and is none."""
    for bound in filterset.form:
        if bound.errors:
            continue
        values = [value for value in params.getlist(bound.name) if value.strip()]
        for value in values:
            several = getattr(bound.field.widget, "allow_multiple_selected", False)
            rest = [other for other in values if other != value] if several else []
            label = getattr(filterset.filters.get(bound.name), "chip_label", bound.label)
            yield Chip(label, in_words(bound, value), address(params, **{bound.name: rest}), bound.name)


def narrowed_in_words(chips: Iterable[Chip], every: Collection[str]) -> str:
    """The active filters in words: `Russia + Viet Nam, 2021`; a plus where all values must hold (`every`: such fields),
    a stroke where any may."""
    words = []
    for field, group in groupby(chips, key=lambda chip: chip.field):
        words.append((" + " if field in every else " / ").join(map(_in_title, group)))
    return ", ".join(words)


def _in_title(chip: Chip) -> str:
    if not chip.value:
        return str(chip.label)
    return f"{chip.label} {chip.value}" if chip.field in _BY_LABEL else str(chip.value)


def in_words(bound: BoundField, raw: str) -> str:
    """A filter's value as people say it."""
    field, cleaned = bound.field, bound.form.cleaned_data[bound.name]
    if hasattr(field, "in_words"):
        return field.in_words(raw, cleaned)
    if isinstance(cleaned, list):
        return str(dict(field.choices)[raw])
    return "" if cleaned is True else str(cleaned)


def unknown_names(form: BaseForm, params: QueryDict) -> Iterator[tuple[BoundField, list[Chip]]]:
    """Fields in which a name is nobody's, each with the addresses of those who may be meant."""
    for bound in form:
        match = getattr(form, "cleaned_data", {}).get(bound.name)
        if getattr(match, "is_unknown", False):
            near = [Chip(bound.label, actor.name, address(params, **{bound.name: actor.slug})) for actor in match.near]
            yield bound, near


def open_choices(filterset: FilterSet, params: QueryDict) -> Iterator[tuple[BoundField, list[Chip]]]:
    """Fields in which a name fits several actors, each with the addresses that settle it."""
    for bound in filterset.form:
        match = filterset.form.cleaned_data.get(bound.name)
        if getattr(match, "is_open", False):
            yield (
                bound,
                [Chip(bound.label, actor.name, address(params, **{bound.name: actor.slug})) for actor in match.first],
            )
