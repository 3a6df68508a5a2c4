"""A new attempt at what failed in a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from articles.importing.recognising import ArticleState, find_article
from articles.models import ImportFailure, ImportRun
from articles.reading import Failed, RawArticle, ReadingFailure

#: reads failed inputs again, each with what it gives now
ReadAgain = Callable[[Sequence[Failed]], Iterator[tuple[Failed, RawArticle | ReadingFailure]]]


@dataclass
class Retry:
    """The open failures of a run, as inputs; `settle` marks those that were taken in."""

    run: ImportRun
    read_again: ReadAgain
    _tried: dict[str, list[RawArticle]] = field(default_factory=dict)
    _failed: set[str] = field(default_factory=set)

    def count(self) -> int:
        return self.run.failures.open().count()

    def inputs(self) -> Iterator[RawArticle | ReadingFailure]:
        """What each failed input gives now."""
        failures = self.run.failures.open().values_list("source", "original")
        unique = {
            source: Failed(source, bytes(original) if original is not None else None) for source, original in failures
        }
        for failed, read in self.read_again(list(unique.values())):
            if isinstance(read, ReadingFailure):
                self._failed.add(failed.source)
            else:
                self._tried.setdefault(failed.source, []).append(read)
            yield read

    def settle(self) -> int:
        """Mark the failures whose articles are there now, with the run that brought them; how many they are."""
        done = 0
        for source, articles in self._tried.items():
            found = [_run_of(article) for article in articles]
            if source not in self._failed and None not in found:
                open_ones = ImportFailure.objects.open().filter(source=source[:1000])
                done += open_ones.filter(run=self.run).count()
                open_ones.update(taken_in_by=found[0])
        return done


def _run_of(raw: RawArticle) -> ImportRun | None:
    """The run that brought a text, by its source or under another."""
    known = find_article(raw)
    if known.state is not ArticleState.UNCHANGED or known.article is None:
        return None
    return known.article.run
