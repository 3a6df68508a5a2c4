"""Which words of a query are names that the knowledge base has, and who holds the posts that it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from kb.models import Actor, ActorKind, ActorName, NameKind, Post, ReviewState, Tenure
from kb.models.querysets import any_word_begins
from kb.names import name_key
from kb.searching.questions import Bearers, KnownName, Question, Word, flat, keys_of, read_question
from kb.searching.terms import MOST_TERMS, read_terms
from kb.searching.words import months, plain, small_words

#: the longest name that is looked for among the words
MOST_NAME_WORDS = 7
#: names that are read of persons with one of the words, posts with one of them, and holders that are shown
MOST_NAMES, MOST_POSTS, MOST_HOLDERS = 400, 400, 24
#: so many bearers of one name are offered
MOST_BEARERS = 3


def ask(typed: str, *, typing: bool = False) -> Question:
    """The query, with the names that are known in it; two queries of the database at most.

    Whole names come first, the longest before others (`Lim Jock Hoi`, `ASEAN`, `Nga`), then surnames of persons
    (`Lavrov`); while somebody is `typing`, the last word may be the beginning of any name. Capitals that stand for
    governments are not taken as such: a query with Moscow asks for the city, too.
    """
    terms = read_terms(typed)
    words = flat(terms.wanted)[: MOST_TERMS * 2]
    if not words:
        return read_question(typed)
    spans = _spans(words)
    begun = {key for key in keys_of((*terms.wanted, *terms.excluded)) if len(key) > 1}
    names = _names(begun, spans)
    called = [(name.key, name.actor) for name in names if name.kind != NameKind.SEAT and len(name.key) > 1]
    whole = _named(words, spans, called)
    question = read_question(typed, _settled(words, whole))
    parts = _parts(_free(question, words), names, typing=typing)
    bearers = Bearers(names={key: {name.actor for name in names if name.begins(key)} for key in begun})
    return replace(question, names=_by_activity([*whole, *parts], words), bearers=bearers)


def understood(queries: Sequence[str]) -> list[Question]:
    """Several queries, with the names that stand whole in them; one query of the database."""
    words = [flat(read_terms(typed).wanted)[: MOST_TERMS * 2] for typed in queries]
    spans = [_spans(each) for each in words]
    bearers = _bearers({key for each in spans for key in each})
    names = [_named(*each, bearers) for each in zip(words, spans, strict=True)]
    settled = [_settled(*each) for each in zip(words, names, strict=True)]
    return [read_question(*each) for each in zip(queries, settled, strict=True)]


class _Name(NamedTuple):
    """A name of a visible actor."""

    key: str
    kind: str
    actor: int
    actor_kind: str

    def begins(self, word: str) -> bool:
        """Whether a word of it begins so."""
        return f" {word}" in f" {self.key}"

    def has(self, word: str) -> bool:
        return f" {word} " in f" {self.key} "


def _names(begun: Iterable[str], whole: Iterable[str]) -> list[_Name]:
    """The names in which a word begins as one of those, or that stand whole among these."""
    wanted = reduce(or_, (any_word_begins("key", word) for word in sorted(begun)), Q(key__in=sorted(whole)))
    rows = _visible_names().filter(wanted).order_by("pk")
    return [_Name(*row) for row in rows.values_list("key", "kind", "actor", "actor__kind")]


def _spans(words: Sequence[Word]) -> dict[str, list[tuple[int, int]]]:
    """The keys that stand among the words, and where."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_NAME_WORDS, len(words)) + 1):
            key = name_key(" ".join(word.key for word in words[start:end]))
            if words[start].key != "the":  # no part of a key
                spans[key].append((start, end))
    return dict(spans)


def _bearers(keys: Iterable[str]) -> list[tuple[str, int]]:
    """The keys that are names, each with an actor."""
    rows = _visible_names().exclude(kind=NameKind.SEAT).filter(key__in=[key for key in keys if len(key) > 1])
    return list(rows.values_list("key", "actor"))


def _named(
    words: Sequence[Word], spans: Mapping[str, list[tuple[int, int]]], bearers: Iterable[tuple[str, int]]
) -> list[KnownName]:
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for key, actor in bearers:
        for start, end in spans.get(key, ()):
            if not _is_everyday(words[start:end]):
                found[start, end].add(actor)
    return [KnownName(start, end, tuple(sorted(actors))) for (start, end), actors in sorted(found.items())]


def _is_everyday(words: Sequence[Word]) -> bool:
    """Words of every sentence, which name somebody in capitals alone: `who`, WHO."""
    everyday = all(plain(word.typed) in small_words().keys() | months().keys() for word in words)
    letters = "".join(word.typed for word in words)
    return everyday and not (letters.isupper() and len(letters) > 1)


def _settled(words: Sequence[Word], names: Iterable[KnownName]) -> list[KnownName]:
    """The longest names, none within or across another."""
    taken: set[int] = set()
    kept = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        place = set(range(name.start, name.end))
        if not place & taken:
            taken |= place
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def _free(question: Question, words: Sequence[Word]) -> list[tuple[int, Word]]:
    """The words that are left when whole names, times and small words are taken out, each with its place."""
    kept = {word for term in question.words for word in term.words}
    taken = {at for name in question.names for at in range(name.start, name.end)}
    return [(at, word) for at, word in enumerate(words) if at not in taken and word.typed in kept]


