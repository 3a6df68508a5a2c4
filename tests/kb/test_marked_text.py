"""Marks in a text: nested, crossing, hostile."""

from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from kb.marked_text import Mark, marked_html, paragraphs

TEXT = "Russian Foreign Ministry spoke."


class Balance(HTMLParser):
    """Reads HTML strictly: every end tag closes the innermost open element, ids are unique, links do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("a", "span")
        assert tag != "a" or "a" not in self.open
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert len(set(self.ids)) == len(self.ids)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([], "Russian Foreign Ministry spoke."),
        ([Mark(0, 24, "m", href="/x/")], '<a href="/x/" class="m">Russian Foreign Ministry</a> spoke.'),
        (
            [Mark(0, 7, "m", href="/ru/", title="Russia"), Mark(0, 24, "m", href="/mid/")],
            '<a href="/mid/" class="m"><span class="m" title="Russia">Russian</span> Foreign Ministry</a> spoke.',
        ),
        (
            [Mark(0, 15, "a", anchor="s0-15"), Mark(8, 24, "b", anchor="s8-24")],
            '<span class="a" id="s0-15">Russian <span class="b" id="s8-24">Foreign</span></span>'
            '<span class="b"> Ministry</span> spoke.',
        ),
        ([Mark(0, 99, "m")], '<span class="m">Russian Foreign Ministry spoke.</span>'),
        (
            [Mark(25, 31, "s", tail=SafeString("<sup>1</sup>"))],
            'Russian Foreign Ministry <span class="s">spoke.</span><sup>1</sup>',
        ),
    ],
)
def test_marked_text_nests_marks(marks: list[Mark], html: str) -> None:
    assert marked_html(TEXT, marks) == html


def test_marked_text_escapes_text_and_attributes() -> None:
    html = marked_html("<script>\"x\" & 'y'", [Mark(0, 8, "m", href='/"><b>', title='"<i>')])
    assert "<script" not in html and "<b>" not in html and "<i>" not in html
    assert Balance(html).text == "<script>\"x\" & 'y'"


def test_marked_text_shows_control_characters_as_replacements() -> None:
    assert marked_html("a\x00b\x1bc\x85d\te\nf", []) == "a\ufffdb\ufffdc\ufffdd\te\nf"


def test_marked_text_cuts_a_mark_at_the_part_that_is_shown() -> None:
    mark = Mark(8, 31, "m", anchor="s8-31", tail=SafeString("!"))
    assert marked_html(TEXT, [mark], start=0, end=15) == 'Russian <span class="m" id="s8-31">Foreign</span>'
    assert marked_html(TEXT, [mark], start=16) == '<span class="m">Ministry spoke.</span>!'


def test_marked_text_keeps_id_and_tail_of_a_mark_that_begins_and_ends_between_paragraphs() -> None:
    text = " One.\n\nTwo.\n\n"
    mark = Mark(0, 13, "m", anchor="s0-13", tail=SafeString("!"))
    parts = [marked_html(text, [mark], start=start, end=end) for start, end in paragraphs(text)]
    assert parts == ['<span class="m" id="s0-13">One.</span>', '<span class="m">Two.</span>!']


@given(
    st.text(alphabet="ab<&\"' \n\x00é🏛", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=8),
)
def test_marked_text_is_well_formed_for_all_spans(text: str, spans: list[tuple[int, int, bool]]) -> None:
    unique = {(start, end): link for start, end, link in spans}
    marks = [
        Mark(start, end, "m", href="/a/" if link else "", anchor=f"s{start}-{end}")
        for (start, end), link in unique.items()
    ]
    assert Balance(marked_html(text, marks)).text == text.replace("\x00", "\ufffd")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("one", ["one"]),
        (" one \n\n two\nthree\n \n\n\nfour\n", ["one", "two\nthree", "four"]),
        ("one\r\n\r\ntwo", ["one", "two"]),
    ],
)
def test_marked_text_finds_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


def test_marked_text_finds_paragraphs_of_white_space_quickly() -> None:
    assert list(paragraphs("\n" + " " * 200_000 + "x")) == [(200_001, 200_002)]
