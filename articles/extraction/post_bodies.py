"""The body of a title that names none beside it, as an arc of the analyser, or the sentence, tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.extraction import lexicon
from articles.extraction.facts import PostFact
from articles.extraction.mentions import Mention as NameMention
from articles.extraction.mentions import Title
from articles.extraction.names.actors import Actor, Cast
from articles.extraction.names.known import KnownNames
from articles.extraction.names.title_words import modifiers
from articles.extraction.post_nearness import NearCountries
from articles.extraction.readings import Arc, Mention, Reading, courtesies
from articles.extraction.words import POSSESSIVES, plain, sentence_start, text_of

#: how sure an arc from a post to its body must be
SURE_BODY = 0.65
#: the dateline's country is home when it, or a city of it, is named at least so often, as a share of the country named
#: most
HOME_SHARE = 0.15
#: words that a minister's title has or lacks, of one office
OFFICE_FILLERS = frozenset({"of", "for", "the", "and", "affairs"})
#: (body, rule, confidence)
Found = tuple[str, str, float]
#: posts told of so far, in the order of the text: the person's first token, the person's actor id, the post
Told = Sequence[tuple[int, str, PostFact]]


class PostArcs:
    """What the analyser says of posts: their spans, holders and bodies. Empty where the pipeline has none."""

    def __init__(self, cast: Cast) -> None:
        reading: Reading | None = cast.doc._.reading if cast.doc.has_extension("reading") else None
        self.posts: tuple[Mention, ...] = reading.posts if reading else ()
        self.arcs: dict[int, list[Arc]] = {}
        for arc in reading.arcs if reading else ():
            self.arcs.setdefault(arc.row, []).append(arc)
        self.actors = cast.actors
        self.actor_at = {i: actor for m, actor in cast.at.values() if m.part for i in range(m.start, m.end)}
        self.actor_at |= {i: actor for m, actor in cast.at.values() if not m.part for i in range(m.start, m.end)}
        self.inside = courtesies(cast.doc, self.actor_at)

    def of_title(self, start: int, end: int) -> Iterator[Mention]:
        """The posts read among a title's words."""
        return (post for post in self.posts if post.start < end and start < post.end)

    def best(self, post: Mention, role: str, kinds: Sequence[str]) -> tuple[str, int, float] | None:
        """The actor of one of these kinds that plays a role in a post, its token, and how sure that is."""
        told = ((self.inside.get(a.column, a.column), a) for a in self.arcs.get(post.anchor, ()) if a.role == role)
        arcs = [(i, a) for i, a in told if i in self.actor_at and self.actors[self.actor_at[i]].kind in kinds]
        token, arc = max(arcs, key=lambda x: x[1].confidence, default=(0, None))
        return (self.actor_at[token], token, arc.confidence) if arc else None


