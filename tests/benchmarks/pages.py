"""How long the server works on a page, in milliseconds, with its queries and size; beside an earlier state if asked.

    python -m tests.benchmarks.pages [ADDRESS …] [--rounds 15] [--against REVISION] [--fill ARTICLES] [--anew]

The pages are those of the database that DATABASE_URL names (as `make demo` leaves it), which is only read. Without
addresses: the busiest actor, its brief with whom it meets most, the views of all meetings, the lists, searches for
common words. `--fill` first fills an empty database with so many articles of a world of news (`world.py`); 40,000 tell
of about 19,000 meetings. `--against` takes the code of that revision of the project too, out of git, and asks both in
turn, so that a busy machine does wrong to neither. Time is told twice: of the processor (here and in PostgreSQL's
process) in the quickest round, and by the clock as the median of all. Exit code 1 where a page takes longer, by the
processor, than is aimed at. Results that the site keeps while no data change (`kb/unchanged.py`) are kept here too;
`--anew` forgets them before each time that counts, as if somebody had just written.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kb.configuration import read_file

ROOT = Path(__file__).resolve().parents[2]
#: milliseconds, by the beginning of the address
AIMS = {"/actors/": 100, "/relations/": 150, "/timeline/": 200, "/network/": 200, "/": 200}
#: a server as the public would reach it, but for https
PUBLIC = {
    "DJANGO_SETTINGS_MODULE": "kb.settings",
    "DJANGO_DEBUG": "0",
    "DJANGO_ALLOWED_HOSTS": "testserver",
    "KB_HTTPS": "0",
    "KB_PUBLIC": "1",
}


class Server:
    """A process with the code of one state of the project, which answers how long an address took."""

    def __init__(self, root: Path, *, anew: bool = False) -> None:
        # both look into the one database, also where only a file of this state names it
        read_file(ROOT / ".env")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{ROOT / 'db.sqlite3'}")
        secret = {"DJANGO_SECRET_KEY": secrets.token_urlsafe(50), "PYTHONPATH": str(root)}
        serving = [sys.executable, "-W", "ignore", __file__, "--serve", *(["--anew"] if anew else [])]
        environment = os.environ | PUBLIC | secret
        self.process = subprocess.Popen(
            serving, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, address: str) -> Any:
        """What it answers to an address; the empty one asks which addresses there are to try."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"The server ended at {address or 'its beginning'}; what it said stands above.")
        return json.loads(line)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def serve(*, anew: bool) -> None:
    """Answer addresses from standard input, a line of JSON each."""
    import django
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    django.setup()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"default": plain, "staticfiles": plain}):
        client = Client()
        for address in map(str.strip, sys.stdin):
            if not address:
                print(json.dumps(list(addresses())), flush=True)
                continue
            with CaptureQueriesContext(connection) as queries:
                size = len(client.get(address).content)
            number = len(queries)
            if anew and (unchanged := sys.modules.get("kb.unchanged")):  # earlier states of the project keep nothing
                unchanged.forget()
            cpu, clock = processors(connection), time.perf_counter()
            status = client.get(address).status_code
            if status != 200:
                sys.exit(f"{address} answers {status}, not 200: name a page that there is.")
            took = (processors(connection) - cpu) * 1000, (time.perf_counter() - clock) * 1000
            print(json.dumps({"took": took, "queries": number, "size": size}), flush=True)


def processors(database: Any) -> float:
    """Seconds that this process, and the server's that works for it, had a processor."""
    seconds = time.process_time()
    if database.vendor == "postgresql":
        database.ensure_connection()
        pid = database.connection.info.backend_pid
        seconds += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return seconds


