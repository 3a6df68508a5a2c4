"""The page of one actor, as known today or as of a day in the past."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from copy import copy
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.timezone import localdate

from kb.differing_posts import post_differences, rivals_of
from kb.labels import tenure_label
from kb.models import Actor, ActorKind, Initiative, Meeting, MeetingKind, MeetingStatus, Tenure
from kb.models.keys import keys_in
from kb.models.querysets import other_end
from kb.pictures.tenures import lay_out_tenures
from kb.relations.between import Ties, last_held, ties_with
from kb.relations.initiatives import by_status, in_groups
from kb.relations.offices import heads, in_offices, latest_posts, posts_in
from kb.unchanged import while_unchanged
from kb.views.actor_pictures import ActorAsOf, until
from kb.views.pictures import ROOM, terms_of, timeline_of, with_names

#: how many records of a kind an actor's page lists before it points to the list of all
MOST = 25
#: how many sentences about a post are shown
MOST_QUOTES = 3
#: how many posts in an actor are shown unfolded
MOST_OFFICES = 6
#: how many posts of a person, and how many holders of posts in a body, stand under the name
MOST_PRESENT, MOST_HEADS = 3, 3
#: the width of the bars of posts, in units of the picture
CHART = 480
MOST_ARTICLES = 12
#: who is mentioned by so many articles is looked for among so many of the latest before all are sorted
MANY_ARTICLES, LATEST_ARTICLES = 1000, 400
#: how many meetings the line of time draws
MOST_MARKS = 200
#: up to how many meetings the network and the map come with the page; those of more come after it
MOST_AT_ONCE = 200
#: how many rows of marks a kind of meeting may have
MOST_ROWS = 3


class ActorPage(ActorAsOf):
    template_name = "kb/actor_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().prefetch_related("decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.object
        initiatives = until(Initiative.objects.visible().with_party(actor), self.as_of)
        listed = list(initiatives.with_display().latest_first()[:MOST])
        return (
            super().get_context_data(**kwargs)
            | self.meetings()
            | self.posts()
            | {
                "form": self.form,
                "as_of": self.as_of,
                "most": MOST,
                "initiative_count": len(listed) if len(listed) < MOST else initiatives.count(),
                "groups": in_groups(by_status(listed), self.as_of or localdate(), all_of_them=True),
                "names": actor.names.visible(),
                "members": actor.members.visible(),
                "member_of": actor.member_of.visible(),
                "of_country": self.of_country(),
            }
            | self.articles()
        )

    def of_country(self) -> int:
        """How many actors are of this country, itself among them."""
        if self.object.kind != ActorKind.COUNTRY:
            return 0
        return Actor.objects.visible().in_use().of_country(self.object).count()

    def meetings(self) -> dict[str, Any]:
        """The meetings as lines and as pictures: along time, on the map, and with whom."""
        keys = self.known_keys()
        meetings = Meeting.objects.filter(keys_in("pk", keys))
        today = self.as_of or localdate()
        shown = meetings.light().select_related("place")
        drawn = list(shown.exclude(date_earliest=None).order_by("-date_earliest", "-pk")[:MOST_MARKS])
        coming, past = (_same(rows[:MOST], drawn) for rows in (shown.coming(today), shown.past(today)))
        acting = self.last_of_those_who_act(today)
        people = {id(meeting): meeting for meeting in (*drawn, *coming, *past, *acting)}
        prefetch_related_objects(list(people.values()), Meeting.objects.people())
        others, ties = while_unchanged(("counterparts", *self.asked(today)), lambda: self.met_most(keys, today))
        last_met = next((m for m in [*acting, *past] if m.status == MeetingStatus.HELD and m.date_latest), None)
        return {
            "meeting_count": len(keys),
            "coming": [m for m in coming if m.date_latest],
            # nobody can say whether these are still ahead: the texts tell no date
            "announced": [m for m in coming if not m.date_latest],
            "past": past,
            "more_meetings": len(keys) > len(coming) + len(past),
            "timeline": self.timeline(drawn, today),
            "fold_base": f"{reverse('kb:meetings')}?participant={self.object.slug}",
            "most_marks": MOST_MARKS,
            "last_met": last_met,
            "last_of_others": last_met is not None and last_met.pk not in keys,
            # as their briefs count, with all who act for either
            "counterparts": sorted(((other, ties[other.pk]) for other in others), key=lambda each: -each[1].number),
            **(self.pictures(others, keys) if len(keys) <= MOST_AT_ONCE else self.later(others, meetings)),
        }

    def asked(self, today: date) -> tuple[Hashable, ...]:
        """What the page follows from beside the data."""
        return self.object.pk, self.as_of, today

    def met_most(self, keys: Sequence[int], today: date) -> tuple[list[Actor], dict[int, Ties]]:
        """Whom the actor meets most, and what they have with each other."""
        others = self.counterparts(keys)
        # not only where the actor itself is named: those who act for it meet them too
        every = until(Meeting.objects.visible(), self.as_of)
        return others, ties_with(self.object, others, every, today, own=keys) if others else {}

    def later(self, others: Sequence[Actor], meetings: QuerySet[Any]) -> dict[str, Any]:
        """In place of the pictures far down the page: where they are loaded from, and whether there are any."""
        address = reverse("kb:actor-pictures", kwargs={"slug": self.object.slug})
        asked = f"?{urlencode({'as_of': self.request.GET['as_of']})}" if self.as_of else ""
        return {
            "later": f"{address}{asked}",
            "ego": len(others) > 1,
            "places": {"drawn": meetings.exclude(place=None).exists()},
        }

    def last_of_those_who_act(self, today: date) -> list[Meeting]:
        """Of a country or body: the last meeting of anybody who acts for it, if there is one."""
        if self.object.kind == ActorKind.PERSON:
            return []
        every = until(Meeting.objects.visible(), self.as_of).select_related("place")
        last = while_unchanged(("last held", *self.asked(today)), lambda: last_held(self.object, every, today))
        # who took part is set on it for this page alone
        return [copy(last)] if last else []

    def timeline(self, meetings: Sequence[Meeting], today: date) -> Any:
        """Meetings along a line, by kind, with whom where there is room."""
        kinds = MeetingKind.values
        line = timeline_of(meetings, lambda meeting: [meeting.kind], kinds, today, rows=MOST_ROWS, room=ROOM)
        return with_names(line, self.object)

    def posts(self) -> dict[str, Any]:
        """Posts that the actor held, with some sentences that say so; and who held posts in it."""
        visible = Tenure.objects.visible()
        quotes = other_end(Tenure, "evidence").objects.visible().select_related("article")
        quoted = Prefetch(
            "evidence",
            quotes.order_by(F("article__published").desc(nulls_last=True), "pk")[:MOST_QUOTES],
            to_attr="quotes",
        )
        held = visible.filter(person=self.object).most_told_first()
        tenures = list(begun(held, self.as_of).select_related("person", "post__body").prefetch_related(quoted))
        holders = begun(visible.filter(posts_in(self.object)), self.as_of).with_doubt().latest_first()
        plain = [tenure for tenure in tenures if not tenure.doubtful]
        at_the_time = [tenure for tenure in plain if self.as_of and _seen_at(tenure, self.as_of)]
        offices = in_offices(holders.select_related("post__body", "person"), self.object)
        return {
            "tenures": tenures,
            "differences": post_differences([*tenures, *rivals_of(tenures)], of=self.object.pk),
            "chart": lay_out_tenures(terms_of(tenures, tenure_label), as_of=self.as_of, width=CHART),
            "present": (at_the_time if self.as_of else latest_posts(plain, localdate()))[:MOST_PRESENT],
            "offices": offices,
            "heads": [office for office in offices if heads(office, self.object)][:MOST_HEADS],
            "most_offices": f":{MOST_OFFICES}",
            "rest_of_offices": f"{MOST_OFFICES}:",
        }

    def articles(self) -> dict[str, Any]:
        """The latest articles that mention the actor, each with the first mention in it."""
        mentions = self.object.evidence.visible()
        articles = other_end(mentions.model, "article").objects
        # those out of sight are few: named, they spare a look at all the others
        in_current = mentions.exclude(article__in=articles.filter(is_current=False)).order_by()
        number = in_current.aggregate(n=Count("article", distinct=True))["n"]
        # by their keys: to sort them with their texts took thrice as long
        shown = articles.filter(pk__in=_latest_telling(articles.current(), mentions.order_by(), number))
        latest = {article.pk: article for article in shown.defer("original").latest_first()}
        of_article: dict[int, list[Any]] = {pk: [] for pk in latest}
        for mention in mentions.filter(article__in=list(latest)).order_by("start"):
            mention.article = latest[mention.article_id]
            of_article[mention.article_id].append(mention)
        return {
            "article_count": number,
            "articles": [(found[0], len(found)) for found in of_article.values()],
        }


def _same(rows: Iterable[Meeting], known: Iterable[Meeting]) -> list[Meeting]:
    """Each meeting that is known already as the same object, so that who took part is fetched and shown once."""
    by_key = {meeting.pk: meeting for meeting in known}
    return [by_key.get(meeting.pk, meeting) for meeting in rows]


def _latest_telling(articles: Any, mentions: Any, number: int) -> Any:
    """The keys (or a query for them) of the latest articles that mention an actor whom `number` of them mention.

    Whom thousands mention is looked for among the latest articles first, rather than all of his sorted by their days.
    """
    if number >= MANY_ARTICLES:
        days = articles.exclude(published=None).order_by("-published").values_list("published", flat=True)
        for since in days[LATEST_ARTICLES : LATEST_ARTICLES + 1]:
            recent = articles.filter(Exists(mentions.filter(article=OuterRef("pk"))), published__gt=since)
            found = list(recent.latest_first().values_list("pk", flat=True)[:MOST_ARTICLES])
            if len(found) == MOST_ARTICLES:
                return found
    telling = articles.filter(pk__in=mentions.values("article")).latest_first()
    return telling.values("pk")[:MOST_ARTICLES]


def begun(tenures: Any, as_of: date | None) -> Any:
    """The tenures that some text tells of by that day; what is stated for later is left to the page of today."""
    if not as_of:
        return tenures
    # stated years sort as dates do: 2016 before 2016-05 before 2017
    stated = ~Q(start="") & Q(start__lte=as_of.isoformat())
    return tenures.filter(Q(seen_from__lte=as_of) | stated)


def _seen_at(tenure: Tenure, day: date) -> bool:
    """Whether texts, or what is stated, have the person in the post on a day."""
    chart = terms_of([tenure], tenure_label)[0]
    seen = chart.seen is not None and chart.seen[0] <= day <= chart.seen[1]
    told = chart.start is not None and chart.start <= day and (chart.end is None or day <= chart.end)
    return seen or told
