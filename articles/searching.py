"""Full text of articles: what people type, and the index that each database keeps of it.

PostgreSQL has a generated column with its words (weights: the title before the text) under a GIN index. SQLite has an
FTS5 table beside the articles, kept by triggers. Both cut words to their stems and leave accents out.

The words of the user are quoted one by one, so that nothing of them is a sign of the query's grammar.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from kb.searching.terms import Term

TABLE, INDEX, CONFIGURATION = "articles_article", "articles_article_words", "chancery"


def matching_ids(wanted: tuple[Term, ...], *, using: str) -> RawSQL:
    """A subquery of the keys of articles that have all the terms, of which there is at least one."""
    if connections[using].vendor == "postgresql":
        return _on_postgresql(wanted)
    query = " AND ".join(map(_phrase, wanted))
    return RawSQL(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [query], output_field=models.BigIntegerField())


def _phrase(term: Term) -> str:
    """A term as FTS5 reads it: quotation marks make a phrase of whatever stands in them."""
    return f'"{term}"'


def _on_postgresql(wanted: tuple[Term, ...]) -> RawSQL:
    parts = [f"phraseto_tsquery('{CONFIGURATION}', %s)" for _term in wanted]
    sql = f"SELECT id FROM {TABLE} WHERE words @@ ({' && '.join(parts)})"
    return RawSQL(sql, list(map(str, wanted)), output_field=models.BigIntegerField())


#: accents off, and signs that PostgreSQL would take for parts of addresses and file names
_PLAIN = r"translate(regexp_replace(normalize({}, NFD), '[\u0300-\u036f]', '', 'g'), '-/._@&+', '       ')"
_POSTGRESQL = (
    f"CREATE TEXT SEARCH DICTIONARY {CONFIGURATION}_stems (TEMPLATE = snowball, Language = english)",
    f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = simple)",
    f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR asciiword, word, hword, hword_part, "
    f"asciihword, hword_asciipart WITH {CONFIGURATION}_stems",
    f"""ALTER TABLE {TABLE} ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('{CONFIGURATION}', {_PLAIN.format("title")}), 'A')
        || setweight(to_tsvector('{CONFIGURATION}', left({_PLAIN.format("text")}, 400000)), 'B')) STORED""",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (words)",
)
_POSTGRESQL_BACK = (
    f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words",
    f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIGURATION}",
    f"DROP TEXT SEARCH DICTIONARY IF EXISTS {CONFIGURATION}_stems",
)
_OLD = f"INSERT INTO {INDEX} ({INDEX}, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);"
_NEW = f"INSERT INTO {INDEX} (rowid, title, text) VALUES (new.id, new.title, new.text);"
_TRIGGERS = {
    f"{INDEX}_insert": f"AFTER INSERT ON {TABLE} BEGIN {_NEW} END",
    f"{INDEX}_delete": f"AFTER DELETE ON {TABLE} BEGIN {_OLD} END",
    f"{INDEX}_update": f"AFTER UPDATE OF id, title, text ON {TABLE} BEGIN {_OLD} {_NEW} END",
}


def make_index(connection: BaseDatabaseWrapper) -> None:
    """Make the index of the database, with all articles there are; what is there already stays."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _POSTGRESQL:
                cursor.execute(statement)
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(title, text, content='{TABLE}', content_rowid='id'"
            ", tokenize='porter unicode61 remove_diacritics 2')"
        )
    keep_index(connection)


def keep_index(connection: BaseDatabaseWrapper) -> None:
    """See that SQLite's triggers are there, and index anew where one was missing.

    A migration that changes the table of articles builds it anew on SQLite, and its triggers are lost with the old one.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{INDEX}%"])
        there = {name for (name,) in cursor.fetchall()}
        missing = _TRIGGERS.keys() - there
        if INDEX not in there or not missing:
            return
        for name in missing:
            cursor.execute(f"CREATE TRIGGER {name} {_TRIGGERS[name]}")
        cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")


def keep_after_migrate(*, using: str, **kwargs: Any) -> None:
    """Receives the signal that migrations have run."""
    keep_index(connections[using])


def drop_index(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _POSTGRESQL_BACK:
                cursor.execute(statement)
            return
        for name in _TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")
