"""Kill an import, or a reading again, with SIGKILL at random moments, and start it again: is it the same in the end?

    python -m tests.benchmarks.killing --kills 50 [--postgresql]

The writer is a process of its own on a database of its own. It is killed at a random moment, started again, killed
again, and at last left to end; then the digest of all that is known is compared with that of a writer that nobody
interrupted. The facts are those of the annotated sample corpus, so that the moments fall into the writing.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

from tests.postgresql import ADDRESS, start

Writer = Callable[[], None]


def prepare(folder: Path, *, postgresql: bool) -> Callable[[], None]:
    """Set up Django on an empty database in the folder; the function that ends its server, if it has one."""
    server = start(folder) if postgresql else None
    os.environ[ADDRESS] = server.get_uri() if server else f"sqlite:///{folder / 'kb.sqlite3'}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    logging.disable()
    return server.cleanup if server else lambda: None


def in_a_process(write: Writer, *, kill_after: float | None = None) -> bool:
    """Let a process write; was it killed before it ended?"""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            write()
            code = 0
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("the writer failed by itself")
    return False


def measure(kills: int, each: int, seed: int, articles: int) -> int:
    """Print a line for every round; how many rounds ended in another base than the uninterrupted one."""
    # models can be imported only when Django is set up
    from articles.archive.digest import knowledge_digest
    from articles.importing.extracting import InTurn
    from articles.importing.reread import Selection, reprocess
    from articles.importing.runs import import_articles
    from tests.articles.gold import gold_articles

    told = list(gold_articles())[:articles]
    facts = {raw.source: each for raw, each in told}

    def empty() -> None:
        call_command("flush", interactive=False, verbosity=0)

    def write_import() -> None:
        import_articles([raw for raw, _ in told], load_extract=lambda: lambda raw: facts[raw.source],
                        pipeline_version="rules-2")  # fmt: skip

    def aged() -> None:
        """A base in which an older pipeline found only every other meeting."""
        empty()
        old = {source: replace(each, meetings=each.meetings[::2]) for source, each in facts.items()}
        import_articles([raw for raw, _ in told], load_extract=lambda: lambda raw: old[raw.source],
                        pipeline_version="rules-1")  # fmt: skip

    def write_again() -> None:
        reprocess(Selection("rules-2"), extracting=InTurn(lambda: lambda raw: facts[raw.source]), options={})

    chance, done, differing = random.Random(seed), 0, 0
    wanted, seconds = {}, {}
    tasks: list[tuple[str, Writer, Writer]] = [("import", empty, write_import), ("reprocess", aged, write_again)]
    for what, begin, write in tasks:
        begin()
        begun = time.monotonic()
        in_a_process(write)
        seconds[what], wanted[what] = time.monotonic() - begun, knowledge_digest()
        print(f"{what}: {len(told)} articles in {seconds[what]:.1f} s, {wanted[what][:16]}", flush=True)
    while done < kills:
        for what, begin, write in tasks:
            begin()
            killed = 0
            for _ in range(min(each, kills - done)):
                killed += in_a_process(write, kill_after=chance.uniform(0.0, 0.9 * seconds[what]))
            in_a_process(write)
            same = knowledge_digest() == wanted[what]
            done, differing = done + killed, differing + (not same)
            print(f"{what}: killed {killed} times, {'the same' if same else 'ANOTHER'} base", flush=True)
    print(f"killed {done} times in all; {differing} rounds ended in another base")
    return differing


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill an import at random moments, and go on with it.")
    parser.add_argument("--kills", type=int, default=50, help="how often in all, at least")
    parser.add_argument("--each", type=int, default=3, help="how often in one round at most")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    parser.add_argument("--articles", type=int, default=60, help="how many articles of the sample corpus")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own, not on SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chancery-killing-") as folder:
        end = prepare(Path(folder), postgresql=options.postgresql)
        try:
            differing = measure(options.kills, options.each, options.seed, options.articles)
        finally:
            connections.close_all()
            end()
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
