"""Names by rule, held against what the analyser reads."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from articles.extraction.mentions import Mention
from articles.extraction.names.settled import settle_bodies
from articles.extraction.readings import Mention as ReadMention
from articles.extraction.readings import Reading


@pytest.mark.parametrize(
    ("text", "body", "stays"),
    [
        # before a title and a name
        ("He met National Assembly Chairwoman Ann Otieno", "National Assembly", True),
        ("He met State Duma Speaker Lars Berg", "State Duma", True),
        ("He met Supreme Court President Rosa Diaz", "Supreme Court", True),
        ("He met Grand Council Secretary Rosa Diaz", "Grand Council", True),
        ("He met Harbour Board Chairman Lars Berg", "Harbour Board", True),
        # the noun is part of the title; no name, no title behind it
        ("He met Trade Cabinet Secretary Ann Otieno", "Trade Cabinet", False),
        ("He met the National Assembly chairwoman twice", "National Assembly", False),
        ("He saw National Assembly Street on Monday", "National Assembly", False),
    ],
)
def test_bodies_that_the_analyser_reads_nowhere(text: str, body: str, stays: bool) -> None:
    doc = spacy.blank("en")(text)
    words = body.split()
    start = next(i for i in range(len(doc)) if [t.text for t in doc[i : i + len(words)]] == words)
    if not Doc.has_extension("reading"):
        Doc.set_extension("reading", default=None)
    doc._.reading = Reading(names=(ReadMention(0, 1, "PERSON", 0, 0.9, {}),))
    named = Mention(start, start + len(words), "organisation", "headed", 0.8)
    assert settle_bodies(doc, [named]) == [named] * stays
