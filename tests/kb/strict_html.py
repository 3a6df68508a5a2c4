"""HTML read strictly: what is wrong with a page, and where its links lead."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}
#: elements that end a paragraph in which they stand
BLOCKS = {"p", "ul", "ol", "div", "dl", "blockquote", "table", "section", "h1", "h2", "h3", "details", "form", "nav"}


class StrictHtml(HTMLParser):
    """`wrongs`: elements left open, closed in the wrong order, nested against the rules, ids given twice."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.wrongs: list[str] = []
        self.feed(page)
        self.close()
        self.wrongs += [f"<{tag}> is left open" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if (anchor := values.get("id")) is not None:
            if anchor in self.ids:
                self.wrongs.append(f"id {anchor!r} is given twice")
            self.ids.add(anchor)
        if tag == "a":
            self.links.append(values.get("href", ""))
        if tag in self.open and tag == "a":
            self.wrongs.append("a link in a link")
        if tag in BLOCKS and "p" in self.open:
            self.wrongs.append(f"<{tag}> in a paragraph")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawings close their elements themselves."""

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrongs.append(f"</{tag}> after {self.open[-3:]}")
