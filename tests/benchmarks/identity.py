"""What one more article costs when 1,000 articles are known, and when 100,000 are.

    python -m tests.benchmarks.identity [--sizes 1000,10000,100000] [--articles 200] [--postgresql] [--keep FOLDER]

Each size has a knowledge base of its own, filled with the last so many articles of a synthetic world of news
(`world.py`), ten a day: 1,000 are a hundred days, 100,000 are 27 years. Then the same articles, those that come next,
are saved into each of them by the very function that imports use, in turn, article by article, so that a busy machine
slows all of them alike. Reading and extraction are left out: the facts are given. The time is that of the processor,
in this process and in the database's; waiting is not counted. Where a folder is given, filled bases are kept there
and found again; what is measured is taken back.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

#: articles of the world that are there to be known; those behind them are measured
LAST = 100_000
#: articles that are saved before the clock runs
WARM_UP = 20


@dataclass(frozen=True)
class Cost:
    """What an article cost: milliseconds of processors, and of the clock on the wall; queries; facts."""

    cpu: float
    wall: float
    queries: int
    facts: int


def saving(connection: Connection, size: int, address: str, filled: bool) -> None:
    """A process with a knowledge base: fills it, and then saves each article that it is told to save."""
    os.environ |= {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "DJANGO_DEBUG": "1",
        "KB_LOG_LEVEL": "WARNING",
    }
    import django

    django.setup()
    _Saving(connection).work(size, filled)


class _Saving:
    def __init__(self, connection: Connection) -> None:
        from django.db import connection as database

        self.connection, self.database = connection, database
        self.queries = 0

    def work(self, size: int, filled: bool) -> None:
        from django.core.management import call_command
        from django.db import transaction

        from articles.models import Article, ImportRun
        from tests.benchmarks.filling import Filling

        begun = time.monotonic()
        call_command("migrate", verbosity=0)
        if not filled or Article.objects.count() != size:
            Filling().fill(range(LAST - size, LAST))
            if self.database.vendor == "postgresql":  # as its autovacuum does by itself
                self.database.cursor().execute("VACUUM ANALYZE")
        self.connection.send(time.monotonic() - begun)
        with transaction.atomic(), self.database.execute_wrapper(self._count):
            run = ImportRun.objects.create(pipeline_version="bench")
            while (number := self.connection.recv()) is not None:
                self.connection.send(self._cost(number, run))
            transaction.set_rollback(True)

    def _count(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)

    def _cost(self, number: int, run: Any) -> Cost:
        from articles.importing.save import save_article
        from tests.benchmarks.wire import wire

        told = wire(number)
        raw = told.raw()
        self.queries, cpu, wall = 0, self._processors(), time.monotonic()
        save_article(raw, told.facts, run=run)
        return Cost(
            1000 * (self._processors() - cpu), 1000 * (time.monotonic() - wall), self.queries, told.facts.count()
        )

    def _processors(self) -> float:
        """Seconds that this process, and the server's that works for it, had a processor."""
        seconds = time.process_time()
        if self.database.vendor == "postgresql":
            pid = self.database.connection.info.backend_pid
            seconds += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        return seconds


def measure(addresses: dict[int, tuple[str, bool]], articles: int) -> dict[int, list[Cost]]:
    """The costs of the same articles in each base. `addresses`: by size; and whether the base is there already."""
    spawn, ends, processes = multiprocessing.get_context("spawn"), {}, []
    for size, (address, filled) in addresses.items():
        ends[size], other = spawn.Pipe()
        processes.append(spawn.Process(target=saving, args=(other, size, address, filled), daemon=True))
        processes[-1].start()
        other.close()
    for size, end in ends.items():
        print(f"{size:>9,} articles known after {end.recv():.0f} s", flush=True)
    costs: dict[int, list[Cost]] = {size: [] for size in addresses}
    sizes = list(addresses)
    for number in range(WARM_UP + articles):
        for size in sizes[number % len(sizes) :] + sizes[: number % len(sizes)]:
            ends[size].send(LAST + number)
            cost = ends[size].recv()
            if number >= WARM_UP:
                costs[size].append(cost)
    for end in ends.values():
        end.send(None)
    for process in processes:
        process.join()
    return costs


def show(costs: dict[int, list[Cost]]) -> float:
    """Print the figures; how many times the mean of the first base that of the last one is."""
    print("    known  ms a fact: mean  median of articles  95 in 100 below   on the wall   queries an article")
    means = []
    for size, each in costs.items():
        a_fact = sorted(cost.cpu / cost.facts for cost in each)
        facts = sum(cost.facts for cost in each)
        means.append(sum(cost.cpu for cost in each) / facts)
        print(
            f"{size:>9,}  {means[-1]:15.2f}  {statistics.median(a_fact):18.2f}  {a_fact[int(0.95 * len(a_fact))]:15.2f}"
            f"  {sum(cost.wall for cost in each) / facts:12.2f}  {sum(c.queries for c in each) / len(each):19.1f}"
        )
    return means[-1] / means[0]


def sqlite_bases(sizes: list[int], folder: Path) -> dict[int, tuple[str, bool]]:
    """A file for each size."""
    paths = {size: folder / f"b{size}.sqlite3" for size in sizes}
    return {size: (f"sqlite:///{path}", path.exists()) for size, path in paths.items()}


def postgresql_bases(server: Any, sizes: list[int]) -> dict[int, tuple[str, bool]]:
    """A database of the server for each size."""
    import psycopg

    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        there = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        for size in sizes:
            if f"b{size}" not in there:
                connection.execute(f"CREATE DATABASE b{size}")
    return {size: (uri.replace("/postgres?", f"/b{size}?"), f"b{size}" in there) for size in sizes}


def main() -> int:
    """Measure and print; exit code 1 where the largest base costs more than `--at-most` times the smallest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="articles that are known, with commas between")
    parser.add_argument("--articles", type=int, default=200, help="articles that are saved and timed")
    parser.add_argument("--at-most", type=float, default=1.2, help="the greatest ratio that passes")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own, not on SQLite")
    parser.add_argument("--keep", type=Path, help="a folder for filled bases, to be found again")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    folder = options.keep or Path(tempfile.mkdtemp(prefix="chancery-identity-"))
    folder.mkdir(parents=True, exist_ok=True)
    server = None
    try:
        if options.postgresql:
            from tests.postgresql import start

            server = start(folder / "postgresql")
            bases = postgresql_bases(server, sizes)
        else:
            bases = sqlite_bases(sizes, folder)
        ratio = show(measure(bases, options.articles))
    finally:
        if server:
            server.cleanup()
        if not options.keep:
            shutil.rmtree(folder)
    print(f"{sizes[-1]:,} known cost {ratio:.2f} times as much as {sizes[0]:,}; at most {options.at_most} is good")
    return int(ratio > options.at_most)


if __name__ == "__main__":
    raise SystemExit(main())
