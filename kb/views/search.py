"""The search over everything in one box, and what it suggests while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kb.filter_fields import WordsField
from kb.labels import initiative_label, meeting_label
from kb.listing import MOST_COUNTED, address
from kb.models import Actor, Initiative, Meeting, Place, Series
from kb.models.bearers import look_up
from kb.searching.known import actors_asked_for, ask, holders_of, understood
from kb.searching.near_names import near_queries
from kb.searching.nearest import Key, nearest_question
from kb.searching.offers import briefs_with_another, offers_of
from kb.searching.questions import Question
from kb.views.home import current_articles

#: how many records of a kind, the last that came, are compared to tell what comes nearest
MOST_COMPARED = 20_000
#: how many other spellings are offered
MOST_MEANT = 2
#: what was found of questions, by all that they say (equal terms may be typed differently)
Known = dict[str, set[Key]]


@dataclass(frozen=True)
class Found:
    """What a search finds of one kind: the first ones, how many in all (at most so many), and where they all are."""

    title: str | Promise
    template: str
    records: list[Any]
    count: int
    url: str

    @property
    def most(self) -> int:
        """The most meetings that one of those shown takes part in."""
        return max((getattr(record, "meeting_count", 0) for record in self.records), default=0)

    @property
    def more(self) -> bool:
        """Were there too many to count?"""
        return self.count > MOST_COUNTED

    @property
    def number(self) -> str:
        return f"{MOST_COUNTED:,}+" if self.more else f"{self.count:,}"


@dataclass(frozen=True)
class Kind:
    """One kind of results: its heading, what its lines are made of, and the list of all of them."""

    title: Promise
    template: str
    shown: Callable[[], QuerySet[Any]]
    url: str
    params: dict[str, str] = field(default_factory=dict)


#: in the order of the page
KINDS = (
    Kind(
        _("Actors"), "kb/parts/actors.html",
        lambda: Actor.objects.with_counts().with_posts(), "kb:actors", {"all": "on"},
    ),
    Kind(_("Meetings"), "kb/parts/events.html", lambda: Meeting.objects.with_display(), "kb:meetings"),
    Kind(
        _("Series of meetings"), "kb/parts/series_lines.html",
        lambda: Series.objects.with_occurrences(), "kb:series-list",
    ),
    Kind(_("Initiatives"), "kb/parts/initiatives.html", lambda: Initiative.objects.with_display(), "kb:initiatives"),
    Kind(
        _("Articles"), "articles/parts/articles.html",
        lambda: current_articles().defer("original").with_counts(), "articles:articles",
    ),
)  # fmt: skip


class Search(TemplateView):
    """One box over actors, meetings, initiatives and articles."""

    template_name = "kb/search.html"
    #: how many results of each kind the page shows
    most = 6

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.known: Known = {}
        typed = self.request.GET.get("q", "")
        words, errors = cleaned_words(typed)
        question = ask(words)
        groups, meant, left_out = self.groups(question, words), [], []
        if question.asks and not found_all(question, groups):
            meant = self.meant(question)[:MOST_MEANT]
            groups, left_out = self.nearest(question, groups)
        actors = [record for group in groups for record in group.records if isinstance(record, Actor)]
        return super().get_context_data(**kwargs) | {
            "words": typed.strip(),
            "errors": errors,
            "offers": offers_of(question) or briefs_with_another(question, actors),
            "groups": groups,
            "total": sum(min(group.count, MOST_COUNTED) for group in groups),
            "uncounted": any(group.more for group in groups),
            "only_excluded": bool(question.excluded and not question.asks),
            "meant": meant,
            "left_out": left_out,
        }

    def groups(self, question: Question, words: str) -> list[Found]:
        """What has all that is asked for, by kind; kinds that have nothing are left out."""
        if not question.asks:
            return []
        found = records_found(question)
        ordered = [
            found[Actor].with_counts().order_by("rank", "-meeting_count", "name", "pk"),
            found[Meeting].named_first(question),
            found[Series].with_occurrences().order_by("-meeting_count", "name", "pk"),
            found[Initiative].named_first(question),
            current_articles().matching(question).latest_first(),
        ]
        groups = [self.found(kind, records, words) for kind, records in zip(KINDS, ordered, strict=True)]
        return [group for group in groups if group.count]

    def found(self, kind: Kind, ordered: QuerySet[Any], words: str) -> Found:
        """The first of the records, and how many: the keys tell both, so that all records are looked through once."""
        everything = reverse(kind.url) + address(self.request.GET, sort=[], q=words, **kind.params)
        keys = list(ordered.values_list("pk", flat=True)[: MOST_COUNTED + 1])
        first = keys[: self.most]
        records = kind.shown().in_bulk(first) if first else {}
        return Found(kind.title, kind.template, [records[key] for key in first], len(keys), everything)

    def nearest(self, question: Question, groups: list[Found]) -> tuple[list[Found], list[str]]:
        """What has as much as possible of what is asked for, and what it has not."""
        near = nearest_question(question, partial(keys_found, known=self.known))
        if near is None:
            return groups, []
        words, left_out = near
        return self.groups(ask(words), words), left_out

    def meant(self, question: Question) -> list[tuple[str, str]]:
        """Other spellings of words that neither a name nor a text has, each with its search, where that has results."""
        spelt = [word for term in question.words for word in term.words]
        rest = [str(period) for period in question.periods] + [f"-{term.typed}" for term in question.excluded]
        known = set(question.named_words)
        known |= texts_have([word for word in spelt if word not in known])
        queries = [" ".join([words, *rest]) for words in near_queries(spelt, known.__contains__)]
        found = any_found(understood(queries), self.known)
        return [
            (query, address(self.request.GET, q=query)) for query, finds in zip(queries, found, strict=True) if finds
        ]


def records_found(question: Question) -> dict[type[Any], Any]:
    """The records of the knowledge base that have all that is asked for, by model."""
    return {
        Actor: actors_asked_for(question, Actor.objects.visible()),
        Meeting: Meeting.objects.visible().matching(question),
        Series: Series.objects.visible().matching(question).recurring(),
        Initiative: Initiative.objects.visible().matching(question),
    }


def keys_found(questions: Sequence[Question], known: Known) -> list[set[Key]]:
    """The records that have all of each question, so many of each kind, the newest, as are compared.

    What is known already is not asked for again, and what is found is added to it.
    """
    new = {repr(question): question for question in questions if repr(question) not in known}
    found = _found_of_each(list(new.values()), lambda records: records.order_by("-pk")[:MOST_COMPARED])
    known.update(zip(new, found, strict=True))
    return [known[repr(question)] for question in questions]


def any_found(questions: Sequence[Question], known: Known) -> list[bool]:
    """Whether anything has all that each question asks for, or a known name covers it.

    Several questions mostly share their words: those that have a word which nothing has together with the others are
    not asked.
    """
    asked = list(range(len(questions)))
    if len(questions) > 1:
        asked = [at for at, may in enumerate(_may_be_found(questions, known)) if may]
    found = _found_of_each([questions[at] for at in asked], lambda records: records.order_by()[:1])
    there = {at for at, keys in zip(asked, found, strict=True) if keys}
    return [at in there for at in range(len(questions))]


def _may_be_found(questions: Sequence[Question], known: Known) -> list[bool]:
    """Is there a record that has each word of a question by itself?"""
    words = list(dict.fromkeys((term, term.quoted, term.typed) for each in questions for term in each.sure_words))
    alone = keys_found([Question(words=(term,), wanted=(term,)) for term, *_ in words], known)
    having = dict(zip(words, alone, strict=True))
    sets = [[having[term, term.quoted, term.typed] for term in each.sure_words] for each in questions]
    return [_may_share(each) for each in sets]


def _may_share(sets: Sequence[set[Key]]) -> bool:
    """Have they a record in common, or may they, since not all records of a word were compared?"""
    common = set.intersection(*sets) if sets else {("", 0)}
    return bool(common) or any(len(keys) >= MOST_COMPARED for keys in sets)


def _found_of_each(questions: Sequence[Question], some: Callable[[Any], Any]) -> list[set[Key]]:
    """Some of the records that have all of each question; one query a kind."""
    look_up(questions)
    found: list[set[Key]] = [set() for _ in questions]
    for kind, matching in MATCHING.items():
        for at, pk in _with_place([some(matching(question)) for question in questions]):
            found[at].add((kind, pk))
    return found


def _with_place(queries: Sequence[Any]) -> Iterable[tuple[int, int]]:
    """The keys that each of several queries finds, with its place; asked in one go."""
    parts = [
        records.model._base_manager.filter(pk__in=records.values("pk"))
        .order_by()
        .annotate(at=Value(at, output_field=IntegerField()))
        .values_list("at", "pk")
        for at, records in enumerate(queries)
        if not records.query.is_empty()
    ]
    if not parts:
        return ()
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]  # type: ignore[no-any-return]


def named_by(question: Question) -> Any:
    """The actors whom all words name; times are not theirs."""
    named = Actor.objects.visible().named(" ".join(map(str, question.words)))
    return Actor.objects.none() if question.periods else named


#: what has all of a question, by kind
MATCHING: dict[str, Callable[[Question], Any]] = {
    "actor": named_by,
    "meeting": lambda question: Meeting.objects.visible().matching(question),
    "initiative": lambda question: Initiative.objects.visible().matching(question),
    "article": lambda question: current_articles().matching(question),
}


def texts_have(words: Sequence[str]) -> set[str]:
    """Those of the words that texts have; one query."""
    asked = [current_articles().matching(f'"{word}"').order_by()[:1] for word in words]
    return {words[at] for at, _ in _with_place(asked)}


def found_all(question: Question, groups: list[Found]) -> bool:
    """Whether what was found has all that is asked for: actors may be there for some of the words alone.

    Where there are actors alone, nothing else has all, so that only their names are left to look at.
    """
    if any(group.template != "kb/parts/actors.html" for group in groups):
        return True
    return bool(groups) and (question.only_names or bool(holders_of(question)) or named_by(question).exists())


@dataclass(frozen=True)
class Suggestion:
    """A record that somebody may be looking for."""

    icon: str
    label: str
    note: str
    url: str


class Suggest(TemplateView):
    """The first few records whose names begin with what stands in the box so far."""

    template_name = "kb/parts/suggestions.html"
    most_actors, most_others = 6, 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = ask(cleaned_words(self.request.GET.get("q", ""))[0], typing=True)
        wanted = question.asks and len(question.name) > 1
        return super().get_context_data(**kwargs) | {"suggestions": list(self.suggested(question)) if wanted else []}

    def suggested(self, question: Question) -> Iterator[Suggestion]:
        for offer in offers_of(question):
            yield Suggestion("meeting", offer.label, "", offer.url)
        found = records_found(question)
        for actor in found[Actor].with_counts().order_by("rank", "-meeting_count", "name", "pk")[: self.most_actors]:
            yield Suggestion(actor.kind, actor.name, actor.get_kind_display(), actor.get_absolute_url())
        for place in Place.objects.filter(name__istartswith=question.name).order_by("name")[: self.most_others]:
            yield Suggestion("place", place.name, str(_("place")), reverse("kb:place", args=[place.slug]))
        named = found[Meeting].exclude(name="").named_first(question)
        for meeting in named[: self.most_others]:
            note = meeting.get_kind_display()
            yield Suggestion("meeting", meeting_label(meeting), note, meeting.get_absolute_url())
        recurring = found[Series].with_occurrences().order_by("-meeting_count", "name", "pk")
        for series in recurring[: self.most_others]:
            yield Suggestion("series", capfirst(series.name), str(_("series")), series.get_absolute_url())
        for initiative in found[Initiative].named_first(question)[: self.most_others]:
            note = initiative.get_kind_display()
            yield Suggestion("initiative", initiative_label(initiative), note, initiative.get_absolute_url())


def cleaned_words(typed: str) -> tuple[str, list[str]]:
    """The words, and what is wrong with them."""
    try:
        return WordsField(required=False).clean(typed), []
    except ValidationError as error:
        return "", error.messages
