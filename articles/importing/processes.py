"""The process of a run: by it a run that was killed is told from one that is at work."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from django.utils import timezone

from articles.models import ImportRun, RunStatus

#: a run of another host that wrote nothing for so long is taken to be gone: 50 articles take minutes at most
SILENT = timedelta(hours=1)


def this_process() -> str:
    """Host and number of this process."""
    return f"{socket.gethostname()} {os.getpid()}"


def is_at_work(run: ImportRun) -> bool:
    """Is the process of a running run there? One of another host is judged by when it last wrote something."""
    host, _, number = run.process.rpartition(" ")
    if not number.isdecimal():
        return False
    if host != socket.gethostname():
        return timezone.now() - (run.active_at or run.started_at) < SILENT
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def close_killed_runs() -> None:
    """Runs whose process is gone were interrupted, whatever they could not say any more themselves."""
    for run in ImportRun.objects.running():
        if not is_at_work(run):
            ImportRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING).update(
                status=RunStatus.INTERRUPTED, finished_at=timezone.now()
            )
