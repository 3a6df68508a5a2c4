"""The spaCy pipeline that analyses a text: for now what needs no trained model."""

from __future__ import annotations

import spacy
from spacy.language import Language

from articles.extraction import sentences

#: Kept with every piece of evidence; changes whenever the rules or lexicons change what is found.
PIPELINE_VERSION = "rules-1"


def load_pipeline() -> Language:
    """English tokens and sentence bounds, ready for `extract`."""
    nlp = spacy.blank("en")
    nlp.add_pipe(sentences.sentence_bounds.__name__)
    nlp.max_length = 2_000_000
    return nlp
