"""Actors: countries and what stands for them, bodies by name and by pattern, persons and their short names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def names(facts: ArticleFacts, kind: str) -> set[str]:
    return {a.name for a in facts.actors if a.kind == kind}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Kenya and the Netherlands agreed.", {"Kenya", "Netherlands"}),
        ("The Dutch minister left for home.", {"Netherlands"}),
        ("U.S. and British envoys came.", {"United States", "United Kingdom"}),
        # a seat that acts stands for its government
        ("Moscow will continue striving for peace.", {"Russia"}),
        ("The president thanked New Delhi for its help.", {"India"}),
        ("Moscow's policy has not changed.", {"Russia"}),
        ("The gap between Beijing and Moscow grew.", {"China", "Russia"}),
        ("The Kremlin denied it.", {"Russia"}),
        # … and is only a place elsewhere
        ("The talks in Moscow went on.", set()),
        ("He travelled from Hanoi to Jakarta.", set()),
        ("They met in Nairobi, Kenya, on Monday.", {"Kenya"}),
        ("The Moscow State Circus came.", set()),
        # names that hold a country's name and mean none
        ("Ships sailed the Indian Ocean and the South China Sea.", set()),
        # one demonym of two states: neither, unless one of them is named
        ("The Korean people waited.", set()),
        ("South Korea spoke for the Korean people.", {"South Korea"}),
    ],
)
def test_actors_countries(facts_of: Read, text: str, countries: set[str]) -> None:
    assert names(facts_of(text), "country") == countries


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("The African Union (AU) met. The AU agreed.", {"African Union"}),
        ("The Kenyan Foreign Ministry denied it.", {"Kenyan Foreign Ministry"}),
        ("Kenya's Foreign Ministry denied it.", {"Foreign Ministry"}),
        ("He works at the Ministry of Science and Higher Education.", {"Ministry of Science and Higher Education"}),
        ("The Finance Ministry and the Trade Ministry agreed.", {"Finance Ministry", "Trade Ministry"}),
        (
            "The Committee on Science, Technology and Innovation met.",
            {"Committee on Science, Technology and Innovation"},
        ),
        ("The Volta Basin Commission (VBC) met, the VBC said.", {"Volta Basin Commission"}),
        ("They spoke at the University of Nairobi.", {"University of Nairobi"}),
        ("The Security Council Secretariat replied.", {"Security Council Secretariat"}),
        ("It was a meeting of a committee.", set()),
        ("The Heads of State and Government agreed.", set()),
        ("The Assembly of Heads of State and Government of the Volta Union agreed.",
         {"Assembly of Heads of State and Government of the Volta Union"}),
    ],
)  # fmt: skip
def test_actors_organisations(facts_of: Read, text: str, organisations: set[str]) -> None:
    assert names(facts_of(text), "organisation") == organisations


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Kenyan President Wanjiru Odhiambo spoke.", {"Wanjiru Odhiambo"}),
        ("Piet de Boer, Foreign Minister of the Netherlands, left.", {"Piet de Boer"}),
        ("“We agree,” said Losaline Vea.", {"Losaline Vea"}),
        (
            "Minister Kang Kyung-wha met Sheikh Fahad bin Nasser Al-Dhafir.",
            {"Kang Kyung-wha", "Fahad bin Nasser Al-Dhafir"},
        ),
        ("Vietnamese Ambassador to Russia and Chairman of the Hanoi Committee Ngo Van Dat came.", {"Ngo Van Dat"}),
        ("President To Lam and Defence Minister Dong Jun agreed.", {"To Lam", "Dong Jun"}),
        ("President Vladimir Orlov spoke.", {"Vladimir Orlov"}),
        ("Foreign Minister Israel Katzman spoke.", {"Israel Katzman"}),
        ("Ursula von der Heyden spoke.", {"Ursula von der Heyden"}),
        # a headline in capitals spells nobody where the text has a spelling
        ("MINISTER MEETS URSULA VON DER HEYDEN\n\nUrsula von der Heyden spoke.", {"Ursula von der Heyden"}),
        ("Prime Ministers Asha Roy of India and Liam Byrne of Ireland met.", {"Asha Roy", "Liam Byrne"}),
        # no persons
        ("On Monday the Silk Road Fund opened in Mombasa Port.", set()),
        ("The envoy stayed in Chiang Rai.", set()),
        ("In May June rains fell.", set()),
    ],
)
def test_actors_persons(facts_of: Read, text: str, persons: set[str]) -> None:
    assert names(facts_of(text), "person") == persons


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("President Wanjiru Odhiambo spoke. Odhiambo left.", "Wanjiru Odhiambo", ["Wanjiru Odhiambo", "Odhiambo"]),
        ("Minister Nguyen Van Phuc spoke. Phuc left.", "Nguyen Van Phuc", ["Nguyen Van Phuc", "Phuc"]),
        ("Secretary General Lim Jock Tan came. Lim spoke.", "Lim Jock Tan", ["Lim Jock Tan", "Lim"]),
        ("Secretary Lloyd Austin came. Austin met the press.", "Lloyd Austin", ["Lloyd Austin", "Austin"]),
    ],
)
def test_actors_short_names(facts_of: Read, text: str, name: str, mentions: list[str]) -> None:
    actor = next(a for a in facts_of(text).actors if a.name == name)
    assert [m.of(text) for m in actor.mentions] == mentions


def test_actors_two_of_one_surname_are_not_chosen_between(facts_of: Read) -> None:
    text = "President Kim Yong Ho met envoy Kim Hyok Chol. Kim spoke."
    assert all("Kim" not in [m.of(text) for m in a.mentions] for a in facts_of(text).actors)


def test_actors_keep_the_key_of_the_gazetteer(facts_of: Read) -> None:
    keys = {a.name: a.gazetteer_key for a in facts_of("Kenya joined the Volta Basin Commission and the UN.").actors}
    assert keys == {"Kenya": "country:KE", "Volta Basin Commission": None, "UN": "organisation:UN"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenyan Prime Minister Bo Sen. He left.", {"Bo Sen"}),
        ("Senior General Min Aung Hlaing spoke. Min Aung Hlaing then left.", {"Min Aung Hlaing"}),
        ("Kenyan Foreign Minister Don Pramudwinai spoke. Pramudwinai then left.", {"Don Pramudwinai"}),
        ("Wendell Price Jr. met Ann Otieno.", {"Wendell Price Jr.", "Ann Otieno"}),
        ("Kenyan President Dr. Ann Otieno spoke.", {"Ann Otieno"}),
        ("Kenyan PM Ann Otieno spoke. PM Otieno then left.", {"Ann Otieno"}),
        ("Defence Minister Sen. Lieut. Gen. Phan Van Lam of Vietnam came.", {"Phan Van Lam"}),
        ("HE Piet Bakker spoke. He met H.H. Sheikh Rashid bin Sultan Al Harbi.",
         {"Piet Bakker", "Rashid bin Sultan Al Harbi"}),
        ("Sultan bin Saad Al Harbi met Sultan Haitham of Oman.", {"Sultan bin Saad Al Harbi", "Haitham"}),
    ],
)  # fmt: skip
def test_actors_persons_bounds(facts_of: Read, text: str, names: set[str]) -> None:
    assert {a.name for a in facts_of(text).actors if a.kind == "person"} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PRIME MINISTER'S OFFICE, 8 JANUARY 2025", set()),
        ("General Rosa Diaz, Chief of Staff of the Kenyan army, spoke.", set()),
        (
            "The Institute for the Study of Human Well-Being opened.",
            {"Institute for the Study of Human Well-Being"},
        ),
    ],
)
def test_actors_bodies_bounds(facts_of: Read, text: str, names: set[str]) -> None:
    assert {a.name for a in facts_of(text).actors if a.kind == "organisation"} == names
