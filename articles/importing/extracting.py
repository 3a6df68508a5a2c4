"""From what was read to its facts, in the order of reading: here, one after another, or by several processes.

The processes only read texts; one writer saves what they find, in the order of the inputs, so that the result is
that of one process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from articles.extraction import extract
from articles.extraction.facts import ArticleFacts, Span
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.pipeline import load_pipeline
from articles.reading import RawArticle, ReadingFailure

Extract = Callable[[RawArticle], ArticleFacts]
#: so many texts wait for each process, so that none is idle and few are in memory
WAITING = 4


def extract_facts(
    raw: RawArticle, nlp: Any, gazetteer: Gazetteer, *, mentions: bool = False, calibrate: bool = True
) -> ArticleFacts:
    """The facts of one article that was read."""
    return extract(
        raw.text, nlp=nlp, gazetteer=gazetteer, mentions=mentions, calibrate=calibrate, **told_by_header(raw)
    )


def told_by_header(raw: RawArticle) -> dict[str, Any]:
    """What the article's header says, and where its body stands."""
    header = raw.header
    return {
        "published": header.published,
        "agency": header.agency,
        "dateline": header.dateline,
        "body": Span(header.body_start, header.body_end),
    }


class Extracting(Protocol):
    """Who extracts: `start` gives a function that waits for the facts; `ahead` is how many may be started."""

    ahead: int

    def start(self, raw: RawArticle) -> Callable[[], ArticleFacts]: ...


@dataclass
class InTurn:
    """This process, when the facts are asked for; `load` is asked when the first article is started."""

    load: Callable[[], Extract]
    ahead: int = 0

    def start(self, raw: RawArticle) -> Callable[[], ArticleFacts]:
        return partial(self.load(), raw)


class Workers:
    """Several processes, started when the first article is; as a context manager it ends them."""

    def __init__(self, count: int, *, pipeline: str, load_gazetteer: Callable[[], Gazetteer]) -> None:
        self.count, self.ahead = count, count * WAITING
        self._pipeline, self._load_gazetteer = pipeline, load_gazetteer
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def start(self, raw: RawArticle) -> Callable[[], ArticleFacts]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.count,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin_work,
                initargs=(self._pipeline, self._load_gazetteer()),
            )
        return self._pool.submit(_work, raw).result


#: what a worker process extracts with
_extract: Extract | None = None


def _begin_work(pipeline: str, gazetteer: Gazetteer) -> None:
    """Load the pipeline. Ctrl-C is for the writer, and a worker whose writer was killed ends too."""
    global _extract
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_writer, daemon=True).start()
    nlp = load_pipeline(pipeline)
    _extract = partial(extract_facts, nlp=nlp, gazetteer=gazetteer)


def _end_with_the_writer() -> None:
    writer = multiprocessing.parent_process()
    if writer is not None:
        writer.join()
        os._exit(1)


def _work(raw: RawArticle) -> ArticleFacts:
    if _extract is None:
        raise RuntimeError("this process has no pipeline: it was not begun by _begin_work")
    return _extract(raw)


@dataclass(frozen=True)
class Started:
    """An input whose facts were asked for; `facts` is None where there is nothing to extract."""

    read: RawArticle | ReadingFailure
    facts: Callable[[], ArticleFacts] | None


def start_each(
    inputs: Iterable[RawArticle | ReadingFailure], extracting: Extracting, is_known: Callable[[RawArticle], bool]
) -> Iterator[Started]:
    """Every input in its order, so many of them started ahead as `extracting` says."""
    waiting: deque[Started] = deque()
    for read in inputs:
        idle = isinstance(read, ReadingFailure) or is_known(read)
        waiting.append(Started(read, None if idle else extracting.start(read)))  # type: ignore[arg-type]
        if len(waiting) > extracting.ahead:
            yield waiting.popleft()
    yield from waiting
