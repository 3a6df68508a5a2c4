"""Commands that take long: what they say meanwhile, and how Ctrl-C stops them."""

from __future__ import annotations

import io
import os
import signal
import time

import pytest

from articles.management import progress
from articles.management.progress import HowFar


def test_progress_is_told_in_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    tell = progress.plain_progress(stream, total=40)
    tell(HowFar(20, 1, 2.0))
    assert stream.getvalue() == ""
    monkeypatch.setattr(progress, "PLAIN_INTERVAL", -1.0)
    tell(HowFar(20, 1, 2.0))
    assert stream.getvalue() == "20 of 40 articles, 10.0 a second, about 0 min 2 s left, 1 failed\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal() -> None:
    stream = Terminal()
    with progress.show_progress(stream, 2, what="Importing", quiet=False) as tell:
        tell(HowFar(2, 0, 1.0))
    assert "Importing" in stream.getvalue()
    assert "2/2" in stream.getvalue()
    assert "2.0/s" in stream.getvalue()


def test_progress_stops_politely_at_the_first_interrupt_and_at_once_at_the_second(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress.interrupt_politely() as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
    assert "press Ctrl-C again" in capsys.readouterr().err
