"""The process of a run: by it a run that was killed is told from one that is at work."""

from __future__ import annotations

import os
import socket

from django.utils import timezone

from articles.models import ImportRun, RunStatus


def this_process() -> str:
    """Host and number of this process."""
    return f"{socket.gethostname()} {os.getpid()}"


def is_alive(process: str) -> bool:
    """Is it at work, as far as can be told from here? A process of another host is taken to be."""
    host, _, number = process.rpartition(" ")
    if not number.isdecimal():
        return False
    if host != socket.gethostname():
        return True
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
        if not is_alive(run.process):
            ImportRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING).update(
                status=RunStatus.INTERRUPTED, finished_at=timezone.now()
            )
