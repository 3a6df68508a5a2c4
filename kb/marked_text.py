"""Text with marks: spans of a text as nested, escaped HTML, however the spans lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

#: characters that HTML does not allow, or that are invisible: shown as a replacement character, offsets kept
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))}
_GAP = re.compile(r"\n[^\S\n]*\n\s*|\Z")


NOTHING = SafeString("")


@dataclass(frozen=True)
class Mark:
    """A span of a text to be marked; offsets in code points, end exclusive.

    `href` makes it a link (a link inside a link becomes a plain mark), `anchor` is its id,
    `tail` is HTML that follows its last character.
    """

    start: int
    end: int
    css: str
    href: str = ""
    title: str = ""
    anchor: str = ""
    tail: SafeString = NOTHING

    def __lt__(self, other: Mark) -> bool:
        """Outer marks first: the one that begins earlier, then the one that ends later, then what is no link."""
        return (self.start, -self.end, bool(self.href)) < (other.start, -other.end, bool(other.href))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs: what blank lines separate, without the white space around it."""
    start = 0
    for gap in _GAP.finditer(text):
        chunk = text[start : gap.start()]
        if chunk.strip():
            yield start + len(chunk) - len(chunk.lstrip()), start + len(chunk.rstrip())
        start = gap.end()


def marked_html(text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> SafeString:
    """`text[start:end]` escaped, with the marks that fall into it as well-formed HTML.

    Where two marks cross, the later one is cut in two at the end of the earlier; its id stays with its first part
    and its tail with its last.
    """
    stop = len(text) if end is None else end
    clipped = [mark for mark in (_clip(text, mark, start, stop) for mark in marks) if mark]
    heapify(clipped)
    out: list[str] = []
    position = _render(text, clipped, start, stop, out)
    out.append(_plain(text[position:stop]))
    return mark_safe("".join(out))


def _clip(text: str, mark: Mark, start: int, end: int) -> Mark | None:
    """The part of a mark that lies between `start` and `end`.

    Only the part with the mark's first word bears its id, only the one with its last word its tail, even where the
    mark begins or ends in the white space between paragraphs.
    """
    first, last = max(mark.start, start), min(mark.end, end)
    if first >= last:
        return None
    begins, ends = not text[mark.start : first].strip(), not text[last : mark.end].strip()
    anchor, tail = mark.anchor if begins else "", mark.tail if ends else NOTHING
    return replace(mark, start=first, end=last, anchor=anchor, tail=tail)


def _render(text: str, queue: list[Mark], position: int, end: int, out: list[str], *, linked: bool = False) -> int:
    """Render the marks that begin before `end`; returns how far the text has been written."""
    while queue and queue[0].start < end:
        mark = heappop(queue)
        if mark.end > end:
            heappush(queue, replace(mark, start=end, anchor=""))
            mark = replace(mark, end=end, tail=NOTHING)
        out.append(_plain(text[position : mark.start]))
        link = bool(mark.href) and not linked
        out.append(_opening(mark, link=link))
        position = _render(text, queue, mark.start, mark.end, out, linked=linked or link)
        out.append(_plain(text[position : mark.end]))
        out.append(("</a>" if link else "</span>") + mark.tail)
        position = mark.end
    return position


def _opening(mark: Mark, *, link: bool) -> SafeString:
    element = (
        format_html('<a href="{}" class="{}"', mark.href, mark.css)
        if link
        else format_html('<span class="{}"', mark.css)
    )
    anchor = format_html(' id="{}"', mark.anchor) if mark.anchor else ""
    title = format_html(' title="{}"', mark.title) if mark.title else ""
    return format_html("{}{}{}>", element, anchor, title)


def _plain(text: str) -> str:
    return escape(text.translate(_CONTROLS))
