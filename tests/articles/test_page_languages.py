"""Pages in every language: nothing of the interface stays English, and drawings keep their numbers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from kb.models import Actor, Initiative, Meeting
from tests.articles.gold import load_gold_corpus
from tests.kb.po_files import read_po
from tests.kb.strict_html import VOID, StrictHtml

pytestmark = pytest.mark.django_db

#: attributes that people see or hear
SAID = ("aria-label", "title", "placeholder", "alt", "data-label")
#: attributes of drawings that hold numbers
DRAWN = ("x", "y", "cx", "cy", "r", "dy", "width", "height", "d", "viewBox", "stroke-width", "font-size", "transform")
PATHS = """
/ /actors/ /meetings/ /initiatives/ /articles/ /topics/ /topics/trade/ /series/ /calendar/?show=2020-02
/calendar/?show=2020 /timeline/ /map/ /network/ /compare/ /relations/ /compare/?one=russia&two=asean
/relations/russia/asean/ /search/ /search/?q=lavrov /search/?q=zzzzz /accuracy/ /sign-in/
/meetings/?participant=nobody&since=soon /actors/?q=zzzzz
""".split()


class Spoken(HTMLParser):
    """`words`: texts and spoken attributes outside of what is marked as English; `numbers`: those of drawings."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []
        self.numbers: list[str] = []
        self.feed(page)

    @property
    def quoted(self) -> bool:
        return any(english for _tag, english in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.see(tag, values)
        if tag not in VOID:
            quote = tag != "html" and values.get("lang", "").startswith("en")
            self.open.append((tag, quote or tag in ("script", "style", "code")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.see(tag, {name: value or "" for name, value in attrs})

    def see(self, tag: str, values: dict[str, str]) -> None:
        if not self.quoted:
            self.words += [values[name] for name in SAID if name in values]
        if tag == "svg" or any(opened == "svg" for opened, _english in self.open):
            self.numbers += [values[name.lower()] for name in DRAWN if name.lower() in values]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.quoted and data.strip():
            self.words.append(" ".join(data.split()))


def english_only(language: str) -> set[str]:
    """Strings of the interface that read otherwise in the language, with their first letter small and large."""
    _header, messages = read_po(Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po")
    strings = {each.parts["msgid"] for each in messages if each.parts["msgid"] not in each.forms}
    plain = {string for string in strings if len(string) > 2 and "%" not in string and "<" not in string}
    return plain | {string[0].upper() + string[1:] for string in plain}


@pytest.mark.parametrize("language", ["vi", "ru"])
def test_pages_leave_nothing_in_english_and_draw_with_points(language: str) -> None:
    load_gold_corpus(["sa02", "sa03", "sa04"])
    client = Client(headers={"Accept-Language": language})
    records = (
        Actor.objects.get(slug="russia"),
        Actor.objects.filter(kind="person").earliest("pk"),
        Meeting.objects.visible().exclude(date_edtf="").earliest("pk"),
        Initiative.objects.visible().earliest("pk"),
    )
    addresses = [record.get_absolute_url() for record in records]
    addresses += [f"{addresses[2]}history/", Meeting.objects.visible().earliest("pk").get_absolute_url()]
    english = english_only(language)
    drawn = 0
    for path in (*PATHS, *addresses):
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        spoken = Spoken(page)
        assert [words for words in spoken.words if words.strip(" :·") in english] == [], path
        assert [number for number in spoken.numbers if re.search(r"\d,\d", number)] == [], path
        assert StrictHtml(page).wrongs == [], path
        drawn += len(spoken.numbers)
    assert drawn > 500
    shown = Spoken(client.get("/nowhere/").content.decode()).words
    assert [words for words in shown if words in english] == []
    # the same look at an English page finds much
    shown = Spoken(client.get("/", headers={"Accept-Language": "en"}).content.decode()).words
    assert len([words for words in shown if words in english]) > 20
