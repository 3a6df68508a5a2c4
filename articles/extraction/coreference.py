"""Who is meant by 'he', 'the ambassador', 'the two sides', 'both ministers': by elimination, else nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.clauses import clause_bounds, lists_of, prepositions
from articles.extraction.facts import PostFact
from articles.extraction.names.actors import Cast
from articles.extraction.names.title_words import abbreviations
from articles.extraction.units import Unit, named_units
from articles.extraction.words import is_general_body, plain, sentence_end, sentence_start


def find_units(cast: Cast, posts: Mapping[str, tuple[PostFact, ...]]) -> list[Unit]:
    """Every expression that stands for actors, in order: names with their titles, then what refers to them."""
    named = named_units(cast)
    referring = list(_Referrer(cast, posts, named).units())
    # 'the Chinese leader' is a person, once it is clear who
    inside = {i for u in referring for i in range(u.start, u.end)}
    kept = [u for u in named if not (u.represented and inside & set(range(u.start, u.end)))]
    return sorted([*kept, *referring], key=lambda u: u.start)


class _Referrer:
    """Reads pronouns and descriptions from left to right, keeping who was told of last."""

    def __init__(self, cast: Cast, posts: Mapping[str, tuple[PostFact, ...]], named: list[Unit]) -> None:
        self.cast, self.doc, self.posts, self.named = cast, cast.doc, posts, named
        self.taken = {i for u in named for i in range(u.start, u.end)}
        self.subject: str | None = None
        self.lists = [row for _, row in lists_of(self.doc, named)]

    def units(self) -> Iterator[Unit]:
        by_start = {u.start: u for u in self.named}
        for i, token in enumerate(self.doc):
            unit = by_start.get(i)
            if unit is not None:
                self._told(unit)
            elif i not in self.taken and token.lower_ in STARTERS:
                found = self._read(i)
                if found is not None and self._is_free(found):
                    yield found

    def _is_free(self, found: Unit) -> bool:
        """Does the expression overlap no name, but for the country of 'the Chinese leader'?"""
        inner = [u for u in self.named if u.start < found.end and found.start < u.end]
        return not inner or (len(found.actors) == 1 and all(u.represented and found.start < u.start for u in inner))

    def _told(self, unit: Unit) -> None:
        """A person at the head of a sentence is the one that 'he' means next."""
        if unit.kind == "person" and len(unit.actors) == 1 and (self.subject is None or self._leads(unit)):
            self.subject = unit.actors[0]

    def _leads(self, unit: Unit) -> bool:
        """Is the person the first of the sentence, where its subject stands?"""
        first = sentence_start(self.doc, unit.start)
        if any(u.kind == "person" and first <= u.start < unit.start for u in self.named):
            return False
        if any(self.doc[i].lower_ in ("he", "she") for i in range(first, unit.start)):
            return False
        before = self.doc[unit.start - 1]
        return unit.start == first or before.lower_ in OPENERS or not before.is_lower

    def _read(self, i: int) -> Unit | None:
        low = self.doc[i].lower_
        if self.doc[i].text == "HE" and not self.doc[i + 1 : i + 2].text.islower():
            return None  # 'HE Muhyiddin Yassin': His Excellency
        if low in ("he", "she"):
            return Unit(i, i + 1, (self.subject,), "pronoun", 0.75) if self.subject else None
        if low == "him":
            other = self._other_person(i)
            return Unit(i, i + 1, (other,), "pronoun", 0.6) if other else None
        return self._pair(i) or (self._described(i) if low == "the" else None)

    def _other_person(self, i: int) -> str | None:
        """'him' in a clause whose subject is another: the person told of last who is not the subject."""
        first = sentence_start(self.doc, i)
        leads = next((u.actors[0] for u in self.named if u.kind == "person" and first <= u.start < i), self.subject)
        counts: dict[str, int] = {}
        for unit in self.named:
            if unit.kind == "person" and unit.start < i and unit.actors[0] != leads:
                counts[unit.actors[0]] = counts.get(unit.actors[0], 0) + 1
        return max(counts, key=lambda a: counts[a], default=None)

    def _pair(self, i: int) -> Unit | None:
        """'they', 'both sides', 'the two ministers', 'the two countries': the two most told of that fit; 'all three',
        'the four ministers': the last list of as many."""
        kind, noun, end = _group_words(self.doc, i)
        if kind is not None:
            actors = self._main_pair(i, kind, noun)
            return Unit(i, end, actors, "group", 0.7) if actors else None
        many, kind, end = _several_words(self.doc, i)
        actors = self._last_list(i, many, kind) if many else ()
        return Unit(i, end, actors, "group", 0.7) if actors else None

    def _last_list(self, i: int, many: int, kind: str) -> tuple[str, ...]:
        """The actors of the last list before token `i` that is so long and fits."""
        for row in reversed(self.lists):
            actors = tuple(dict.fromkeys(a for u in row for a in u.actors if u.end <= i))
            if len(actors) == many and all(self._fits(a, kind) for a in actors):
                return actors
        return ()

    def _main_pair(self, i: int, kind: str, noun: str) -> tuple[str, ...]:
        """The only two that fit, else the two named most before token `i`."""
        counts: dict[str, int] = {}
        clause, _ = clause_bounds(self.doc, i)
        acting = {a for u in self.named if clause <= u.start < i and not self._is_governed(u) for a in u.actors}
        for unit in self.named:
            for actor in unit.actors:
                # 'Michel received the two leaders': not Michel himself
                if unit.start < i and actor not in acting and self._fits(actor, kind):
                    counts[actor] = counts.get(actor, 0) + 1
        titled = [a for a in counts if any(_has_title(p.title, noun) for p in self.posts.get(a, ()))]
        if len(titled) == 2:
            return tuple(titled)
        last = self._last_pair(i, titled if len(titled) > 2 else list(counts)) if kind == "persons" and noun else ()
        if last:
            return last
        # the sides of a story are states and blocs rather than ministries of one of them
        own = [a for a in counts if not self._is_general_body(a)]
        fitting = own if len(own) >= 2 else list(counts)
        return tuple(sorted(fitting, key=lambda a: -counts[a])[:2]) if len(counts) >= 2 else ()

    def _last_pair(self, i: int, fitting: list[str]) -> tuple[str, ...]:
        """'Later, Modi and Xi exchanged courtesies. | The two leaders …': the only two of the sentence before."""
        first = sentence_start(self.doc, i)
        before = sentence_start(self.doc, first - 1) if first else 0
        told = dict.fromkeys(a for u in self.named if before <= u.start < first for a in u.actors if a in fitting)
        return tuple(told) if len(told) == 2 else ()

    def _is_governed(self, unit: Unit) -> bool:
        """'Otieno, who spoke for | Kenya, asked both sides': Kenya does not act there."""
        before = self.doc[unit.start - 1].lower_ if unit.start else ""
        if before in ("the", "both"):
            before = self.doc[unit.start - 2].lower_ if unit.start > 1 else ""
        return before in prepositions()

    def _is_general_body(self, actor: str) -> bool:
        """'the Finance Ministry': a body that any country may have."""
        who = self.cast.actors[actor]
        return who.kind == "organisation" and who.key is None and is_general_body(plain(who.name))

    def _fits(self, actor: str, kind: str) -> bool:
        found = self.cast.actors[actor].kind
        means = {"persons": "person", "countries": "country", "bodies": "organisation"}
        return found == means[kind] if kind in means else found != "person"

    def _described(self, i: int) -> Unit | None:
        """'the ambassador', 'the Russian leader', 'the ASEAN official', 'the bloc': the one actor that fits."""
        end = i + 1
        stop = min(i + 4, sentence_end(self.doc, i))
        while end < stop and self.doc[end].lower_ not in _descriptions():
            end += 1
        if end >= stop:
            return None
        kind, word = _descriptions()[self.doc[end].lower_], plain(self.doc[end].text)
        body = next((self.cast.at[k][1] for k in range(i + 1, end) if k in self.cast.at), None)
        actor = self._last_body(i) if kind == "body" else self._holder(i, word if kind == "title" else None, body)
        return Unit(i, end + 1, (actor,), "pronoun", 0.7) if actor else None

    def _holder(self, i: int, word: str | None, body: str | None) -> str | None:
        """The person told of before whose post has the title's word and the body; of several, the one spoken of."""
        if word is None and body is None:
            return self.subject
        told = {u.actors[0] for u in self.named if u.kind == "person" and u.start < i}
        held = [a for a in told if any(self._fits_post(p, word, body) for p in self.posts.get(a, ()))]
        if self.subject in held:
            return self.subject
        return held[0] if len(held) == 1 else None

    def _fits_post(self, post: PostFact, word: str | None, body: str | None) -> bool:
        titled = word is None or word in plain(post.title).split() or (word == "premier" and _is_premier(post.title))
        return titled and (body is None or post.body == body) and not post.former

    def _last_body(self, i: int) -> str | None:
        bodies = [u.actors[0] for u in self.named if u.start < i and u.kind == "organisation"]
        return bodies[-1] if bodies and len(set(bodies)) == 1 else None


