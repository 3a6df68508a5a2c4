"""What one more article costs when 1,000 articles are known, and when 100,000 are.

    python -m tests.benchmarks.identity [--sizes 1000,100000] [--articles 100]

The knowledge base is filled with synthetic articles: two people of two countries meet, and agree on something;
people come again in ten articles, meetings are announced and then reported, the years go on. What an import would
have written is written in bulk (the keys by the very functions that imports use); then further articles are imported
as always and timed. Each size has a database of its own, in a temporary folder; DATABASE_URL is not looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

COUNTRIES = ("Russia", "China", "India", "Japan", "France", "Germany", "Brazil", "Vietnam", "Indonesia", "Kenya")
PLACES = ("Moscow", "Beijing", "New Delhi", "Tokyo", "Paris", "Berlin", "Hanoi", "Jakarta", "Nairobi", "Geneva")
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
FIRST_DAY = date(1990, 1, 1)
#: articles a day, so that a hundred thousand of them are of 27 years
A_DAY = 10
#: rows written at once
CHUNK = 2000


def person(number: int) -> str:
    """A name of two words that no other number has."""
    digits = []
    for _ in range(6):
        number, digit = divmod(number, len(SYLLABLES))
        digits.append(SYLLABLES[digit])
    return f"{''.join(digits[:3]).title()} {''.join(digits[3:]).title()}n"


def synthetic(number: int) -> dict[str, Any]:
    """The words of an article: who meets whom, when, where. Odd ones report what the one before announced."""
    pair = number // 2
    one, other = 2 * (pair // 5 * 5 + pair % 5), 2 * (pair // 5 * 5 + (pair + 1) % 5) + 1
    day = FIRST_DAY + timedelta(days=number // A_DAY)
    held = number % 2 == 1
    return {
        "people": (person(one), person(other)),
        "countries": (COUNTRIES[one % 10], COUNTRIES[(other + 3) % 10]),
        "published": day,
        "status": "held" if held else "planned",
        "date": (day if held else day + timedelta(days=1)).isoformat(),
        "place": PLACES[pair % 10],
        "agreement": f"agreement on {person(number // 8).lower()} trade",
    }


def text_of(said: dict[str, Any], number: int) -> str:
    (a, b), (x, y) = said["people"], said["countries"]
    return (
        f"Minister {a} of {x} and Minister {b} of {y} meet in {said['place']}, number {number}.\n\n"
        f"{x} and {y} have an {said['agreement']}.\n"
    )


def facts_of(text: str, said: dict[str, Any]) -> Any:
    """The facts of a synthetic article."""
    from articles.extraction import facts as f

    def span(words: str) -> Any:
        at = text.index(words)
        return f.Span(at, at + len(words))

    names = (*said["people"], *said["countries"])
    spans = {name: span(name) for name in names}
    sentence, other = f.Span(0, text.index("\n")), span(f"{said['countries'][0]} and")
    ids = {name: f"a{n}" for n, name in enumerate(names)}
    home = dict(zip(said["people"], said["countries"], strict=True))
    actors = tuple(
        f.ActorFact(
            ids[name], "person" if name in home else "country", name, (spans[name],), 0.9,
            (f.PostFact("Minister", ids[home[name]], f.Source(spans[name], "bench")),) if name in home else (), "bench",
        )
        for name in dict.fromkeys(names)
    )  # fmt: skip
    people = tuple(f.ParticipantFact(ids[name], "participant", f.Source(spans[name], "bench")) for name in home)
    meeting = f.MeetingFact(
        "m1", "talks", None, said["status"], said["date"], said["place"], False, people, (sentence,), 0.9
    )
    parties = tuple((ids[name], f.Source(spans[name], "bench")) for name in dict.fromkeys(said["countries"]))
    initiative = f.InitiativeFact("i1", "agreement", said["agreement"], "ongoing", None, parties, (other,), 0.9)
    return f.ArticleFacts(said["published"], None, None, actors, (meeting,), (initiative,))


class Filling:
    """Writes what imports of the first articles would have written."""

    def __init__(self) -> None:
        from kb.models import Actor, ActorName, Place

        self.actors = {
            name: Actor(kind="country", name=name, slug=name.lower(), gazetteer_key=f"country:{code}")
            for name, code in zip(COUNTRIES, ("RU", "CN", "IN", "JP", "FR", "DE", "BR", "VN", "ID", "KE"), strict=True)
        }
        Actor.objects.bulk_create(self.actors.values())
        ActorName.objects.bulk_create(
            ActorName(actor=actor, text=name, key=name.lower(), kind="name") for name, actor in self.actors.items()
        )
        self.places = {name: Place(name=name, key=name.lower(), slug=name.lower().replace(" ", "-")) for name in PLACES}
        Place.objects.bulk_create(self.places.values())
        self.tenures: dict[str, Any] = {}
        self.posts: dict[str, Any] = {}
        self.meetings: dict[int, Any] = {}
        self.initiatives: dict[int, Any] = {}
        self.keys: dict[str, set[tuple[int, str]]] = {"actor": set(), "meeting": set(), "initiative": set()}

    def fill(self, size: int) -> None:
        from django.db import transaction

        for start in range(0, size, CHUNK):
            with transaction.atomic():
                self._chunk(range(start, min(start + CHUNK, size)))

    def _chunk(self, numbers: range) -> None:
        from articles.identity.forms import forms_of
        from articles.identity.from_files import known_from_files
        from articles.identity.keys import form_keys
        from articles.importing.evidence import actor_rows, initiative_rows, meeting_rows, post_row
        from articles.importing.regroup import likening_of
        from articles.importing.settle import INITIATIVE, MEETING, date_columns
        from articles.importing.told_before import as_stored, stored_of
        from articles.models import (
            ActorEvidence,
            ActorKey,
            Article,
            InitiativeEvidence,
            InitiativeKey,
            MeetingEvidence,
            MeetingKey,
            TenureEvidence,
        )
        from kb.models import Actor, ActorName, Initiative, Meeting, Participation, Party
        from kb.names import name_key

        known = known_from_files()
        said = {number: synthetic(number) for number in numbers}
        texts = {number: text_of(said[number], number) for number in numbers}
        articles = {
            number: Article(
                source=f"bench/{number}.txt", slug=f"bench-{number}", checksum=f"{number:064}", text=texts[number],
                title=texts[number][:80], published=said[number]["published"], pipeline_version="bench",
            )
            for number in numbers
        }  # fmt: skip
        Article.objects.bulk_create(articles.values())
        people = {name for each in said.values() for name in each["people"]} - self.actors.keys()
        new = {name: Actor(kind="person", name=name, slug=name.lower().replace(" ", "-")) for name in sorted(people)}
        Actor.objects.bulk_create(new.values())
        self.actors |= new
        ActorName.objects.bulk_create(
            ActorName(actor=actor, text=name, key=name_key(name), kind="name") for name, actor in new.items()
        )
        records: dict[str, dict[int, Any]] = {"meeting": {}, "initiative": {}}
        for number, each in said.items():
            if number // 2 not in self.meetings:
                records["meeting"][number // 2] = Meeting(
                    kind="talks", status=each["status"], slug=f"talks-{number}", place=self.places[each["place"]],
                    **date_columns(each["date"]),
                )  # fmt: skip
            if number // 8 not in self.initiatives:
                records["initiative"][number // 8] = Initiative(
                    kind="agreement", status="ongoing", name=each["agreement"], key=name_key(each["agreement"]),
                    slug=f"agreement-{number}",
                )  # fmt: skip
            self.meetings |= records["meeting"]
            self.initiatives |= records["initiative"]
        Meeting.objects.bulk_create(records["meeting"].values())
        Initiative.objects.bulk_create(records["initiative"].values())
        rows: dict[Any, list[Any]] = {
            table: [] for table in (ActorEvidence, TenureEvidence, MeetingEvidence, InitiativeEvidence)
        }
        keys: dict[str, set[tuple[int, str]]] = {"actor": set(), "meeting": set(), "initiative": set()}
        ties: dict[Any, set[tuple[int, int]]] = {Participation: set(), Party: set()}
        for number, each in said.items():
            facts = facts_of(texts[number], each)
            by_fact = {fact.id: self.actors[fact.name] for fact in facts.actors}
            pks = {fact: actor.pk for fact, actor in by_fact.items()}
            tokens = {fact: actor.gazetteer_key for fact, actor in by_fact.items() if actor.gazetteer_key}
            forms = forms_of(facts, texts[number], known, tokens)
            for fact in facts.actors:
                keys["actor"] |= {(pks[fact.id], key) for key in form_keys(forms[fact.id])}
                for row in actor_rows(fact, texts[number]):
                    rows[ActorEvidence].append(self._row(ActorEvidence, articles[number], row, actor_id=pks[fact.id]))
                for post in fact.posts:
                    home = by_fact[post.body].name
                    tenure = self._tenure(fact.name, home, each["published"])
                    row = post_row(post, pks[post.body])
                    rows[TenureEvidence].append(self._row(TenureEvidence, articles[number], row, tenure_id=tenure))
            told = as_stored(facts, by_fact)
            for event, record, table, rows_of, fact in (
                (MEETING, self.meetings[number // 2], MeetingEvidence, meeting_rows, facts.meetings[0]),
                (INITIATIVE, self.initiatives[number // 8], InitiativeEvidence, initiative_rows, facts.initiatives[0]),
            ):
                for stored in stored_of(event, articles[number], told, {fact.id: record.pk}):
                    keys[event.relation] |= {(record.pk, key) for key in likening_of(event).keys(stored.telling)}
                for row in rows_of(fact, pks):
                    columns = {f"{event.relation}_id": record.pk, "fact": fact.id}
                    rows[table].append(self._row(table, articles[number], row, **columns))
            ties[Participation] |= {(self.meetings[number // 2].pk, self.actors[name].pk) for name in each["people"]}
            ties[Party] |= {(self.initiatives[number // 8].pk, self.actors[name].pk) for name in each["countries"]}
        for table, made in rows.items():
            table.objects.bulk_create(made)
        for relation, table in (("actor", ActorKey), ("meeting", MeetingKey), ("initiative", InitiativeKey)):
            table.objects.bulk_create(
                [table(**{f"{relation}_id": pk, "key": key}) for pk, key in sorted(keys[relation])],
                ignore_conflicts=True,
            )
        Participation.objects.bulk_create(
            [Participation(meeting_id=m, actor_id=a) for m, a in sorted(ties[Participation])], ignore_conflicts=True
        )
        Party.objects.bulk_create(
            [Party(initiative_id=i, actor_id=a) for i, a in sorted(ties[Party])], ignore_conflicts=True
        )

    def _tenure(self, name: str, home: str, day: date) -> int:
        from kb.models import Post, Tenure

        if home not in self.posts:
            self.posts[home] = Post.objects.create(
                title="Minister", body=self.actors[home], slug=f"minister-{home.lower()}"
            )
        key = f"{name}|{home}"
        if key not in self.tenures:
            self.tenures[key] = Tenure.objects.create(
                person=self.actors[name], post=self.posts[home], seen_from=day, seen_until=day
            ).pk
        return int(self.tenures[key])

    @staticmethod
    def _row(table: Any, article: Any, row: Any, **columns: Any) -> Any:
        return table(
            article=article, start=row.span.start, end=row.span.end, values=row.values, rule=row.rule or "bench",
            confidence=row.confidence, pipeline_version="bench", **columns,
        )  # fmt: skip


def measure(size: int, articles: int) -> dict[str, float]:
    """Fill a base with `size` articles, import `articles` more; milliseconds a fact (median, mean) and queries."""
    from django.db import connection, reset_queries

    from articles.importing.save import save_article
    from articles.models import ImportRun
    from articles.reading import read_text

    begun = time.monotonic()
    Filling().fill(size)
    filled = time.monotonic() - begun
    run = ImportRun.objects.create(pipeline_version="bench")
    costs, queries = [], 0
    connection.force_debug_cursor = True
    for number in range(size, size + articles):
        said = synthetic(number)
        text = f"date {said['published']} " + text_of(said, number)
        raw = read_text(text.encode(), id=str(number), source=f"bench/{number}.txt")
        facts = facts_of(raw.text, said)
        reset_queries()
        start = time.process_time()
        save_article(raw, facts, run=run)
        told = len(facts.actors) + len(facts.meetings) + len(facts.initiatives)
        costs.append(1000 * (time.process_time() - start) / told)
        queries += len(connection.queries)
    connection.force_debug_cursor = False
    return {
        "articles": size,
        "ms a fact, median": round(statistics.median(costs), 3),
        "ms a fact, mean": round(statistics.fmean(costs), 3),
        "queries an article": round(queries / articles, 1),
        "seconds to fill": round(filled, 1),
    }


def in_own_databases(sizes: list[int], articles: int) -> Iterator[dict[str, float]]:
    """The figures of each size, each in a fresh database."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            child = os.fork()
            if child == 0:
                os.environ |= {
                    "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
                    "DJANGO_SETTINGS_MODULE": "kb.settings",
                    "DJANGO_DEBUG": "1",
                    "KB_LOG_LEVEL": "WARNING",
                }
                _measure_here(size, articles, Path(folder) / "figures.json")
            os.waitpid(child, 0)
            yield json.loads((Path(folder) / "figures.json").read_text())


def _measure_here(size: int, articles: int, out: Path) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.LOAD_GAZETTEERS_AFTER_MIGRATE = False
    django.setup()
    call_command("migrate", verbosity=0)
    out.write_text(json.dumps(measure(size, articles)))
    os._exit(0)


def main() -> int:
    """Measure and print; exit code 1 where the largest base costs more than `--at-most` times the smallest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,100000", help="articles that are known, with commas between")
    parser.add_argument("--articles", type=int, default=100, help="articles that are imported and timed")
    parser.add_argument("--at-most", type=float, default=1.2, help="the greatest ratio that passes")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    figures = []
    for found in in_own_databases(sizes, options.articles):
        figures.append(found)
        print(json.dumps(found), flush=True)
    ratio = figures[-1]["ms a fact, median"] / figures[0]["ms a fact, median"]
    print(f"ratio {ratio:.2f}, at most {options.at_most}")
    return int(ratio > options.at_most)


if __name__ == "__main__":
    raise SystemExit(main())
