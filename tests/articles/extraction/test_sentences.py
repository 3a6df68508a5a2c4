"""Sentence bounds: stops that end a sentence and stops that do not."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The talks ended. They will go on.", 2),
        ("Gen. Amina Okoro met Dr. Piet de Boer. They agreed.", 2),
        ("Philip J. Pierre spoke. He left.", 2),
        ("Envoys of the U.S. Congress came to St. Lucia.", 1),
        ("He lives in the U.S. The envoy left.", 2),
        ("A headline without a stop\n\nThe text begins here.", 2),
        ("“We agree.” He then left.", 2),
        ("“We agree,” he said. “It is done.”", 2),
        ("It happened on Feb. 3 in Lima.", 1),
        ("He met Hun Sen. The talks were short.", 2),
        ("Prices rose by 6.8 percent. Trade grew.", 2),
        ("", 0),
    ],
)
def test_sentences_bounds(nlp: Language, text: str, count: int) -> None:
    assert len([s for s in nlp(text).sents if s.text.strip()]) == count


def test_sentences_cover_every_token(nlp: Language) -> None:
    doc = nlp("One. Two!\n\nThree? “Four.” Five")
    assert [t.i for s in doc.sents for t in s] == list(range(len(doc)))
