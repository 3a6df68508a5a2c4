"""Headers of wire texts in all the forms in which they come."""

from __future__ import annotations

import time
from datetime import date

import pytest

from articles.reading import ReadingError
from articles.reading.header import read_header

DATELINES = [
    # text, place, agency, how the body begins
    ("Moscow (VNA) – ASEAN met.", "Moscow", "VNA", "ASEAN met."),
    ("Hanoi (KBW) - Both sides met.", "Hanoi", "KBW", "Both sides"),
    ("MOSCOW, March 5. /TASS/. Russia said so.", "Moscow", "TASS", "Russia said"),
    ("TOKYO, March 5 /Kyodo/ - Japan said so.", "Tokyo", "Kyodo", "Japan said"),
    ("JAKARTA: Indonesia will host it.", "Jakarta", None, "Indonesia will"),
    ("BRASILIA, Nov. 12 (Xinhua) -- Brazil said so.", "Brasilia", "Xinhua", "Brazil said"),
    ("HÀ NỘI — Việt Nam said so.", "Hà Nội", None, "Việt Nam"),
    ("LONDON (Reuters) - Britain said so.", "London", "Reuters", "Britain said"),
    ("Washington/Beijing (KBW) – The two sides met.", "Washington/Beijing", "KBW", "The two"),
    ("WASHINGTON/BEIJING, Jan 3 (Reuters) - They met.", "Washington/Beijing", "Reuters", "They met"),
    ("RIO DE JANEIRO, Dec. 7 (KBW) -- Mercosur met.", "Rio de Janeiro", "KBW", "Mercosur"),
    ("AL-ULA, Saudi Arabia (AP) — Leaders met.", "AL-ULA, Saudi Arabia", "AP", "Leaders met"),
    ("UNITED NATIONS, 3 June (IPS) - It met.", "United Nations", "IPS", "It met"),
    ("GENEVA, 5 March 2024 – The council met.", "Geneva", None, "The council"),
    ("ACCRA, May 3, GNA – The president left.", "Accra", "GNA", "The president"),
    ("Kathmandu, 12 July: Nepal said so.", "Kathmandu", None, "Nepal said"),
    ("Havana, Aug 12 (Prensa Latina) The talks ended.", "Havana", "Prensa Latina", "The talks"),
    ("Islamabad, February 18, 2021 (KBW-OT): Yesterday they met.", "Islamabad", "KBW-OT", "Yesterday"),
    ("Addis Ababa May 4/2020 (ENA) Ethiopia said so.", "Addis Ababa", "ENA", "Ethiopia said"),
    ("DUBAI, (Gulf Point / KBW - 10th Mar, 2021) The emir met them.", "Dubai", "Gulf Point / KBW", "The emir"),
    ("(Lomé, 15th October 2016) ECOWAS met.", "Lomé", None, "ECOWAS met"),
    ("TASHKENT. KAZINFORM The presidents met.", "Tashkent", "KAZINFORM", "The presidents"),
    ("TASHKENT. KAZINFORM - The presidents met.", "Tashkent", "KAZINFORM", "The presidents"),
    ("ASTANA, Kazakhstan, May 17. Kazakhstan will host it.", "ASTANA, Kazakhstan", None, "Kazakhstan will"),
    ("BERLIN, Germany – Berlin will host it.", "BERLIN, Germany", None, "Berlin will"),
    ("New Delhi: The minister left for Dhaka.", "New Delhi", None, "The minister"),
    ("Luanda – The Angolan president met them.", "Luanda", None, "The Angolan"),
    ("Abu Dhabi (WAM)\n\nThe ministers met.", "Abu Dhabi", "WAM", "The ministers"),
    ("MOSCOW/MINSK (KBW) – The ministers met.", "Moscow/Minsk", "KBW", "The ministers"),
    ("(Reuters) - Britain said so.", None, "Reuters", "Britain said"),
    ("The ministers met in Moscow.", None, None, "The ministers"),
    ("ASEAN (Association of Southeast Asian Nations) leaders met.", None, None, "ASEAN (Ass"),
    ("ASEAN (ACRONYM) leaders met.", None, None, "ASEAN (ACR"),
    ("Moscow – the capital of Russia – hosted it.", None, None, "Moscow – the"),
    ("Note: The ministers met.", None, None, "Note: The"),
    ("Moscow, a big city, met them – so it said.", None, None, "Moscow, a big"),
    ("Germany – Europe's largest economy – will host it.", None, None, "Germany – Europe"),
    ("The EU (European Union) met them on May 3.", None, None, "The EU"),
    ("UPDATE: The ministers met.", None, None, "UPDATE: The"),
    ("Vietnam – the chair of ASEAN – hosted it.", None, None, "Vietnam – the"),
    ("He said: “We met.”", None, None, "He said"),
]


@pytest.mark.parametrize(("text", "place", "agency", "begins"), DATELINES)
def test_header_dateline(text: str, place: str | None, agency: str | None, begins: str) -> None:
    header = read_header(text)
    assert (header.dateline, header.agency) == (place, agency)
    assert text[header.body_start :].startswith(begins)
    assert text[header.body_start : header.body_end].endswith(text[-5:])