class BodyFinder:
    """Finds the bodies that titles leave untold; `home`: the actor id of the dateline's country."""

    def __init__(self, cast: Cast, arcs: PostArcs, home: str | None) -> None:
        self.cast, self.doc, self.arcs, self.home = cast, cast.doc, arcs, home
        self.near = NearCountries(cast)

    def find(self, title: Title, told: Told) -> Found | None:
        """The body of a bare 'Foreign Minister'; `told`: the posts told of before."""
        if title.country is not None and not self.names_another(title):
            bodies = (self.cast.of_key(key) for key in title.country.split())
            held = next((body for body in bodies if body), None)
            return (held.id, "post-of-one-country", 0.95) if held else None
        words = self.doc[title.start : title.end].text
        found = self._by_pronoun(title) or self._beside(title) or self._by_short_name(title) or self._by_capital(title)
        if found is not None or self.names_another(title):
            return found
        found = self._by_arc(title, state=is_of_state(words))
        if found is None and title.possessive:
            found = self._by_possessive(told)
        if found is None:
            found = self._by_neighbour(title, told)
        if found is None and is_of_state(words):
            found = self._by_side(title)
        if found is None:
            found = self._by_only_ministry(title)
        return found

    def host(self, person: NameMention) -> str | None:
        """The country in whose city the person is met ('In Athens he met his counterpart X')."""
        return self.near.in_city(person)

    def of_city(self, title: Title) -> str | None:
        """'his counterpart | from Gaborone': the country of the city."""
        i = title.end + 1
        if self.doc[title.end : i].text.lower() != "from":
            return None
        key = self.cast.countries.get(self.doc[i : i + 2].text) or self.cast.countries.get(self.doc[i : i + 1].text)
        actor = self.cast.of_key(key) if key else None
        return actor.id if actor else None

    def _beside(self, title: Title) -> Found | None:
        """A body that the analyser alone reads: 'Chairman of | Falcon Ports', 'the | Blue House | spokesman'."""
        doc, after, before = self.doc, title.end, title.start - 1
        if doc[after : after + 1].text in ("of", "at"):
            after += 1 + (doc[after + 1 : after + 2].text == "the")
            held = self.cast.at.get(after)
        else:
            before -= before > 0 and doc[before].text in POSSESSIVES
            held = next((h for h in self.cast.at.values() if h[0].end == before + 1 and h[0].kind != "person"), None)
            before = held[0].start - 1 if held else 0
            if held and doc[before - (doc[before].lower_ == "the")].lower_ == "of":
                return None  # 'the Guardian of the Three Shrines | King X'
        return (held[1], "post-beside", 0.85) if held and held[0].kind in ("organisation", "country") else None

    def _by_arc(self, title: Title, *, state: bool) -> Found | None:
        kinds: tuple[str, ...] = ("country",) if state else ("country", "organisation")
        kinds = ("organisation",) if heads_body(self.doc[title.start : title.end].text) else kinds
        posts = self.arcs.of_title(title.start, title.end)
        bodies = [b for post in posts if (b := self.arcs.best(post, "body", kinds)) and self._may_be_body(b[1], title)]
        body, at, confidence = max(bodies, key=lambda b: b[2], default=("", 0, 0.0))
        if state and self.home not in (None, body) and self.near.is_listed_with(at, self.home):
            return None  # 'Chile and Kenya will begin negotiations, Trade Minister X said'
        return (body, "post-arc", 0.9 * confidence) if confidence >= SURE_BODY else None

    def _may_be_body(self, i: int, title: Title) -> bool:
        """Not what the title itself names ('Envoy for Myanmar'), nor a place ('his visit to Russia')."""
        if self.doc[i + 1 : i + 2].text.lower() in lexicon.entries("place_nouns"):
            return False
        before = self.doc[i - 1 - (i > 1 and self.doc[i - 1].lower_ == "the")].lower_ if i else ""
        return not title.start <= i < title.end and before not in lexicon.entries("towards")

    def _by_capital(self, title: Title) -> Found | None:
        """'the chief negotiator for Tehran', 'information minister in Hargeisa': the country of the seat."""
        doc, i = self.doc, title.end + 1
        if i >= len(doc) or doc[title.end].lower_ not in ("for", "in"):
            return None
        key = self.cast.countries.get(doc[i : i + 2].text) or self.cast.countries.get(doc[i].text)
        actor = self.cast.of_key(key) if key else None
        return (actor.id, "post-capital", 0.75) if actor else None

    def names_another(self, title: Title) -> bool:
        """Does 'of …' behind the title name a body that is none of the actors ('Chairman of Falcon Ports')?"""
        return self.doc[title.end : title.end + 1].text == "of"

    def _by_short_name(self, title: Title) -> Found | None:
        """'the Commission's spokesman', 'head of the fund': the only body told of that is a commission, a fund."""
        for i in self._short_names(title):
            word = plain(self.doc[i].text)
            if word == "government":
                return self._by_government()
            bodies = [a for a in self.cast.actors.values() if a.kind == "organisation" and is_called(a, word)]
            if len(bodies) == 1:
                return bodies[0].id, "post-short-body", 0.8
        return None

    def _is_person(self, i: int) -> bool:
        return i in self.cast.at and self.cast.at[i][0].kind == "person"

    def _by_only_ministry(self, title: Title) -> Found | None:
        """'spokesperson X': of the only ministry or department told of before."""
        words = {plain(w) for w in self.doc[title.start : title.end].text.split()}
        if not words & lexicon.entries("speaking_titles"):
            return None
        named = {a for i, (m, a) in self.cast.at.items() if i < title.start and m.kind == "organisation"}
        bodies = [a for a in named if set(plain(self.cast.actors[a].name).split()) & lexicon.entries("speaking_bodies")]
        return (bodies[0], "post-only-ministry", 0.6) if len(bodies) == 1 else None

    def _by_government(self) -> Found | None:
        """'the government's chief negotiator': the only country whose government is told of."""
        doc = self.doc
        held = {
            a for m, a in self.cast.at.values() if m.kind == "country" and doc[m.end : m.end + 1].text == "government"
        }
        return (held.pop(), "post-short-body", 0.7) if len(held) == 1 else None

    def _short_names(self, title: Title) -> Iterator[int]:
        """Tokens beside the title that may name its body for short."""
        doc, before = self.doc, title.start - 1
        if before > 0 and doc[before].text in POSSESSIVES:
            before -= 1
        if before >= 0 and doc[before].is_alpha and (before < title.start - 1 or before not in self.cast.inside):
            yield before
        after = title.end
        if after + 2 < len(doc) and doc[after].lower_ in ("of", "at") and doc[after + 1].lower_ == "the":
            yield after + 2

    def _by_pronoun(self, title: Title) -> Found | None:
        """'Kenya was not there. | Its High Commissioner X', 'the Fund, | whose director X': the one told of before."""
        i = title.start - 1
        while i > 0 and modifiers().get(self.doc[i].lower_) in ("former", "drop"):
            i -= 1
        if i < 1 or self.doc[i].lower_ not in ("its", "whose", "their"):
            return None
        first = sentence_start(self.doc, i)
        if self.doc[i].lower_ == "whose":
            held = next((h for h in self.cast.at.values() if h[0].end in (i, i - 1) and h[0].kind != "person"), None)
            return (held[1], "post-of-antecedent", 0.8) if held and self.doc[i - 1].text == "," else None
        body = next(iter([*self._antecedents(first, i)][::-1]), None)
        if body is None and first > 0 and self.doc[first - 1].text.count("\n") < 2:
            body = next(self._antecedents(sentence_start(self.doc, first - 1), first), None)
        is_country = body is not None and self.cast.actors[body].kind == "country"
        if body is None or (is_country and self.doc[i].lower_ == "their"):
            return None
        return body, "post-of-antecedent", 0.7

    def _antecedents(self, start: int, end: int) -> Iterator[str]:
        """The bodies named between two tokens that 'its' may mean: neither an adjective nor where something is."""
        for i in range(start, end):
            held = self.cast.at.get(i)
            if held is None or held[0].kind == "person" or held[0].part or held[0].form == "demonym":
                continue
            before = self.doc[i - 1 - (self.doc[i - 1].lower_ == "the")].lower_ if i > start else ""
            if before not in lexicon.entries("towards"):
                yield held[1]

    def _by_possessive(self, told: Told) -> Found | None:
        """'his Defence Minister Y': of the body of the post told of last."""
        body = told[-1][2].body if told else None
        return (body, "post-possessive", 0.7) if body else None

    def _by_neighbour(self, title: Title, told: Told) -> Found | None:
        """'Indian Foreign Minister X and Defence Minister Y': two names with nothing but a comma or 'and' between."""
        if not told or not told[-1][2].body or self.cast.actors[told[-1][2].body].kind != "country":
            return None
        start, _, post = told[-1]
        end = self.cast.at[start][0].end
        between = self.doc[end : title.start]
        beside = 0 < len(between) <= 3 and all(t.text in ",;&" or t.lower_ in ("and", "the") for t in between)
        return (post.body, "post-neighbour", 0.7) if beside and post.body else None

    def _by_side(self, title: Title) -> Found | None:
        """'on the Russian side', 'took part for Russia', 'heads the Russian delegation': the country of a sentence."""
        sent = self.doc[title.start].sent
        for i in range(sent.start, sent.end - 1):
            held = self.cast.at.get(i)
            if held is None or held[0].kind != "country":
                continue
            if i > title.end and self._is_person(held[0].end + 1):
                continue  # '… and on the Kenyan side | Y': not of those before
            follows = self.doc[held[0].end : held[0].end + 1].text
            before = self.doc[max(0, i - 2) : i].text.lower()
            acted = before.endswith(" for") and before.split()[0] in lexicon.entries("acted_words")
            if follows in lexicon.entries("sides") or acted or before == "behalf of":
                return held[1], "post-side", 0.6
        return None


