"""The whole knowledge base as rows, to be compared before and after."""

from __future__ import annotations

from typing import Any

from articles.importing.withdraw import EVIDENCE
from articles.models import Article
from kb.models import (
    Actor,
    ActorName,
    Decision,
    Initiative,
    Meeting,
    NotSame,
    Participation,
    Party,
    Place,
    Post,
    Split,
    Tenure,
)

TABLES: tuple[Any, ...] = (
    Article, Actor, ActorName, Decision, Initiative, Meeting, NotSame, Participation, Party, Place, Post, Split,
    Tenure, *(table for table, _ in EVIDENCE),
)  # fmt: skip
#: when a row was last written is not what it says
NOT_SAID = ("updated_at", "decided_at")


def rows(*tables: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables, of all of them where none is named."""
    return {
        table.__name__: [
            {name: value for name, value in row.items() if name not in NOT_SAID}
            for row in table.objects.order_by("pk").values()
        ]
        for table in tables or TABLES
    }


def told(*tables: Any) -> dict[str, list[dict[str, Any]]]:
    """As `rows`, without the numbers of rows that are made anew when they are needed."""
    return {
        name: sorted(({key: value for key, value in row.items() if key != "id"} for row in each), key=repr)
        for name, each in rows(*tables).items()
    }
