"""What the finding steps hand on: mentions of names, and the words around them, as token ranges of a `Doc`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc


@dataclass(frozen=True)
class Mention:
    """Words that name something. `kind`: person, country, organisation, place, event or initiative.

    `form`: name, acronym, demonym, seat (known names), pattern or short; `keys`: the gazetteer entries
    that it may mean, more than one when they cannot be told apart here; `part`: it stands inside a longer name.
    """

    start: int
    end: int
    kind: str
    rule: str
    confidence: float
    form: str = "pattern"
    keys: tuple[str, ...] = ()
    name: str = ""
    part: bool = False
    forum: bool = False


@dataclass(frozen=True)
class Title:
    """A post as the text words it: the title's tokens, and where its body stands.

    `body`: token range of the body's words; `possessive`: his, her, its … stands for the body; `tail`: words of the
    title behind the body ('Ambassador of Jamaica | to the OAS'); `lead`: those before it ('| deputy | Russian foreign
    minister'); `country`: the only one that has such a post;
    `alone`: one name is enough for the holder (King Salman); `plural`: shared by several.
    """

    start: int
    end: int
    body: tuple[int, int] | None = None
    possessive: bool = False
    counterpart: bool = False
    former: bool = False
    rank: bool = False
    tail: tuple[int, int] | None = None
    lead: tuple[int, int] | None = None
    country: str | None = None
    alone: bool = False
    plural: bool = False


@dataclass(frozen=True)
class TitlePhrase:
    """Titles that go together ('Deputy Prime Minister and Foreign Minister of Laos') with their bodies."""

    start: int
    end: int
    titles: tuple[Title, ...]
    plural: bool = False
    definite: bool = False


@dataclass
class Names:
    """All mentions of a text, in order, and the title phrases of persons by the person's first token."""

    doc: Doc
    mentions: list[Mention] = field(default_factory=list)
    phrases: list[TitlePhrase] = field(default_factory=list)
    holders: dict[int, list[TitlePhrase]] = field(default_factory=dict)


def overlaps(start: int, end: int, taken: Iterable[Mention]) -> bool:
    return any(start < m.end and m.start < end for m in taken)


def covered(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Token index → the mention it belongs to; whole names before parts of names, then longer before shorter."""
    out: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.part, m.start - m.end)):
        for i in range(mention.start, mention.end):
            out.setdefault(i, mention)
    return out
