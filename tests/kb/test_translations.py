"""The translations are whole: every string, every plural form, every placeholder, and compiled as they stand."""

from __future__ import annotations

import ast
import gettext
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.kb.po_files import Message, read_po

LOCALES = Path(settings.BASE_DIR) / "kb" / "locale"
PLURAL_FORMS = {"ru": 3, "vi": 1}
#: `%(n)s`, `%d`, `%%` and `{name}`, as Python and templates fill them in
_PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
_TAGS = re.compile(r"</?\w+")

#: names under which a translation is asked for
_ASKS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext", "pgettext_lazy"}

every_language = pytest.mark.parametrize("language", sorted(PLURAL_FORMS))


def messages(language: str) -> list[Message]:
    return read_po(LOCALES / language / "LC_MESSAGES" / "django.po")[1]


def wrong(message: Message, form: str) -> bool:
    """Whether a translation lacks or adds a placeholder or an element of HTML."""
    source = message.plural or message.parts["msgid"]
    return any(Counter(pattern.findall(form)) != Counter(pattern.findall(source)) for pattern in (_PLACEHOLDERS, _TAGS))


def test_translations_are_there_for_every_language_but_english() -> None:
    assert {code for code, _name in settings.LANGUAGES} - {"en-gb"} == set(PLURAL_FORMS)
    assert {path.name for path in LOCALES.iterdir()} == set(PLURAL_FORMS)


@every_language
def test_translations_are_whole(language: str) -> None:
    found = messages(language)
    assert len(found) > 1000
    assert [each.key for each in found if not all(form.strip() for form in each.forms)] == []
    assert [each.key for each in found if any("fuzzy" in comment for comment in each.comments)] == []
    wanted = PLURAL_FORMS[language]
    assert [each.key for each in found if len(each.forms) != (wanted if each.plural else 1)] == []


@every_language
def test_translations_fill_in_what_the_strings_do(language: str) -> None:
    assert [(each.key, form) for each in messages(language) for form in each.forms if wrong(each, form)] == []


@every_language
def test_translations_of_sentences_end_as_they_do(language: str) -> None:
    ends = [
        (each.key, form)
        for each in messages(language)
        for form in each.forms
        if form != form.strip()
        or (" " in each.key and each.key.endswith((".", ":", "?", "…")) and form[-1] != each.key[-1])
    ]
    assert ends == []


@every_language
def test_translations_are_compiled_as_they_stand(language: str) -> None:
    header, found = read_po(LOCALES / language / "LC_MESSAGES" / "django.po")
    expected: dict[object, str] = {"": header.forms[0]}
    for each in found:
        if each.plural:
            expected |= {(each.key, number): form for number, form in enumerate(each.forms)}
        else:
            expected[each.key] = each.forms[0]
    with (LOCALES / language / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled)._catalog == expected, "run `make messages`"  # type: ignore[attr-defined]


@every_language
def test_translations_begin_names_of_kinds_alike(language: str) -> None:
    """Where English has a small letter (kinds, states, roles), pages make it a capital themselves."""
    kinds = {"talks", "call", "visit", "summit", "held", "planned", "agreement", "signed", "host", "person"}
    words = {each.key: each.forms[0] for each in messages(language)}
    assert [words[kind] for kind in kinds if words[kind] != words[kind].lower()] == []


def test_translations_hold_what_templates_say() -> None:
    """The languages hold the same strings, and nearly all that templates mark.

    Nearly: who adds a string need not speak every language; until somebody translates it, it is shown in English.
    """
    known = {language: {each.key for each in messages(language)} for language in PLURAL_FORMS}
    assert known["ru"] == known["vi"]
    marked: set[str] = set()
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        marked |= {found[2] for found in re.finditer(r"""{% translate (["'])([^"']*?)\1 %}""", text)}
        marked |= {found[1] for found in re.finditer(r'[=:|]_\("(.*?)"\)', text)}
    missing = sorted(string for string in marked if string.replace("%", "%%") not in known["vi"])
    assert len(missing) < len(marked) / 30, missing


def test_translations_are_asked_for_where_they_are_collected() -> None:
    """What collects strings does not look into f-strings: two sentences stayed English in every language."""
    hidden = [
        f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}"
        for package in ("kb", "articles")
        for path in sorted((Path(settings.BASE_DIR) / package).rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text()))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _ASKS
    ]
    assert hidden == []
