"""Identity across articles scored: which facts of different articles are one actor, meeting or initiative.

A *link* is a pair of facts of two articles that are one thing. The links of the gold are those inside the groups of
`links.json`; the links found are those inside the records that identity makes of facts. From extracted facts, each
fact first stands for the gold fact that it is matched with (as extraction is scored, see score.py): a link found
counts as right when the gold links both ends, as wrong when the gold holds them apart, and a link of the gold is
missed also where extraction missed one of its ends, unless that fact is an optional one. Links of facts that match
nothing in the gold are counted aside.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from articles.extraction.facts import ArticleFacts
from articles.scoring.documents import MEMBERS, read_document, sentences
from articles.scoring.matching import ActorPairs, match_records

PARTS = ("actors", "meetings", "initiatives")
#: a fact: the article, and its id among the article's facts
Told = tuple[str, str]
Link = frozenset[Told]


@dataclass(frozen=True)
class LinkGold:
    """The groups of facts that are one thing, by part, and what is known of each gold fact."""

    groups: Mapping[str, Sequence[frozenset[Told]]]
    documents: Mapping[str, Mapping[str, Any]]

    def links(self, part: str) -> set[Link]:
        return set(links_of(self.groups[part]))

    def optional(self, part: str, told: Told) -> bool:
        """Whether extraction may pass the fact over."""
        return bool(self.fact(part, told).get("optional"))

    def fact(self, part: str, told: Told) -> Mapping[str, Any]:
        """The annotation of a gold fact."""
        return next(fact for fact in self.documents[told[0]][part] if fact["id"] == told[1])


@dataclass
class LinkScore:
    """Links of one part. `wrong`, `missed`: the links themselves; `aside`: found between facts unknown to the gold."""

    right: int = 0
    wrong: list[Link] = field(default_factory=list)
    missed: list[Link] = field(default_factory=list)
    aside: int = 0

    def figures(self) -> dict[str, float | int | None]:
        found, gold = self.right + len(self.wrong), self.right + len(self.missed)
        return {
            "p": self.right / found if found else None,
            "r": self.right / gold if gold else None,
            "f1": 2 * self.right / (found + gold) if found + gold else None,
            "tp": self.right,
            "pred": found,
            "gold": gold,
            "aside": self.aside,
        }


def read_links(path: Path, gold: Path) -> LinkGold:
    """The groups of a `links.json` and the gold facts of the folder that they speak of."""
    documents = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(gold.glob("*.json"))}
    groups = json.loads(path.read_text(encoding="utf-8"))
    told = {
        part: [frozenset((article, fact) for article, fact in group if article in documents) for group in groups[part]]
        for part in PARTS
    }
    return LinkGold(told, documents)


def links_of(groups: Iterable[Iterable[Told]]) -> Iterator[Link]:
    """Every pair of facts of different articles inside a group."""
    for group in groups:
        for one, other in combinations(sorted(group), 2):
            if one[0] != other[0]:
                yield frozenset((one, other))


def gold_ids(text: str, gold: Mapping[str, Any], facts: ArticleFacts, article: str) -> dict[str, dict[str, str]]:
    """By part: which fact of the gold each extracted fact of an article is matched with, by their ids."""
    want, got = read_document(gold, text, gold=True), read_document(facts.to_json(article), text, gold=False)
    actors = ActorPairs(want.actors, got.actors)
    found = {"actors": {got.actors[j].id: want.actors[i].id for i, j in actors.pairs}}
    lines = sentences(text)
    for part in MEMBERS:
        golds, preds = want.records[part], got.records[part]
        found[part] = {preds[j].id: golds[i].id for i, j in match_records(lines, golds, preds, actors, part)}
    return found


def score_links(
    gold: LinkGold, part: str, records: Iterable[Iterable[Told]], as_gold: Mapping[Told, Told] | None = None
) -> LinkScore:
    """Hold records (groups of facts) against the gold; `as_gold`: the gold fact of each predicted one."""
    want, score, found = gold.links(part), LinkScore(), set()
    for link in links_of(records):
        ends = link if as_gold is None else frozenset(as_gold[told] for told in link if told in as_gold)
        if len(ends) < 2:
            score.aside += 1
        elif ends in want:
            found.add(ends)
        else:
            score.wrong.append(ends)
    score.right = len(found)
    if as_gold is not None:
        known = set(as_gold.values())
        want = {link for link in want if not any(gold.optional(part, told) and told not in known for told in link)}
    score.missed = sorted(want - found, key=sorted)
    return score


def life_cycle(gold: LinkGold, score: LinkScore) -> tuple[int, int]:
    """Of the gold links between different statuses of one meeting (planned, then held): how many were found, of how
    many."""
    steps = [
        link for link in gold.links("meetings") if len({gold.fact("meetings", told)["status"] for told in link}) > 1
    ]
    missed = set(score.missed)
    return sum(link not in missed for link in steps), len(steps)


def people_merged(gold: LinkGold, score: LinkScore) -> list[tuple[str, str]]:
    """Names of different people whom one record holds, and whom the gold holds apart."""
    pairs = set()
    for link in score.wrong:
        facts = [gold.fact("actors", told) for told in sorted(link)]
        if {fact["kind"] for fact in facts} == {"person"}:
            pairs.add((facts[0]["name"], facts[1]["name"]))
    return sorted(pairs)


def groups_of(assigned: Mapping[Told, Any]) -> list[list[Told]]:
    """Facts by the record that they were given to."""
    groups = defaultdict(list)
    for told, record in assigned.items():
        groups[record].append(told)
    return list(groups.values())
