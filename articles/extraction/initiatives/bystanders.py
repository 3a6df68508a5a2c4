"""Who is told beside an undertaking without being a party: those who mediate, look on, or welcome what others did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.presence import Scene

#: verbs of those who only have an opinion of what is told
WELCOMING = frozenset(
    {"welcomed", "welcomes", "welcome", "welcoming", "hailed", "hails", "lauded", "lauds", "praised", "praises",
     "applauded", "applauds", "commended", "commends", "saluted", "condemned", "criticised", "criticized", "regretted"}
)  # fmt: skip
#: 'Kenya welcomed | its | agreement with Peru' is about one of its own
OWN = frozenset({"their", "its", "his", "her", "our"})
#: words of the longest helping phrase
LONGEST = 4


@cache
def _helping() -> dict[str, list[tuple[str, ...]]]:
    """Last word → the phrases that end with it."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon.entries("helper_phrases"):
        words = tuple(phrase.split())
        out.setdefault(words[-1], []).append(words)
    return out


class Bystanders:
    """Finds them in one article. `sides`: actor → itself, or the country or body that a person stands for."""

    def __init__(self, scene: Scene, sides: Callable[[str], Sequence[str]]) -> None:
        self.doc, self.units, self.sides = scene.doc, scene.units, sides
        #: the tokens of those who help or look on
        self.helping = {i for start, end in _helpers(scene.doc) for i in range(start, end)}

    def only_help(self, sentences: Sequence[tuple[int, int]], actor: str) -> bool:
        """'a truce mediated by | Ghana', 'signed in the presence of | President Mensa': is it told in such words alone
        in the sentences of the undertaking?"""
        told = [i for i in self._mentions(actor) if any(start <= i < end for start, end in sentences)]
        return bool(told) and all(i in self.helping for i in told)

    def only_welcomes(self, start: int, end: int, actor: str) -> bool:
        """'The United Nations welcomed | the ceasefire in Ghana', which names whose it is."""
        if self.doc[start - 1].lower_ in OWN or self.doc[end : end + 1].text == "with":
            return False
        sentence = self.doc[start].sent
        verbs = [t for t in self.doc[start:end].root.ancestors if t.lower_ in WELCOMING]
        said = {
            t.i for verb in verbs for child in verb.children if child.dep_.startswith("nsubj") for t in child.subtree
        }
        told = [i for i in self._mentions(actor) if sentence.start <= i < sentence.end]
        return bool(told) and all(i in said for i in told)

    def _mentions(self, actor: str) -> list[int]:
        """Where a name or another word stands for it."""
        return [u.start for u in self.units if any(actor in self.sides(who) for who in u.actors)]


def _helpers(doc: Doc) -> Iterator[tuple[int, int]]:
    """The words behind each helping phrase, by grammar."""
    if not doc.has_annotation("DEP"):
        return
    for token in doc:
        for words in _helping().get(token.lower_, ()):
            if [t.lower_ for t in doc[max(0, token.i + 1 - len(words)) : token.i + 1]] == list(words):
                noun = token.head
                if noun.i > token.i:
                    yield token.i + 1, noun.right_edge.i + 1


def is_helping(doc: Doc, i: int) -> bool:
    """Do words from token `i` on tell of those who help: 'a treaty on oceans | in the presence of …'?"""
    words = [t.lower_ for t in doc[i : i + LONGEST]]
    return any(tuple(words[: len(p)]) == p for phrases in _helping().values() for p in phrases)