OPENERS = frozenset({"that", "when", "while", "where", "and", "but", "as", "the", "because", "after", "before"})
STARTERS = frozenset({"he", "she", "they", "both", "the", "him", "all"})
SEVERAL = {"three": 3, "four": 4, "five": 5, "six": 6, "trio": 3, "quartet": 4}
#: words after 'all three' with which no noun of its own can follow
STANDS_ALONE = frozenset("were was are is have had will would of said agreed took attended and also".split())
TOP = frozenset("president premier chancellor king queen emir sultan taoiseach leader monarch".split())
UNDER = frozenset("deputy vice assistant".split())


@cache
def _descriptions() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in lexicon.rows("descriptions")}


@cache
def _pairs() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in lexicon.rows("pairs")}


def _has_title(title: str, noun: str) -> bool:
    """Is it a title that the noun means? 'Leaders' are those at the head of a country or body, not their deputies."""
    words = plain(title).split()
    if noun.upper() in abbreviations():
        return " ".join(words) == plain(abbreviations()[noun.upper()])
    if noun == "leader":
        return bool(TOP & set(words) or "prime minister" in " ".join(words)) and not UNDER & set(words)
    return noun in words


def _is_premier(title: str) -> bool:
    """'The premier' is a prime minister, no deputy."""
    return plain(title) == "prime minister"


