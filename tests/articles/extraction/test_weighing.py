"""Weighing: scales read from their file, and what they make of tellings and of who takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from articles.extraction import analyse, weighing
from articles.extraction.facts import ArticleFacts
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.initiatives import ruled_initiatives, weighed
from articles.extraction.meetings import RuledMeetings, apart, membership, ruled_meetings, telling
from articles.extraction.sentences import sentence_bounds
from articles.extraction.weighing import Scale, WeightsError, log_odds, scale

Read = Callable[[str], ArticleFacts]
QUESTIONS = (membership.QUESTION, telling.QUESTION, apart.QUESTION, weighed.TOLD, weighed.PARTY)


@pytest.fixture
def other_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    scale.cache_clear()
    monkeypatch.setattr(weighing, "WEIGHTS", tmp_path / "weights.json")
    yield tmp_path / "weights.json"
    scale.cache_clear()


def test_weighing_gives_shares() -> None:
    weigh = Scale({"for": 2.0, "against": -2.0}, 0.5)
    assert weigh.likelihood({}) == 0.5
    assert weigh.likelihood({"for": 1.0, "unknown": 9.0}) == pytest.approx(0.881, abs=0.001)
    assert weigh.likelihood({"for": 1.0, "against": 1.0}) == 0.5
    assert 0 < weigh.likelihood({"against": 1e9}) < weigh.likelihood({"for": 1e9}) < 1


def test_weighing_knows_no_order() -> None:
    """Figures gathered from sets come in another order in each process."""
    weights = {str(n): 0.1 * (n + 1) * (-1) ** n for n in range(40)}
    weigh, figures = Scale(weights, 0.5), dict.fromkeys(weights, 1.0)
    assert {weigh.likelihood(dict(sorted(figures.items(), key=lambda f: hash((f[0], n))))) for n in range(20)} == {
        weigh.likelihood(figures)
    }


@pytest.mark.parametrize(("share", "odds"), [(0.5, 0.0), (0.0, -3.89), (1.0, 3.89), (0.8, 1.39)])
def test_weighing_log_odds_stay_finite(share: float, odds: float) -> None:
    assert log_odds(share) == pytest.approx(odds, abs=0.01)


@pytest.mark.parametrize("question", QUESTIONS)
def test_weighing_has_a_scale_for_each_question(question: str) -> None:
    weigh = scale(question)
    assert len(weigh.weights) > 20 and 0 < weigh.enough < 0.8


@pytest.mark.parametrize("content", [None, "{", "{}", '{"taking part": {"weights": {}}}', '{"taking part": 3}'])
def test_weighing_tells_of_a_broken_file(other_file: Path, content: str | None) -> None:
    if content is not None:
        other_file.write_text(content, encoding="utf-8")
    with pytest.raises(WeightsError, match=r"weights\.json is broken .* fit_scales"):
        scale(membership.QUESTION)


@pytest.fixture(scope="module")
def ruled(nlp: Language, gazetteer: Gazetteer) -> Callable[[str], RuledMeetings]:
    """The meetings that the rules alone read in a text of Wednesday 5 February 2020."""

    def read(text: str) -> RuledMeetings:
        day = date(2020, 2, 5)
        a = analyse(text, published=day, nlp=nlp, gazetteer=gazetteer)
        return ruled_meetings(a.scene, a.dates, a.posts, published=day, dateline=None)

    return read


def likelihoods(found: RuledMeetings, n: int = 0) -> dict[str, float]:
    """Name → likelihood of taking part in the n-th meeting."""
    weigh, who = scale(membership.QUESTION), found.membership
    record = found.records[n]
    return {who.cast.actors[a].name: weigh.likelihood(who.figures(record, a)) for a in who.candidates(record)}


def test_weighing_who_meets_before_who_is_only_named(ruled: Callable[[str], RuledMeetings]) -> None:
    text = (
        "Kenyan Foreign Minister Ann Otieno met Dutch Prime Minister Piet Bakker in Lima on Monday. "
        "They discussed fishing off Brazil. Brazilian President Rosa Diaz was in Accra at the time."
    )
    likely = likelihoods(ruled(text))
    assert min(likely["Ann Otieno"], likely["Piet Bakker"]) > 0.8
    assert max(share for name, share in likely.items() if name not in ("Ann Otieno", "Piet Bakker")) < 0.4


def test_weighing_a_country_stands_back_behind_its_minister(ruled: Callable[[str], RuledMeetings]) -> None:
    likely = likelihoods(ruled("Kenyan Foreign Minister Ann Otieno and her Dutch counterpart Piet Bakker held talks."))
    assert likely["Ann Otieno"] > 0.7 > 0.3 > max(likely["Kenya"], likely["Netherlands"])


def test_weighing_the_visited_country_is_not_weighed(facts_of: Read, ruled: Callable[[str], RuledMeetings]) -> None:
    text = "Kenyan President Ann Otieno visited Peru on Monday."
    assert "Peru" not in likelihoods(ruled(text))
    (meeting,) = facts_of(text).meetings
    assert {p.role for p in meeting.participants} == {"participant", "host"}


def test_weighing_tellings(ruled: Callable[[str], RuledMeetings]) -> None:
    def surest(text: str) -> float:
        found = ruled(text)
        weigh = scale(telling.QUESTION)
        return max(
            (
                weigh.likelihood(found.scale.figures(o, particular=particular, first=True))
                for o, particular in found.tellings
            ),
            default=0.0,
        )

    told = surest("Kenyan Foreign Minister Ann Otieno held talks with Dutch Prime Minister Piet Bakker on Monday.")
    vague = surest("Kenyan Foreign Minister Ann Otieno said that talks are useful.")
    assert told > 0.8 > vague


def test_weighing_is_of_no_use_without_a_layer_of_events(gazetteer: Gazetteer) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(sentence_bounds.__name__)
    a = analyse("Ann Otieno met Piet Bakker.", published=None, nlp=nlp, gazetteer=gazetteer)
    found = ruled_meetings(a.scene, a.dates, a.posts, published=None, dateline=None)
    assert not found.scale.is_usable


def test_weighing_of_initiatives(nlp: Language, gazetteer: Gazetteer) -> None:
    """A treaty that two sign is one, a hall of conventions none; those who sign are parties, who only speaks is not."""
    text = (
        "Kenya and Peru signed a treaty on oceans in Lima on Monday. Norway welcomed the treaty. "
        "The delegates met at the Lima Convention Centre."
    )
    a = analyse(text, published=date(2020, 2, 5), nlp=nlp, gazetteer=gazetteer)
    ruled = ruled_initiatives(a.scene, a.dates, a.posts)
    told = {u.name: scale(weighed.TOLD).likelihood(ruled.scales.figures(u, particular=p)) for u, p in ruled.tellings}
    treaty = max(sure for name, sure in told.items() if name.startswith("treaty on oceans"))
    assert treaty > 0.8 and treaty > max((v for name, v in told.items() if "Centre" in name), default=0.0)
    (record, *_) = ruled.records
    party = {
        a.cast.actors[x].name: scale(weighed.PARTY).likelihood(ruled.scales.party_figures(record, x))
        for x in ruled.scales.candidates(record)
    }
    assert min(party["Kenya"], party["Peru"]) > 0.6 > party.get("Norway", 0.0)
