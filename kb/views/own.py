"""One's own page: saved searches, and what changed since one last looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from kb.listing import FilteredListView
from kb.models import Initiative, LastVisit, Meeting, SavedSearch
from kb.views.home import current_articles

#: how many searches one may keep, and how many lines of each kind the page shows
MOST_SEARCHES, MOST_LINES = 100, 10


@dataclass(frozen=True)
class Kept:
    """A saved search, and how many of its results are new."""

    search: SavedSearch
    new: int


def list_at(path: str) -> type[FilteredListView]:
    """The list at an address; anything else is no search."""
    try:
        view = getattr(resolve(path).func, "view_class", None)
    except Resolver404:
        view = None
    if view is None or not issubclass(view, FilteredListView):
        raise BadRequest(f"{path} is no list.")
    return view


class OwnPage(LoginRequiredMixin, TemplateView):
    template_name = "kb/own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit = LastVisit.objects.filter(user=self.request.user).first()
        since = visit.seen_until if visit else self.request.user.date_joined
        meetings, initiatives = Meeting.objects.visible().with_display(), Initiative.objects.visible().with_display()
        changed = {"created_at__lte": since, "updated_at__gt": since}
        groups = [
            (_("New meetings"), "kb/parts/events.html", meetings.filter(created_at__gt=since)),
            (_("Changed meetings"), "kb/parts/events.html", meetings.filter(**changed)),
            (
                _("New initiatives"),
                "kb/parts/initiatives.html",
                initiatives.filter(created_at__gt=since),
            ),
            (_("Changed initiatives"), "kb/parts/initiatives.html", initiatives.filter(**changed)),
        ]
        articles = current_articles().filter(imported_at__gt=since).without_text().with_counts()
        groups.append((_("New articles"), "articles/parts/articles.html", articles))
        shown = [(title, part, rows.latest_first()[:MOST_LINES], rows.count()) for title, part, rows in groups]
        return super().get_context_data(**kwargs) | {
            "since": since,
            "groups": [group for group in shown if group[3]],
            "searches": [Kept(search, self.new(search, since)) for search in self.request.user.saved_searches.all()],
        }

    def new(self, search: SavedSearch, since: Any) -> int:
        """How many results the search has that were not there then."""
        view = list_at(search.path)()
        filterset = view.filterset_class(QueryDict(search.query), queryset=view.records(), request=self.request)
        return filterset.narrowed().filter(**{f"{view.made}__gt": since}).count()


class MarkSeen(LoginRequiredMixin, View):
    """From now on, what changes is new."""

    def post(self, request: HttpRequest) -> HttpResponse:
        LastVisit.objects.update_or_create(user=request.user, defaults={"seen_until": now()})
        return redirect("kb:own")


class SaveSearch(LoginRequiredMixin, View):
    """Keep a list with its filters under a name."""

    def post(self, request: HttpRequest) -> HttpResponse:
        path, query = request.POST.get("path", ""), request.POST.get("query", "").removeprefix("?")
        list_at(path)
        if len(query) > 2000 or "\0" in query:
            raise BadRequest("The address is too long to be kept.")
        name = request.POST.get("name", "").replace("\0", "").strip()[:120] or _("Search without a name")
        kept = SavedSearch.objects.filter(user=request.user)
        if kept.count() >= MOST_SEARCHES:
            messages.error(
                request, _("You keep %(most)s searches already: take one away first.") % {"most": MOST_SEARCHES}
            )
        else:
            kept.update_or_create(user=request.user, path=path, query=query, defaults={"name": name})
            messages.success(request, _("Kept as “%(name)s”.") % {"name": name})
        return redirect("kb:own")


class DropSearch(LoginRequiredMixin, View):
    """Take a saved search away."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(SavedSearch, pk=pk, user=request.user).delete()
        return redirect("kb:own")