def _several_words(doc: Doc, i: int) -> tuple[int, str, int]:
    """How many of what kind 'all three', 'the four ministers', 'the trio' mean from token `i`, and where they end."""
    at = i + 1
    if doc[i].lower_ == "all" and doc[at : at + 1].text.lower() == "the":
        at += 1
    many = SEVERAL.get(doc[at : at + 1].text.lower(), 0)
    if not many or doc[i].lower_ not in ("all", "the"):
        return 0, "", i
    for end in range(at + 1, min(at + 3, len(doc))):
        if doc[end].lower_ in _pairs():
            return many, _pairs()[doc[end].lower_], end + 1
        if not doc[end].is_lower or doc[end].lower_ in STANDS_ALONE:
            break
    alone = doc[at].lower_ in ("trio", "quartet") or doc[i].lower_ == "all"
    return (many, "persons", at + 1) if alone else (0, "", i)


def _group_words(doc: Doc, i: int) -> tuple[str | None, str, int]:
    """What kind of pair the words from token `i` mean, their noun in the singular, and where they end."""
    low = doc[i].lower_
    if low == "they":
        return "persons", "", i + 1
    at = i + 1
    if low == "both" and doc[at : at + 1].text.lower() == "the":
        at += 1
    if low == "the" and doc[at : at + 1].text.lower() not in ("two", "both"):
        return None, "", i
    at += low == "the"
    for end in range(at, min(at + 3, len(doc))):
        if doc[end].lower_ in _pairs():
            return _pairs()[doc[end].lower_], doc[end].lower_.rstrip("s"), end + 1
    return None, "", i
