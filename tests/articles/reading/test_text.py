"""Single texts: what is read, with its encoding, and what is refused, with reason and remedy."""

from __future__ import annotations

import codecs
import time

import pytest

from articles.reading import ReadingError, read_text

ENGLISH = "The Foreign Minister of Laos met the ambassador on Monday, and they spoke of the plan for the coming year. "
GERMAN = (
    "Der Bundeskanzler traf sich am Montag in Berlin mit dem französischen Präsidenten, um über die Lage in der "
    "Ukraine zu sprechen. Die beiden Politiker haben sich darauf geeinigt, dass die Zusammenarbeit weiter ausgebaut "
    "werden soll, so wird es in einer Erklärung heißen. Das war das Ziel an diesem Tag."
)
DANISH = (
    "Udenrigsministeren mødtes mandag i København med sin tyske kollega for at drøfte situationen i Mellemøsten. De to "
    "ministre var enige om, at der er behov for mere samarbejde i de kommende uger, og de vil mødes igen i maj."
)
INDONESIAN = (
    "Menteri Luar Negeri bertemu dengan mitranya dari Jerman di Jakarta pada hari Senin untuk membahas situasi di "
    "Timur Tengah. Kedua menteri sepakat untuk melanjutkan konsultasi dalam beberapa minggu mendatang, dan akan "
    "bertemu lagi pada bulan Mei."
)
CHINESE = "外交部长星期一在北京会见了德国外长,讨论了中东局势。两位部长同意在未来几周内继续磋商,并将于五月再次会晤。"
LIST_OF_NAMES = (
    "Ngo Duc Manh, Ambassador of Vietnam; Lim Jock Hoi, Secretary-General of ASEAN; Sergey Lavrov, Minister of Foreign "
    "Affairs of Russia; Retno Marsudi, Minister of Foreign Affairs of Indonesia; and Vivian Balakrishnan, Minister of "
    "Foreign Affairs of Singapore."
)


@pytest.mark.parametrize(
    ("raw", "encoding", "begins"),
    [
        (b"The ministers met.", "utf-8", "The"),
        ("Hà Nội met.".encode(), "utf-8", "Hà Nội"),
        (codecs.BOM_UTF8 + b"The ministers met.", "utf-8-sig", "The"),
        ("The ministers met.".encode("utf-16"), "utf-16", "The"),
        ("The ministers met.".encode("utf-32"), "utf-32", "The"),
        ("“Élysée” – naïve.".encode("cp1252"), "cp1252", "“Élysée” – naïve"),
        ("Élisabeth Borne met Macron.".encode("latin-1"), "cp1252", "Élisabeth"),
        ("Россия сегодня (Москва): the ministers met in Moscow.".encode("cp1251"), "cp1251", "Россия"),
    ],
)
def test_text_encoding_marked_or_detected(raw: bytes, encoding: str, begins: str) -> None:
    article = read_text(raw, id="x", source="x.txt")
    assert article.encoding == encoding
    assert article.text.startswith(begins)
    assert article.text.encode(article.encoding) == raw
    assert article.raw == raw


def test_text_declared_encoding_goes_before_detection() -> None:
    raw = "Aleksandar Vučić met Milanović.".encode("cp1250")
    assert read_text(raw, id="x", source="x", encoding="cp1250").text == "Aleksandar Vučić met Milanović."


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (bytes(range(256)), "binary data"),
        (b"The ministers\0met.", "binary data"),
        (b"%PDF-1.4 some", "a PDF"),
        (b"PK\x03\x04 some", "zip archive"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 The ministers met.}", "rich-text"),
        (b"12345 67890 -- ?!", "no letters"),
        (b"\xef\xbb\xbf\xff\xfe\xfd", "not readable as utf-8-sig"),
        (b"\xff\xfe\x00", "not readable as utf-16"),
        (b" date 2020-13-45 Moscow (VNA) \xe2\x80\x93 They met.", "bad date in the header: '2020-13-45'"),
        (b" date 2020-02-03 \n\n", "nothing but a header"),
        (b" date 2020-02-03 Moscow (VNA) - \n\n", "nothing but a header"),
        (b"<!DOCTYPE html><html><body><p>The ministers met.</p></body></html>", "markup"),
        (b"\n  <html lang=en>The ministers met.", "markup"),
        (b"<?xml version='1.0'?><rss/>The ministers met.", "markup"),
        (b"Ministers <a href='x'>met</a> <b>in</b> <i>Hanoi</i> <br/><br/> on <em>Monday</em>.", "are tags"),
        (GERMAN.encode(), "not English: 0% of its words are English stop words"),
        (DANISH.encode(), "not English"),
        (INDONESIAN.encode(), "not English"),
        (CHINESE.encode(), "not English: 100% of its letters are not Latin"),
        (b"\xff\xfe\0bad", "not English: 100% of its letters are not Latin"),
    ],
)
def test_text_that_is_no_english_news_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_text(raw, id="x", source="x")
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH * 3,
        LIST_OF_NAMES,
        "Lavrov met Wang.",
        "The ministers <script>alert(1)</script> met in Hanoi and spoke of the plan that they had made before.",
        "The ministers said 2 < 3 and 5 > 4 & so on.",
        "The \x01\x02\x07\x1b[31mministers\x7f met.",
        "The ministers \u202emet\u202c in \u2066Tel Aviv\u2069 and \u05ea\u05dc \u05d0\u05d1\u05d9\u05d1.",
        "The ministers 🤝 met 🇻🇳🇷🇺 in Hanoi.",
        "The ministers met\u2028in Hanoi\x85on Monday.",
        "İstanbul: The ministers met ﷽ in Ϛ.",
        "The ministers met. " + "Z̷̡̛" * 200,
    ],
)
def test_text_with_odd_characters_is_kept_as_it_is(text: str) -> None:
    article = read_text(text.encode(), id="x", source="x")
    assert article.text == text
    assert article.header.title


@pytest.mark.parametrize(
    "text",
    ["a" * 999_999, "<" * 999_999, "<a " * 333_000, "</a" * 333_000, "a." * 499_000, "\u0301a" * 300_000,
     "the " * 249_000, " \n" * 490_000 + "They met."],
)  # fmt: skip
def test_text_of_hostile_shape_is_dealt_with_at_once(text: str) -> None:
    begun = time.perf_counter()
    try:
        read_text(text.encode(), id="x", source="x")
    except ReadingError as error:
        assert str(error)
    assert time.perf_counter() - begun < 20


def test_text_too_large_is_refused_before_it_is_decoded() -> None:
    begun = time.perf_counter()
    with pytest.raises(ReadingError, match=r"too large: 50\.0 MB, at most 1\.0 MB"):
        read_text(b"a" * 50_000_000, id="x", source="x")
    assert time.perf_counter() - begun < 10


def test_text_dense_with_names_is_still_english() -> None:
    text = (
        "ASEAN Secretary General Lim Jock Hoi met Russian Foreign Minister Sergey Lavrov in Moscow on Monday and they "
        "signed the ASEAN-Russia Action Plan for 2021-2025; $$ {{ 7*7 }} $$ They will meet again in June."
    )
    assert read_text(text.encode(), id="x", source="x").text == text


@pytest.mark.parametrize("word", ["A" * 200_000, "(" * 100_000, "QUJD" * 2_000])
def test_text_with_encoded_data_is_refused(word: str) -> None:
    with pytest.raises(ReadingError, match=r"it has a word of [\d,]+ characters"):
        read_text(f"{ENGLISH} {word}".encode(), id="x", source="x")
