"""The mention graph: what it is given of each pair, and that it goes as far as the text does."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.language import Language

from articles.extraction.mention_graph import FAR, KINDS, STRETCH, Nodes, pair_figures
from articles.extraction.sentences import sentence_bounds

RELATIONS = 11
TALKS = "Kenyan President Ann Otieno and Dutch Prime Minister Piet Bakker held talks in Geneva on Monday."
FILLER = "Prices of maize, tea and coffee rose a little in the markets of the town, traders and farmers said. "


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(sentence_bounds.__name__)
    nlp.add_pipe("chancery_analyser")
    return nlp


def nodes(words: list[str], sentence: list[int]) -> Nodes:
    many = len(words)
    return Nodes(
        np.zeros(many, dtype=np.int64),
        np.array(sentence),
        np.zeros(many, dtype=np.int64),
        [w.split() for w in words],
        np.zeros((many, 4), dtype=np.float32),
        np.zeros((many, many, RELATIONS), dtype=np.float32),
    )


def test_pair_figures_tell_distance_words_and_order() -> None:
    figures = pair_figures(nodes(["piet bakker", "bakker", "the two"], [0, 1, 9]))
    assert figures.shape == (3, 3, 2 * FAR + 1 + 2 * RELATIONS + 5)
    together, last, shared, order, apart = figures[0, 1, -5:]
    assert (together, last, shared, order, apart) == (1, 1, 1, -0.125, 0.125)
    assert figures[0, 2, -3] == 0
    # one sentence back; nine are as far as five
    assert figures[0, 1, : 2 * FAR + 1].argmax() == FAR - 1
    assert figures[2, 0, : 2 * FAR + 1].argmax() == 2 * FAR


def test_pair_figures_relations_stand_both_ways() -> None:
    given = nodes(["a", "b"], [0, 0])
    given.relations[0, 1, 3] = 0.7
    figures = pair_figures(given)
    at = 2 * FAR + 1
    assert figures[0, 1, at + 3] == pytest.approx(0.7)
    assert figures[1, 0, at + RELATIONS + 3] == pytest.approx(0.7)


def test_graph_goes_beyond_a_window(nlp: Language) -> None:
    """The encoder's windows end after 256 pieces; who took part may be told later."""
    late = "President Otieno took part in the talks together with her Dutch guest, Prime Minister Bakker."
    doc = nlp(f"{TALKS} {FILLER * 14}{late}")
    talks = next(m for m in doc._.reading.events if doc[m.anchor].text == "talks")
    reached = {doc[a.column].text for a in doc._.reading.members if a.row == talks.anchor and a.confidence > 0.5}
    later = {a.column for a in doc._.reading.members if a.row == talks.anchor and a.column > len(doc) - 20}
    assert {"Ann", "Piet", "Geneva", "Monday"} <= reached
    assert later
    assert any(a.role == "same" and a.column == talks.anchor for a in doc._.reading.arcs if a.row > len(doc) - 20)


def test_graph_reads_long_texts_in_stretches(nlp: Language) -> None:
    doc = nlp(f"{TALKS} " * STRETCH)
    found = doc._.reading
    assert len({(a.row, a.column, a.role) for a in found.members}) == len(found.members)
    assert len({(a.row, a.column) for a in found.arcs}) == len(found.arcs)
    rows = sorted({a.row for a in found.members})
    assert rows[-1] > len(doc) * 0.99
    assert all(a.role == "same" or abs(a.row - a.column) < 40 for a in found.arcs)


def test_graph_kinds_are_labels_of_the_layers(nlp: Language) -> None:
    layers = nlp.get_pipe("chancery_analyser").model.labels["layers"]
    assert all(f"B-{label}" in layers[layer] for layer, label in KINDS)
