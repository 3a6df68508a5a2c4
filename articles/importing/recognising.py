"""Is an input there already: the same text, another text of the same article, or none of both?

An article is known by the source that it was read from and by its web address. All its versions have one `guid`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import Q

from articles.models import Article, ImportRun, Misreading, RunStatus
from articles.reading import RawArticle, canonical_address
from kb.models import Split

#: sources that name no place a text could be corrected at: each text from there is an article of its own
NAMELESS = "stdin-"
#: a run that ended so goes on with the same command
UNFINISHED = (RunStatus.RUNNING, RunStatus.INTERRUPTED, RunStatus.FAILED)


class ArticleState(Enum):
    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    #: an article that is there already was read again
    REREAD = "reread"


@dataclass
class KnownArticle:
    """How an input stands to what is stored: `article` is its latest version or its double, None where there is none.

    A new one has an earlier version where a person deleted the one after it.
    """

    state: ArticleState
    article: Article | None = None


@dataclass
class ThisImport:
    """The run that takes articles in, and the command that began it. A run that was interrupted and its continuation
    by the same command are one import."""

    run: ImportRun | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def brought(self, article: Article) -> bool:
        """Did an article come in by this import?"""
        run = article.run
        if run is None or (self.run is not None and run.pk == self.run.pk):
            return run is not None
        if run.status not in UNFINISHED or run.options != self.options:
            return False
        later = ImportRun.objects.filter(pk__gt=run.pk, status=RunStatus.DONE).values_list("options", flat=True)
        return self.options not in later


def checksum(raw: RawArticle) -> str:
    """SHA-256 of the raw bytes."""
    return hashlib.sha256(raw.raw).hexdigest()


def stored_source(raw: RawArticle) -> str:
    """The source under which an article is stored; a text without a source of its own has its checksum for one."""
    return f"stdin/{checksum(raw)[:16]}" if raw.source.startswith(NAMELESS) else raw.source


def find_article(raw: RawArticle) -> KnownArticle:
    """Is the article new, unchanged (here or under another source), or changed?"""
    source, sum_, address = stored_source(raw), checksum(raw), canonical_address(raw.url)
    wanted = Q(source=source) | Q(guid=source) | Q(checksum=sum_, is_current=True)
    wanted |= Q(canonical_url=address) if address else Q()
    found = list(Article.objects.filter(wanted).without_text().order_by("-is_current", "-pk"))
    own = max((each for each in found if each.source == source), key=lambda each: each.pk, default=None)
    known = own or next((each for each in found if _is_at(each, source, address)), None)
    current = _current(known, found) if known is not None else None
    if current is not None and known is not None:
        same = own.checksum == sum_ if own is not None else bool(_same_text(raw, known.guid))
        return KnownArticle(ArticleState.UNCHANGED if same else ArticleState.CHANGED, current)
    elsewhere = next((each for each in found if each.checksum == sum_ and each.is_current), None)
    if elsewhere is not None:
        return KnownArticle(ArticleState.UNCHANGED, elsewhere)
    return KnownArticle(ArticleState.NEW, _last_of(known) if known is not None else None)


def _is_at(article: Article, source: str, address: str) -> bool:
    return article.guid == source or (bool(address) and article.canonical_url == address)


def _current(known: Article, found: Iterable[Article]) -> Article | None:
    """The version of an article that counts; None where a person deleted it."""
    if known.is_current:
        return known
    there = next((each for each in found if each.guid == known.guid and each.is_current), None)
    return there or Article.objects.current().filter(guid=known.guid).without_text().first()


def _last_of(known: Article) -> Article:
    return Article.objects.filter(guid=known.guid).without_text().order_by("-version")[0]


def _same_text(raw: RawArticle, guid: str) -> Article | None:
    """The version that has the same text, title and date."""
    title = display_title(raw)
    versions = Article.objects.filter(guid=guid, published=raw.header.published, title=title).defer("original")
    return next((each for each in versions.order_by("-version") if each.text == raw.text), None)


def display_title(raw: RawArticle) -> str:
    """The title as it is stored."""
    return (raw.header.title or raw.id)[:300]


def newer_versions(raw: RawArticle, guid: str, this: ThisImport) -> Sequence[Article]:
    """The versions that stay before this text, the newest first: none where it is the newest itself.

    What came of the same source before is older. So is what has an earlier date, else what an earlier import brought.
    Of what one import brings of one day, or with a date and without, the order says nothing: what has a date, and then
    the longer text, goes first, since agencies write a story through by adding to it.
    """
    newer = []
    for version in Article.objects.filter(guid=guid).select_related("run").defer("original").order_by("-version"):
        if version.source == stored_source(raw) or not _is_newer(version, raw, this):
            break
        newer.append(version)
    return newer


def _is_newer(version: Article, raw: RawArticle, this: ThisImport) -> bool:
    one, other = version.published, raw.header.published
    if one and other and one != other:
        return one > other
    if not this.brought(version):
        return False
    return (bool(one), len(version.text), version.text) > (bool(other), len(raw.text), raw.text)


def recognise(raw: RawArticle, this: ThisImport) -> KnownArticle:
    """How a text that is imported now stands to what is stored. One that an import finds under two names bears the
    first of them by the alphabet, whichever was read first."""
    known = find_article(raw)
    double = known.article if known.state is ArticleState.UNCHANGED else None
    if double is not None and double.source != stored_source(raw):
        _name_by_the_first(raw, double, this)
    return known


def _name_by_the_first(raw: RawArticle, known: Article, this: ThisImport) -> None:
    double = known if known.checksum == checksum(raw) else _same_text(raw, known.guid)
    if double is None or double.source <= stored_source(raw) or not this.brought(double):
        return
    columns = stored_columns(raw)
    if double.guid == double.source:
        for said in (Split, Misreading):
            said.objects.filter(source=double.guid).update(source=columns["source"])  # type: ignore[attr-defined]
        Article.objects.filter(guid=double.guid).update(guid=columns["source"])
    Article.objects.filter(pk=double.pk).update(**columns)


def stored_columns(raw: RawArticle) -> dict[str, Any]:
    """The columns that tell where an article came from, and as which bytes."""
    return {
        "source": stored_source(raw),
        "checksum": checksum(raw),
        "encoding": raw.encoding,
        "original": None if _is_recoverable(raw) else raw.raw,
        "url": raw.url,
        "canonical_url": canonical_address(raw.url),
        "title": display_title(raw),
    }


def _is_recoverable(raw: RawArticle) -> bool:
    """Does the text in its encoding give back the raw bytes?"""
    try:
        return raw.text.encode(raw.encoding) == raw.raw
    except UnicodeEncodeError:
        return False
