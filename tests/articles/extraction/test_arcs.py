"""Arcs between mentions hold by what the network, its mentions and the text's graph say of them."""

from __future__ import annotations

import pytest

from articles.extraction.analyser import MODEL, read_labels
from articles.extraction.arcs import likely_arcs, weighed_arcs
from articles.extraction.readings import Arc, Mention, Reading
from articles.extraction.weighing import Scale

LAVROV = Mention(0, 1, "PERSON", 0, 0.99, {})


def arc(confidence: float, against: float) -> Arc:
    return Arc(4, 0, "participant", confidence, against)


def reading(*, sure: float = 0.97, told: float = 0.0) -> Reading:
    talks = Mention(4, 5, "MEETING_TRIGGER", 4, sure, {})
    return Reading(events=(talks,), names=(LAVROV,), members=(Arc(4, 0, "participant", told),) if told else ())


@pytest.fixture
def scale() -> Scale:
    labels = read_labels(MODEL)["arcs"]
    return Scale(labels["weights"], labels["enough"])


@pytest.mark.parametrize(("confidence", "against", "holds"), [(0.5, 0.4, True), (0.4, 0.5, False)])
def test_arcs_without_weights_hold_where_none_is_less_likely(confidence: float, against: float, holds: bool) -> None:
    assert bool(list(likely_arcs([arc(confidence, against)], reading(), None))) == holds


def test_arcs_that_the_network_is_sure_of_hold(scale: Scale) -> None:
    sure, never = arc(0.97, 0.02), arc(0.06, 0.9)
    assert list(likely_arcs([sure], reading(told=0.9), scale)) == [sure]
    assert not list(likely_arcs([never], reading(), scale))


def test_arcs_are_no_surer_than_their_mentions(scale: Scale) -> None:
    """The same arc, and the same word of the graph, from a word that hardly tells of a meeting."""
    drawn = arc(0.8, 0.15)
    assert list(likely_arcs([drawn], reading(sure=0.97, told=0.9), scale)) == [drawn]
    assert not list(likely_arcs([drawn], reading(sure=0.15, told=0.9), scale))


def test_arcs_are_likelier_where_the_graph_tells_the_same(scale: Scale) -> None:
    def likelihood(told: float) -> float:
        return next(scale.likelihood(speaks) for _, speaks in weighed_arcs([arc(0.4, 0.5)], reading(told=told)))

    assert likelihood(0.9) > likelihood(0.2) > likelihood(0.0)
