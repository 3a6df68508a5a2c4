"""The whole way from a text to its facts: quotable spans, sources, equal output, odd input."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date

import pytest
from spacy.language import Language

from articles.extraction import extract
from articles.extraction.facts import ArticleFacts, Source, Span
from articles.extraction.gazetteer import Gazetteer, GazetteerEntry, GazetteerName

HEAD = " date 2018-06-14 Nairobi (KNA) – "
BODY = (
    "Kenyan President Ann Otieno met Dutch Prime Minister Piet Bakker in Nairobi on Monday.\n\n"
    "At the talks, they signed a memorandum of understanding on fisheries. “Kenya–Dutch ties grow,” Otieno said.\n\n"
    "The 12th Kenya-Peru Ministerial Meeting will be held in Lima in July./.\n"
)


@pytest.fixture
def facts(nlp: Language, gazetteer: Gazetteer) -> ArticleFacts:
    return extract(
        HEAD + BODY, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer, agency="KNA", dateline="Nairobi",
        body=Span(len(HEAD), len(HEAD + BODY)),
    )  # fmt: skip


def sources(facts: ArticleFacts) -> Iterator[Source]:
    for actor in facts.actors:
        yield from (p.source for p in actor.posts)
    for meeting in facts.meetings:
        yield from (*meeting.sources.values(), *(p.source for p in meeting.participants))
    for initiative in facts.initiatives:
        yield from (*initiative.sources.values(), *(source for _, source in initiative.parties))


def test_extract_spans_are_offsets_into_the_whole_text(facts: ArticleFacts) -> None:
    text = HEAD + BODY
    person = next(a for a in facts.actors if a.name == "Ann Otieno")
    assert [m.of(text) for m in person.mentions] == ["Ann Otieno", "Otieno"]
    assert facts.meetings[0].evidence[0].of(text) == BODY.split("\n")[0]
    assert all(m.start >= len(HEAD) for a in facts.actors for m in a.mentions)


def test_extract_every_value_has_its_source(facts: ArticleFacts) -> None:
    text = HEAD + BODY
    assert all(s.span.of(text).strip() and s.rule and 0 < s.confidence <= 1 for s in sources(facts))
    for meeting in facts.meetings:
        told = {field for field in ("name", "date", "place") if getattr(meeting, field)} | {"kind", "status"}
        assert told <= set(meeting.sources)
    talks = facts.meetings[0]
    assert talks.date is not None and talks.sources["date"].span.of(text) == "Monday"
    assert talks.place is not None and talks.sources["place"].span.of(text) == talks.place == "Nairobi"


def test_extract_members_are_actors_of_the_article(facts: ArticleFacts) -> None:
    ids = {a.id for a in facts.actors}
    assert {p.actor for m in facts.meetings for p in m.participants} <= ids
    assert {actor for i in facts.initiatives for actor, _ in i.parties} <= ids
    assert {p.body for a in facts.actors for p in a.posts if p.body} <= ids
    assert len(ids) == len(facts.actors)


def test_extract_json_is_the_contract(facts: ArticleFacts) -> None:
    out = json.loads(json.dumps(facts.to_json("a")))
    assert list(out) == ["id", "published", "agency", "dateline", "actors", "meetings", "initiatives"]
    assert (out["published"], out["agency"], out["dateline"]) == ("2018-06-14", "KNA", "Nairobi")
    assert {m["kind"] for m in out["meetings"]} == {"talks", "ministerial"}


def test_extract_is_the_same_in_any_order(nlp: Language, gazetteer: Gazetteer) -> None:
    texts = [BODY, "Peru and the UN agreed.", BODY[::-1], "ASEAN ministers met in Hanoi on Monday."]

    def run(order: list[str]) -> dict[str, ArticleFacts]:
        return {t: extract(t, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer) for t in order}

    assert run(texts) == run(texts[::-1])


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n", ".", "President", "the talks", "(", "“”", "’s", "A-", "-B", "of the of the", "Mr. Dr. Prof.",
        "😀 🇰🇪 President 😀 met 😀.", "الرئيس التقى الوزير", "\x00\x07 President\x1b Ann Otieno", "A" * 5000,
        "a,b;c:d " * 200, "President of the President of the President of", "and and and, and met with and",
        "Ministry of and of the",
        "<b>President</b> &amp; <script>met()</script>", "met " * 50, "1 2 3 May 4 5 6", "THE SUMMIT OF KENYA AND PERU",
        "Minister/Deputy Minister Ann Otieno-", "between and between", "during a visit to", "'s visit to 's",
    ],
)  # fmt: skip
def test_extract_takes_odd_input(nlp: Language, gazetteer: Gazetteer, text: str) -> None:
    facts = extract(text, published=None, nlp=nlp, gazetteer=gazetteer)
    assert all(m.of(text) for a in facts.actors for m in a.mentions)


def test_extract_long_sentence_takes_bounded_time(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Kenyan President Ann Otieno met Piet Bakker, " * 600
    start = time.perf_counter()
    extract(text, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer)
    assert time.perf_counter() - start < 120


def test_extract_goes_by_the_gazetteer_it_is_given(nlp: Language) -> None:
    entry = GazetteerEntry("country:XX", "country", "Ruritania", (GazetteerName("Ruritanian", "demonym"),))
    text = "The Ruritanian envoy left."
    with_it = extract(text, published=None, nlp=nlp, gazetteer=Gazetteer.of([entry]))
    without = extract(text, published=None, nlp=nlp, gazetteer=Gazetteer.of([]))
    assert [a.name for a in with_it.actors] == ["Ruritania"] and without.actors == ()