def is_called(actor: Actor, word: str) -> bool:
    """Is the word the head of the actor's name ('fund' of 'Saudi Fund for Growth')?"""
    words = plain(actor.name).split()
    return any(
        w == word and (n + 1 == len(words) or words[n + 1] in lexicon.entries("prepositions"))
        for n, w in enumerate(words)
    )


def same_title(one: str, other: str) -> bool:
    return plain(one).replace("-", " ").split() == plain(other).replace("-", " ").split()


def same_office(one: str, other: str) -> bool:
    """Is it one office in other words: 'Foreign Minister', 'Minister of Foreign Affairs'? Only of ministers, since the
    order matters elsewhere ('Secretary of State', 'State Secretary')."""
    return same_title(one, other) or (_ministry(one) == _ministry(other) != [])


def _ministry(title: str) -> list[str]:
    words = plain(title).replace("-", " ").replace(",", " ").split()
    return sorted(w for w in words if w not in OFFICE_FILLERS) if "minister" in words else []


def is_of_state(title: str) -> bool:
    """Is it a title that states have ('Foreign Minister', 'King'), hardly other bodies?"""
    return _has_entry(title, "state_titles")


def is_sent(title: str) -> bool:
    """Is it a title of those whom states send, and other bodies too ('Ambassador')?"""
    return _has_entry(title, "sent_titles")


def heads_body(title: str) -> bool:
    """Is it a title of those who head an organisation ('Secretary General', 'Chief Executive')?"""
    return _has_entry(title, "body_titles")


def _has_entry(title: str, name: str) -> bool:
    words = f" {plain(title).replace('-', ' ')} "
    return any(f" {entry} " in words for entry in lexicon.entries(name))


def home_country(cast: Cast, dateline: str | None, known: KnownNames) -> str | None:
    """The actor id of the country that the dateline's place lies in, where the text itself names it often enough."""
    counts = {a.id: len(a.mentions) for a in cast.actors.values() if a.kind == "country"}
    told = dateline or ""
    keys = known.countries_of(told) or known.countries_of(told.split(",")[0])  # 'Port-au-Prince, Haiti'
    keys = keys or {key for part in told.split("/") for key in known.countries_of(part)}  # 'TUNIS/Tunisia'
    least = HOME_SHARE * max(counts.values(), default=0)
    cities = Counter(cast.countries.get(text_of(cast.doc, m.start, m.end)) for m in cast.others if m.kind == "place")
    home = [id for id, count in counts.items() if (key := cast.actors[id].key) in keys and count + cities[key] >= least]
    return home[0] if len(home) == 1 else None
