"""With whom and where an actor meets, as pictures: those of the busy on a page of their own, loaded into theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kb.filter_fields import DayField
from kb.models import Actor, Meeting
from kb.models.keys import keys_in
from kb.views.details import RecordPage
from kb.views.map import map_of
from kb.views.network import ego_of

MOST_COUNTERPARTS = 15
#: how many places of an actor's meetings are drawn
MOST_PLACES = 60


class AsOfForm(forms.Form):
    as_of = DayField(label=_("As of"), required=False)


class ActorAsOf(RecordPage):
    """What the pages of an actor share: the day whose knowledge is asked for, and the meetings known then."""

    def get_queryset(self) -> QuerySet[Any]:
        return Actor.objects.visible().select_related("country")

    def once_at(self, slug: str) -> models.Model | None:
        return Actor.objects.once_at(slug)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = AsOfForm(request.GET)
        asked = self.form.cleaned_data["as_of"] if self.form.is_valid() else None
        #: the day whose knowledge of posts and ties is asked for, if it is not today
        self.as_of: date | None = min(asked.latest, localdate()) if asked else None

    def known_keys(self) -> list[int]:
        """The keys of the actor's meetings, found once: each of the page's questions would look for them anew."""
        known = until(Meeting.objects.visible().with_participant(self.object), self.as_of)
        return list(known.order_by().values_list("pk", flat=True))

    def counterparts(self, meetings: Collection[int]) -> list[Actor]:
        """Whom the actor meets most in meetings given by their keys, each with the number of meetings `shared`."""
        return list(Actor.objects.counterparts_of(self.object, meetings)[:MOST_COUNTERPARTS])

    def pictures(self, others: Sequence[Actor], meetings: Collection[int]) -> dict[str, Any]:
        """The network of the actor and its counterparts, and the places of its meetings; all by keys."""
        return {
            "ego": ego_of(self.object, others, meetings) if len(others) > 1 else None,
            "places": map_of(Meeting.objects.filter(keys_in("pk", meetings)), most=MOST_PLACES),
        }


class ActorPictures(ActorAsOf):
    """With whom and where an actor meets: complete without scripts, and the part that its busy page loads."""

    template_name = "kb/actor_pictures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = self.known_keys()
        pictures = self.pictures(self.counterparts(meetings), meetings)
        return super().get_context_data(**kwargs) | {"as_of": self.as_of} | pictures


def until(events: Any, as_of: date | None) -> Any:
    """The events that had begun, or may have, on a day; all of them where none is asked for."""
    return events.filter(date_earliest__lte=as_of) if as_of else events
