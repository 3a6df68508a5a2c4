"""The words beside a date that tell what it is, from the lexicon `dates_context.tsv`."""

from __future__ import annotations

from functools import cache

from articles.extraction import lexicon


@cache
def context(role: str) -> frozenset[str]:
    """The words of a role, in lower case. Raises KeyError for a role that the lexicon does not have."""
    lines = [row["words"] for row in lexicon.rows("dates_context") if row["role"] == role]
    if not lines:
        raise KeyError(f"lexicons/dates_context.tsv has no role {role!r}")
    return frozenset(word.strip() for line in lines for word in line.split(","))
