"""What was worked out of the whole knowledge base is kept as long as nothing in the database changes, and no longer.

Time has no say in it. The database itself is asked each time whether anybody has written since:

* SQLite tells a connection by `PRAGMA data_version` whether any other has committed. One connection of each process is
  there to ask this alone, so that all that write are others.
* PostgreSQL tells which transactions the next query sees (`pg_current_snapshot`): where these are the same, so is what
  it finds. Writers in other databases of the server count as well, so that it may ask again without need, never too
  seldom.

Within a transaction, which may see what it has itself written, and in a database in memory, nothing is kept.
"""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

Result = TypeVar("Result")
#: so many results are kept in each process; those not asked for longest go first
MOST_KEPT = 100
_SNAPSHOT = "SELECT pg_postmaster_start_time()::text, pg_current_snapshot()::text, pg_current_xact_id_if_assigned()"
_kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
_lock = Lock()
#: the process, file, and connection that asks
_asking: tuple[Hashable, sqlite3.Connection] | None = None


def while_unchanged(name: Hashable, work: Callable[[], Result]) -> Result:
    """What `work` gave when it was last asked for under this name, unless the data have changed; else it works anew.

    The name holds all that the result follows from beside the data, such as the language. Nobody may change the result.
    """
    # asked before the work: what is written meanwhile makes the result too new for its version, never too old
    version = data_version()
    if version is None:
        return work()
    with _lock:
        known, result = _kept.get(name, (None, None))
        if known == version:
            _kept.move_to_end(name)
            kept: Result = result
            return kept
    result = work()
    with _lock:
        _kept[name] = version, result
        _kept.move_to_end(name)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return result


def forget() -> None:
    """Keep nothing of what was worked out so far."""
    with _lock:
        _kept.clear()


def data_version() -> Hashable | None:
    """Two equal ones mean that nothing was committed between them; None where nobody can tell."""
    if connection.in_atomic_block:
        return None
    return _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()


def _of_sqlite() -> Hashable | None:
    global _asking
    path = str(connection.settings_dict["NAME"])
    try:
        file = os.stat(path)
    except OSError:  # in memory
        return None
    # where the file was replaced by another, or the process has forked, a connection from before must not be asked
    which = os.getpid(), path, file.st_dev, file.st_ino
    with _lock:
        if _asking is None or _asking[0] != which:
            _asking = which, sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=20)
        return which, id(_asking[1]), _asking[1].execute("PRAGMA data_version").fetchone()[0]


def _of_postgresql() -> Hashable | None:
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT)
        started, snapshot, writing = cursor.fetchone()
    return None if writing else (connection.settings_dict["NAME"], started, snapshot)
