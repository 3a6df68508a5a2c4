"""Readings of arcs held against the corpus, from which their weights are fitted."""

from __future__ import annotations

from articles.extraction.analyser import MODEL, load_model
from training.domain import CORPUS, HELD_OUT_STYLES, read_files
from training.fit_arcs import ENOUGH, QUESTION, judgements

FILE = CORPUS / "articles-passing-wires.txt"


def test_fit_arcs_judges_arcs_that_do_not_hold_as_well() -> None:
    examples = read_files([FILE], held_out=False)[:6]
    judged = list(judgements(load_model(MODEL), examples))
    right = sum(j.right for j in judged)
    assert {j.question for j in judged} == {QUESTION}
    assert 0.5 < right / len(judged) < 1  # most are right, and some are not
    scale = load_model(MODEL).arcs
    assert scale is not None and scale.enough == ENOUGH
    assert min(scale.likelihood(j.figures) for j in judged) < ENOUGH < max(scale.likelihood(j.figures) for j in judged)


def test_files_of_the_corpus_are_read_without_the_held_out_styles() -> None:
    trained, held = read_files([FILE], held_out=False), read_files([FILE], held_out=True)
    assert trained and len(trained) > len(held), HELD_OUT_STYLES
