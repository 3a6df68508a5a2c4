"""Identity across the articles of the sample corpus, and how links are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

import articles
from articles.identity.from_files import known_from_files
from articles.identity.whole import Document, identify_all
from articles.reading import read_text
from articles.scoring.gold_facts import facts_from_gold
from articles.scoring.links import LinkGold, life_cycle, links_of, people_merged, read_links, score_links

CORPUS = Path(articles.__file__).parent / "sample_corpus"
#: pairwise F1 from gold facts, below which nothing may fall
BARS = {"actors": 0.98, "meetings": 0.94, "initiatives": 0.90}


def test_links_of_the_sample_corpus_are_found() -> None:
    gold = read_links(CORPUS / "links.json", CORPUS / "gold")
    texts = {
        name: read_text((CORPUS / "texts" / f"{name}.txt").read_bytes(), id=name, source=name).text
        for name in gold.documents
    }
    documents = {name: Document(text, facts_from_gold(text, gold.documents[name])) for name, text in texts.items()}
    records = identify_all(documents, known_from_files())
    scores = {part: score_links(gold, part, records[part]) for part in BARS}
    for part, bar in BARS.items():
        assert scores[part].figures()["f1"] >= bar, part  # type: ignore[operator]
    assert not people_merged(gold, scores["actors"])
    found, of = life_cycle(gold, scores["meetings"])
    assert found / of >= 0.9
    backwards = identify_all(dict(reversed(documents.items())), known_from_files())
    assert {part: set(groups) for part, groups in backwards.items()} == {
        part: set(groups) for part, groups in records.items()
    }


@pytest.fixture
def gold() -> LinkGold:
    actors = [{"id": "a1", "kind": "person", "name": "Anna Berg"}, {"id": "a2", "kind": "person", "name": "Carl Dahl"}]
    optional = {"id": "a3", "kind": "person", "name": "Eve Falk", "optional": True}
    return LinkGold(
        {"actors": [frozenset({("x", "a1"), ("y", "a1"), ("z", "a1")}), frozenset({("x", "a3"), ("y", "a3")})]},
        {name: {"actors": [*actors, optional]} for name in "xyz"},
    )


def test_links_are_pairs_of_different_articles() -> None:
    assert list(links_of([[("x", "a1"), ("x", "a2")], [("x", "a1"), ("y", "a1")]])) == [
        frozenset({("x", "a1"), ("y", "a1")})
    ]


def test_links_right_wrong_and_missed(gold: LinkGold) -> None:
    score = score_links(gold, "actors", [[("x", "a1"), ("y", "a1")], [("z", "a1"), ("y", "a2")]])
    assert (score.right, len(score.wrong), len(score.missed)) == (1, 1, 3)
    assert people_merged(gold, score) == [("Carl Dahl", "Anna Berg")]


def test_links_of_extracted_facts_stand_for_gold_ones(gold: LinkGold) -> None:
    as_gold = {("x", "p"): ("x", "a1"), ("y", "p"): ("y", "a1")}
    score = score_links(gold, "actors", [[("x", "p"), ("y", "p"), ("y", "q"), ("z", "q")]], as_gold)
    # two links to z are missed, that of the optional fact is not asked for
    assert (score.right, len(score.wrong), len(score.missed), score.aside) == (1, 0, 2, 4)