@pytest.mark.parametrize("between", [" ", "\n", " \n\n", "\r\n\r\n", "\t", "  \n \n\n"])
@pytest.mark.parametrize("start", ["", " ", "\n ", "\ufeff"[:0]])
def test_header_date_line_with_dateline_beside_or_below(start: str, between: str) -> None:
    text = f"{start}date 2020-02-03{between}Moscow (VNA) – ASEAN met."
    header = read_header(text)
    assert (header.published, header.dateline, header.agency) == (date(2020, 2, 3), "Moscow", "VNA")
    assert text[header.body_start : header.body_end] == "ASEAN met."


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("date 2020-02-03 They met.", date(2020, 2, 3)),
        ("Date: 2020-02-03\n\nThey met.", date(2020, 2, 3)),
        ("MOSCOW, March 5, 2020. /TASS/. They met.", date(2020, 3, 5)),
        ("GENEVA, 5 March 2024 – They met.", date(2024, 3, 5)),
        ("MOSCOW, March 5. /TASS/. They met.", None),
        ("They met on 2020-02-03.", None),
        ("Date palms grow in Oman.", None),
        ("date 2020-02-04 MOSCOW, March 5, 2020. /TASS/. They met.", date(2020, 2, 4)),
    ],
)
def test_header_publication_date(text: str, published: date | None) -> None:
    assert read_header(text).published == published


@pytest.mark.parametrize(
    "text",
    [" date 2020-13-45 Moscow (VNA) – They met.", "date 2020-02-30\n\nThey met.", "date 03/02/2020 They met.",
     "date 2020-02 They met.", "MOSCOW, March 55, 2020. /TASS/. They met."],
)  # fmt: skip
def test_header_with_a_date_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ReadingError, match="bad date"):
        read_header(text)


@pytest.mark.parametrize(
    ("text", "agency", "ends"),
    [
        ("Moscow (VNA) – They met./.\n\nVNA", "VNA", "They met."),
        ("Moscow (VNA) – They met./.\nVNA\n", "VNA", "They met."),
        ("They met./.", None, "They met."),
        ("They met./. ", None, "They met."),
        ("They met. /.", None, "They met."),
        ("JAKARTA: They met. – KBW", "KBW", "They met."),
        ("They met.\n\n-- Bernama", None, "They met.\n\n-- Bernama"),
        ("They met.\n\nBERNAMA", "BERNAMA", "They met."),
        ("They met.\n\n###", None, "They met."),
        ("They met.\n-30-", None, "They met."),
        ("They met in the US", None, "They met in the US"),
        ("They met.", None, "They met."),
    ],
)
def test_header_end_mark_and_signature(text: str, agency: str | None, ends: str) -> None:
    header = read_header(text)
    assert header.agency == agency
    assert text[header.body_start : header.body_end].endswith(ends)


@pytest.mark.parametrize(
    ("text", "title", "dateline", "begins"),
    [
        ("WANG YI SPEAKS ON THE PHONE\n\nOn 14 October they spoke.", "WANG YI SPEAKS ON THE PHONE", None, "WANG"),
        ("Ministers meet\n\nHanoi (KBW) – They met.", "Ministers meet", "Hanoi", "They"),
        ("date 2020-01-01\n\nMinisters meet\nHanoi (KBW) – They met.", "Ministers meet", "Hanoi", "They"),
        ("They met in Hanoi. They talked.\n\nThey left.", "They met in Hanoi.", None, "They met"),
        ("U.S. President Donald Trump met Dr. Li. He left.", "U.S. President Donald Trump met Dr. Li.", None, "U.S."),
        ("They met", "They met", None, "They"),
    ],
)
def test_header_title(text: str, title: str, dateline: str | None, begins: str) -> None:
    header = read_header(text)
    assert (header.title, header.dateline) == (title, dateline)
    assert text[header.body_start :].startswith(begins)


def test_header_title_is_short_and_one_line() -> None:
    header = read_header("The ministers\tof many\ncountries \x07 met \u202eagain " + "and again " * 40)
    assert header.title is not None
    assert header.title.startswith("The ministers of many countries met again and")
    assert len(header.title) <= 120
    assert header.title.endswith(("again…", "and…"))


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, " " * 1_000_000 + "a", "\n" * 1_000_000, "A, " * 330_000, "(" * 1_000_000, "- " * 500_000,
     "HÀ " * 330_000, "date " * 200_000, "./." * 330_000, "/" * 1_000_000, "Nov. 12 " * 120_000, "<" * 1_000_000,
     "</a " * 250_000, "<a " * 300_000, "\u0301" * 1_000_000, "." * 1_000_000, "A. " * 330_000],
)  # fmt: skip
def test_header_of_hostile_text_takes_no_time(text: str) -> None:
    begun = time.perf_counter()
    header = read_header(text)
    assert time.perf_counter() - begun < 10
    assert 0 <= header.body_start <= len(text)
    assert header.body_end <= len(text)