def fill(articles: int) -> None:
    """Fill the database, which must be empty, with the last so many articles of the world."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)

    from articles.models import Article
    from tests.benchmarks.filling import Filling
    from tests.benchmarks.identity import LAST

    if Article.objects.exists():
        sys.exit("The database that DATABASE_URL names has articles: name an empty one to fill.")
    Filling().fill(range(LAST - articles, LAST))
    if connection.vendor == "postgresql":  # as its autovacuum does by itself
        connection.cursor().execute("VACUUM ANALYZE")


def addresses() -> Iterator[str]:
    """The pages that people open most, and those that have most to do."""
    from articles.models import Article
    from kb.models import Actor, Initiative, Meeting

    busiest = Actor.objects.visible().most_active(1)[0]
    other = Actor.objects.counterparts_of(busiest)[0]
    yield from (busiest.get_absolute_url(), f"/relations/{busiest.slug}/{other.slug}/", "/timeline/", "/network/")
    yield from ("/", "/actors/", "/meetings/", "/initiatives/", "/articles/", "/articles/?q=the", "/map/", "/calendar/")
    yield f"/compare/?one={busiest.slug}&two={other.slug}"
    words = ("minister", "trade talks", "foreign minister of Russia", busiest.name)
    yield from (f"/search/?{urlencode({'q': each})}" for each in words)
    yield from ("/search/suggest/?q=minis", "/search/suggest/?q=trade", "/meetings/?q=minister")
    countries = Actor.objects.visible().filter(kind="country").most_active(2)
    yield from (f"/actors/{country.slug}/" for country in countries)
    yield from (f"/actors/?kind=person&country={country.slug}" for country in countries[:1])
    if len(countries) == 2:
        yield f"/meetings/?country={countries[0].slug}&country={countries[1].slug}&year=2015"
    for model in (Meeting, Initiative, Article):
        if record := model.objects.order_by("pk").first():
            yield record.get_absolute_url()


@contextmanager
def code_of(revision: str) -> Iterator[Path]:
    """The project as it was, in a folder that goes afterwards."""
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(archive)) as tree:
        tree.extractall(folder, filter="data")
        yield Path(folder)


def aim_of(address: str) -> int:
    return next(aim for beginning, aim in AIMS.items() if address.startswith(beginning))


def measured(answers: Sequence[Any]) -> tuple[float, str]:
    """The least by the processor, and a line's part in words."""
    cpu = min(answer["took"][0] for answer in answers)
    clock = statistics.median(answer["took"][1] for answer in answers)
    last = answers[-1]
    return cpu, f"{cpu:>8.1f}{clock:>8.1f}{last['queries']:>6}{last['size'] / 1024:>7.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code tells whether every page is as quick as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="*", metavar="ADDRESS")
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for (default 15)")
    parser.add_argument("--against", metavar="REVISION", help="an earlier state of the project, as git names it")
    parser.add_argument("--fill", type=int, metavar="ARTICLES", help="fill the empty database with so many first")
    parser.add_argument("--anew", action="store_true", help="keep no results from one time to the next")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        serve(anew=options.anew)
        return 0
    if options.fill:
        os.environ |= PUBLIC | {"DJANGO_SECRET_KEY": secrets.token_urlsafe(50)}
        fill(options.fill)
    late = 0
    with ExitStack() as stack:
        servers = {"now": Server(ROOT, anew=options.anew)}
        if options.against:
            servers = {options.against: Server(stack.enter_context(code_of(options.against))), **servers}
        for server in servers.values():
            stack.callback(server.close)
        asked = options.addresses or servers["now"].ask("")
        print(f"{'':<44}" + "".join(f"{name[:20]:^29}" for name in servers))
        print(f"{'page':<44}" + f"{'cpu ms':>8}{'ms':>8}{'sql':>6}{'kB':>7}" * len(servers) + f"{'aim':>6}")
        for address in asked:
            answers: dict[str, list[Any]] = {name: [] for name in servers}
            for _ in range(options.rounds):
                for name, server in servers.items():
                    answers[name].append(server.ask(address))
            parts = [measured(answers[name]) for name in servers]
            over = parts[-1][0] > aim_of(address)
            late += over
            mark = " over" if over else ""
            print(f"{address[:43]:<44}" + "".join(part for _, part in parts) + f"{aim_of(address):>6}{mark}")
    return min(late, 1)


if __name__ == "__main__":
    sys.exit(main())
