"""How do we know: sentences, the values they give, and the words that give them."""

import re

import pytest
from django.test import Client

from kb.citations import agrees, cite, mention_html, sentence_around
from tests.kb.rows import a_meeting, an_actor, an_article, span, tells, value

pytestmark = pytest.mark.django_db
TEXT = "Moscow (VNA) – Lim <Jock> Hoi met Lavrov in Moscow on Monday. They spoke of trade. Lavrov hosted a dinner."


def test_citations_number_sentences_and_say_which_values_they_give() -> None:
    article = an_article(TEXT)
    lavrov, lim = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi")
    meeting = a_meeting(lavrov, lim, place="Moscow")
    first = tells(
        article, meeting, "Lim <Jock> Hoi met Lavrov in Moscow on Monday.",
        date_edtf=value(article, "2020-02-03", "Monday"), kind=value(article, "talks", "met"),
        place=value(article, "Moscow", "Moscow on Monday") | {"end": span(article, "Moscow on")["end"] - 3},
        online=value(article, True, "met"),
        participants=[{"actor": lim.pk, "role": "participant", **span(article, "Lim <Jock> Hoi"), "rule": "r",
                       "confidence": 1.0}],
    )  # fmt: skip
    second = tells(
        article, meeting, "Lavrov hosted a dinner.",
        participants=[
            {"actor": lavrov.pk, "role": "host", **span(article, "Lavrov hosted"), "rule": "r", "confidence": 1.0},
            {"actor": 999_999, "role": "host", **span(article, "dinner"), "rule": "r", "confidence": 1.0},
        ],
    )  # fmt: skip
    citations = cite(meeting, [first, second], [lavrov, lim])
    assert [citation.number for citation in citations.all] == [1, 2]
    assert [(v.label, v.shown) for v in citations.all[0].values] == [
        ("Date", "3 February 2020"), ("Kind", "talks"), ("Place", "Moscow"), ("Online", "yes"),
        ("Participant", "Lim Jock Hoi"),
    ]  # fmt: skip
    assert [(v.label, v.shown) for v in citations.all[1].values] == [("Host", "Sergey Lavrov")]
    assert [c.number for c in citations.of("date_edtf", "2020-02-03")] == [1]
    assert [c.number for c in citations.of(f"actor {lavrov.pk}")] == [2]
    assert citations.of("status") == []
    quote = citations.all[0].quote
    assert '<span class="value" title="Participant: Lim Jock Hoi">Lim &lt;Jock&gt; Hoi</span>' in quote
    assert '<span class="value" title="Date: 3 February 2020">Monday</span>' in quote


@pytest.mark.parametrize(
    ("key", "told", "current", "agree"),
    [
        ("date_edtf", "2020-02", "2020-02-03", True),
        ("date_edtf", "2020-02-03", "2020-02", False),
        ("date_edtf", "2020-02-03", "", False),
        ("status", "held", "held", True),
        ("status", "planned", "held", False),
        ("place", "Hà Nội", "Ha Noi", True),
        ("name", "The Sochi Summit", "Sochi summit", True),
    ],
)
def test_citations_know_which_sources_agree(key: str, told: str, current: str, agree: bool) -> None:
    assert agrees(key, told, current) is agree


def test_citations_show_what_sources_say_against_each_other(client: Client) -> None:
    article = an_article(TEXT)
    meeting = a_meeting(day="2020-02-03")
    tells(article, meeting, "Moscow", date_edtf=value(article, "2020-02", "Monday"))
    tells(article, meeting, "Lavrov hosted", date_edtf=value(article, "2020-02-04", "Monday"))
    tells(article, meeting, "trade", date_edtf=value(article, "2020-02-04", "trade"))
    for title in ("second", "third"):
        other = an_article(TEXT, title=title)
        tells(other, meeting, "trade", date_edtf=value(other, "2020-02-03", "trade"))
    page = client.get(meeting.get_absolute_url()).content.decode()
    against = page[page.index("Sources disagree:") :].partition("</dd>")[0]
    assert re.sub("<[^>]+>", "", against).strip() == "Sources disagree: 3 February 2020 (3)145, 4 February 2020 (1)2"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("trade", "They spoke of trade."),
        ("Lavrov hosted", "Lavrov hosted a dinner."),
        ("Lim", "Moscow (VNA) – Lim <Jock> Hoi met Lavrov in Moscow on Monday."),
    ],
)
def test_citations_find_the_sentence_around_a_mention(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    first, last = sentence_around(TEXT, start, start + len(words))
    assert TEXT[first:last] == sentence


def test_citations_cut_a_sentence_without_end() -> None:
    text = "word " * 1000
    first, last = sentence_around(text, 2500, 2504, most=100)
    assert text[first:last].startswith("word ") and last - first < 210


def test_citations_mark_a_mention_in_its_sentence() -> None:
    article = an_article(TEXT)
    row = tells(article, an_actor("Sergey Lavrov"), "Lavrov hosted")
    assert mention_html(row) == '<span class="value">Lavrov hosted</span> a dinner.'


def test_citations_of_mentions_begin_behind_the_header_of_the_text() -> None:
    article = an_article(" date 2020-02-03 Moscow (VNA) – Lavrov hosted Lim. They spoke.")
    row = tells(article, an_actor("Sergey Lavrov"), "Lavrov")
    assert mention_html(row) == '<span class="value">Lavrov</span> hosted Lim.'
    assert mention_html(tells(article, an_actor("Lim"), "They")) == '<span class="value">They</span> spoke.'
