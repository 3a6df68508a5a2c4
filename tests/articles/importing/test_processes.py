"""Which running runs are at work, and which were killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.importing.processes import close_killed_runs, is_at_work, this_process
from articles.models import ImportRun, RunStatus

pytestmark = pytest.mark.django_db


def a_run(process: str, *, silent: timedelta = timedelta()) -> ImportRun:
    return ImportRun.objects.create(pipeline_version="test", process=process, active_at=timezone.now() - silent)


def gone() -> str:
    """A process of this host that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return f"{socket.gethostname()} {ended.pid}"


def test_processes_at_work_and_gone() -> None:
    assert this_process() == f"{socket.gethostname()} {os.getpid()}"
    assert is_at_work(a_run(this_process(), silent=timedelta(days=1)))
    assert not is_at_work(a_run(gone()))
    assert not is_at_work(a_run(""))
    assert is_at_work(a_run("another-host 1"))
    assert not is_at_work(a_run("another-host 1", silent=timedelta(hours=2)))


def test_processes_that_were_killed_leave_interrupted_runs() -> None:
    here, killed, done = a_run(this_process()), a_run(gone()), a_run("")
    ImportRun.objects.filter(pk=done.pk).update(status=RunStatus.DONE)
    close_killed_runs()
    states = dict(ImportRun.objects.values_list("pk", "status"))
    assert states == {here.pk: RunStatus.RUNNING, killed.pk: RunStatus.INTERRUPTED, done.pk: RunStatus.DONE}
    assert ImportRun.objects.get(pk=killed.pk).finished_at is not None
