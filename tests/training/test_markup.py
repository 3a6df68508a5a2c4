"""The markup of the domain corpus."""

import pytest

from training.domain import CORPUS, body
from training.markup import MarkupError, parse_document, read_corpus

HEAD = "=== x1 | style: brief | region: africa | published: 2014-06-11"
BODY = """NAIROBI, June 11 (XX) -- [C1 Kenyan] [T1 Minister for [C1 Kenya]] [P1 Wanjiru Odhiambo]
[E1 met] [P1+C1~ both] on [D1 Wednesday].

@T1 person=P1 body=C1
@E1 talks held participant=P1 date=D1 when=2014-06-11
"""


def test_markup_gives_plain_text_and_spans():
    document = parse_document(HEAD, BODY)
    assert (
        document.text == "NAIROBI, June 11 (XX) -- Kenyan Minister for Kenya Wanjiru Odhiambo\nmet both on Wednesday."
    )
    quotes = {document.text[m.start : m.end]: m.ids for m in document.mentions}
    assert quotes["Minister for Kenya"] == ("T1",)
    assert quotes["both"] == ("P1", "C1")
    assert document.records["E1"].arguments["date"] == ("D1",)
    assert (document.records["E1"].kind, document.records["E1"].status) == ("talks", "held")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[D1 Wednesday]", "[D1 Wednesday", "not closed"),
        ("[D1 Wednesday]", "Wednesday]", "without"),
        ("[D1 Wednesday]", "[Q1 Wednesday]", "not followed by a code"),
        ("talks held", "chat held", "KIND STATUS"),
        ("when=2014-06-11", "when=June", "not EDTF"),
        ("date=D1", "date=D7", "no such mention"),
        ("@T1 person=P1 body=C1\n", "", "no record line for T1"),
        ("[E1 met]", "met", "without a mention: E1"),
        ("[P1 Wanjiru Odhiambo]", "[P1 Wanjiru [C1 Odhiambo]]", "may not stand inside"),
        ("participant=P1", "person=P1", "has no 'person'"),
    ],
)
def test_markup_errors_say_what_is_wrong(old, new, message):
    with pytest.raises(MarkupError, match=message):
        parse_document(HEAD, BODY.replace(old, new))


def test_markup_head_needs_a_date():
    with pytest.raises(MarkupError, match="published"):
        parse_document("=== x1 | style: brief | region: africa", BODY)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda p: p.stem)
def test_markup_of_the_corpus_is_sound(path):
    documents = list(read_corpus(path))
    assert documents
    for document in documents:
        assert 0 <= body(document.text)[0] < len(document.text)
