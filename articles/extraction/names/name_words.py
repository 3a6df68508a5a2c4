"""The words that a person's name is compared by."""

from __future__ import annotations

import re

from articles.extraction import lexicon
from articles.extraction.words import plain

#: an initial written as one with the name: 'n.altankhuyag'
INITIAL = re.compile(r"\b([^\W\d_]{1,2}\.)(?=[^\W\d_]{3})")


def name_words(name: str) -> list[str]:
    """The words of a person's name for comparing, particles and initials left out."""
    parts = INITIAL.sub(r"\1 ", plain(name)).replace("-", " ").replace("–", " ").split()
    kept = [p for p in parts if len(p.strip(".")) > 1 and p not in lexicon.entries("name_particles")]
    return kept or parts
