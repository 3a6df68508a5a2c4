"""Commands that take long: how far they are, and how they are stopped."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

#: plain progress lines are so many seconds apart
PLAIN_INTERVAL = 5.0
#: how a command ends that was interrupted
INTERRUPTED = 130


@dataclass(frozen=True)
class HowFar:
    """How many articles are done, how many of them failed, and in how many seconds of work."""

    done: int
    failed: int
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0


@contextmanager
def interrupt_politely() -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C asks the command to stop after the article at hand, the second stops it at once."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        sys.stderr.write("\nStopping after this article; press Ctrl-C again to stop at once.\n")

    try:
        before = signal.signal(signal.SIGINT, ask)
    except ValueError:  # not in the main thread, which alone gets signals
        yield lambda: False
        return
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def show_progress(stream: Any, total: int, *, what: str, quiet: bool) -> Iterator[Callable[[HowFar], None]]:
    """A bar with rate and remaining time on a terminal, a plain line now and then elsewhere."""
    if quiet:
        yield lambda far: None
    elif stream.isatty():
        with Progress(
            TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(), TextColumn("{task.fields[failed]}"), console=Console(file=stream),
        ) as bar:  # fmt: skip
            task = bar.add_task(what, total=total, rate="", failed="")
            yield lambda far: bar.update(
                task, completed=far.done, total=max(total, far.done), rate=f"{far.rate:.1f}/s",
                failed=f"{far.failed} failed" if far.failed else "",
            )  # fmt: skip
    else:
        yield plain_progress(stream, total)


def plain_progress(stream: Any, total: int) -> Callable[[HowFar], None]:
    """A function that writes a line about the progress, but not more often than every PLAIN_INTERVAL seconds."""
    last = time.monotonic()

    def tell(far: HowFar) -> None:
        nonlocal last
        if time.monotonic() - last < PLAIN_INTERVAL:
            return
        last = time.monotonic()
        left = max(total - far.done, 0) / max(far.rate, 0.001)
        stream.write(
            f"{far.done} of {max(total, far.done)} articles, {far.rate:.1f} a second, "
            f"about {left / 60:.0f} min {left % 60:.0f} s left, {far.failed} failed\n"
        )
        stream.flush()

    return tell


def printable(text: str) -> str:
    """A text without characters that would steer the terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def count_of(number: int, what: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