def _parts(free: Sequence[tuple[int, Word]], names: Iterable[_Name], *, typing: bool) -> list[KnownName]:
    """Words that persons have in their names, as many beside each other as one person has."""
    keys = [(at, word.key) for at, word in free if len(word.key) > 1 and " " not in word.key]
    if not keys:
        return []
    fitting = (
        name
        for name in names
        if (name.actor_kind == ActorKind.PERSON and any(name.has(key) for _at, key in keys))
        or (typing and name.key.startswith(keys[-1][1]))
    )
    return list(_runs(keys, [(name.key.split(), name.actor) for name in islice(fitting, MOST_NAMES)], typing=typing))


def _runs(keys: Sequence[tuple[int, str]], names: Sequence[tuple[list[str], int]], *, typing: bool) -> Iterable[Any]:
    at = 0
    while at < len(keys):
        for end in range(len(keys), at, -1):
            run = keys[at:end]
            beside = run[-1][0] - run[0][0] == len(run) - 1
            last = typing and end == len(keys)
            actors = {actor for name, actor in names if beside and _fits([key for _at, key in run], name, last)}
            if actors:
                yield KnownName(run[0][0], run[-1][0] + 1, tuple(sorted(actors)), whole=False)
                at = end
                break
        else:
            at += 1


def _fits(run: Sequence[str], name: Sequence[str], unfinished: bool) -> bool:
    """Whether a name has all the words, the last one perhaps only in its beginning."""
    *first, last = run
    ends = any(word.startswith(last) for word in name) if unfinished else last in name
    return ends and set(first) <= set(name)


def _visible_names() -> QuerySet[ActorName]:
    shown = ActorName.objects.visible().exclude(actor__review=ReviewState.REJECTED)
    return shown.filter(actor__merged_into=None)


def _by_activity(names: Sequence[KnownName], words: Sequence[Word]) -> tuple[KnownName, ...]:
    """The longest names with their bearers, and busier ones of names within them; the busiest first.

    `ASEAN summit` is a body, but who asks for `Russia ASEAN summit` may well mean ASEAN.
    """
    settled = _settled(words, names)
    inner = {
        name: {
            actor for other in names if name.start <= other.start and other.end <= name.end for actor in other.actors
        }
        for name in settled
    }
    every = {actor for actors in inner.values() for actor in actors}
    if not every:
        return ()
    counts = dict(Actor.objects.filter(pk__in=every).with_counts().values_list("pk", "meeting_count"))
    bearers = {name: {*name.actors, *_busier(inner[name], name.actors, counts)} for name in settled}
    return tuple(
        replace(name, actors=tuple(sorted(actors, key=lambda actor: (-counts[actor], actor))))
        for name, actors in bearers.items()
    )


def _busier(actors: Iterable[int], others: Iterable[int], counts: Mapping[int, int]) -> set[int]:
    """Those who take part in more meetings than any of the others."""
    most = max(counts[actor] for actor in others)
    return {actor for actor in actors if counts[actor] > most}


def holders_of(question: Question) -> list[int]:
    """Persons who hold or held the posts that the words tell: of a body that is named, or of any; the latest first.

    `foreign minister of Russia`, `ASEAN secretary-general`: a title has all the words beside the names, or all its
    words stand there. Titles that have just these words go before others.
    """
    words = flat(question.wanted)
    named = {at for name in question.names if name.whole for at in range(name.start, name.end)}
    kept = {word for term in question.words for word in term.words}
    title = {word.key for at, word in enumerate(words) if at not in named and word.typed in kept}
    if not title:
        return []
    bodies = [actor for name in question.names if name.whole for actor in name.actors]
    posts = _posts(title, bodies)
    if not posts:
        return []
    tenures = Tenure.objects.visible().beyond_doubt().filter(post__in=posts)
    told = tenures.latest_first().values_list("person", flat=True)[:MOST_HOLDERS]
    return list(dict.fromkeys(told))


def _posts(title: set[str], bodies: Sequence[int]) -> list[int]:
    """The posts of the bodies (of any, where none is named) with this title."""
    rows = Post.objects.filter(reduce(or_, (Q(title_key__contains=word) for word in title)))
    if bodies:
        rows = rows.filter(Q(body__in=bodies) | Q(body__country__in=bodies))
    posts = [(pk, set(key.split())) for pk, key in rows.order_by("pk").values_list("pk", "title_key")[:MOST_POSTS]]
    same = [pk for pk, words in posts if words == title]
    return same or [pk for pk, words in posts if title <= words or (bodies and words <= title)]


def actors_asked_for(question: Question, actors: Any) -> Any:
    """Of the actors: who is called so, who is named among the words, who holds the posts told; annotated with `rank`.

    None whose name has an excluded word.
    """
    if not question.asks:
        return actors.none()
    named = actors.named(question.name)
    if (words := " ".join(map(str, question.words))) != question.name:
        named = actors.filter(Q(pk__in=named.values("pk")) | Q(pk__in=actors.named(words).values("pk")))
    first = [actor for name in question.names for actor in name.actors[:MOST_BEARERS]]
    first = list(dict.fromkeys([*holders_of(question), *first]))
    found = actors.filter(Q(pk__in=named.values("pk")) | Q(pk__in=first))
    for term in question.excluded:
        found = found.exclude(pk__in=actors.named(str(term)).values("pk"))
    places = [When(pk=actor, then=Value(rank)) for rank, actor in enumerate(first)]
    # a cast, since PostgreSQL takes a bare number to sort by for the place of a column
    last = Cast(Value(len(first)), IntegerField())
    return found.annotate(rank=Case(*places, default=last, output_field=IntegerField()))
