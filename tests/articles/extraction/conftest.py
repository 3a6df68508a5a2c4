"""A pipeline and a small gazetteer of real states, bodies and cities for short invented sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from articles.extraction import extract
from articles.extraction.facts import ArticleFacts
from articles.extraction.gazetteer import Gazetteer, GazetteerEntry, GazetteerName, KnownPerson, KnownPlace, KnownPost
from articles.extraction.pipeline import load_pipeline

COUNTRIES = """
RU|Russia|Russian Federation|Russian,Russians|Moscow,Kremlin
VN|Vietnam||Vietnamese|Hanoi
KE|Kenya||Kenyan,Kenyans|Nairobi
NL|Netherlands||Dutch|The Hague
BR|Brazil||Brazilian,Brazilians|Brasilia
PE|Peru||Peruvian,Peruvians|Lima
ID|Indonesia||Indonesian,Indonesians|Jakarta
IN|India||Indian,Indians|New Delhi
US|United States|United States of America|American,Americans|Washington,White House
GB|United Kingdom|Britain|British|London,Downing Street
KR|South Korea|Republic of Korea|South Korean,Korean|Seoul
KP|North Korea||North Korean,Korean|Pyongyang
CN|China||Chinese|Beijing
LA|Laos||Lao,Laotian|Vientiane
IE|Ireland||Irish|Dublin
TT|Trinidad and Tobago||Trinidadian|Port of Spain
GH|Ghana||Ghanaian,Ghanaians|Accra
IL|Israel||Israeli,Israelis|Jerusalem
""".strip().splitlines()
ACRONYMS = {"US": ("US", "U.S.", "USA"), "GB": ("UK",)}
ORGANISATIONS = """
ASEAN|Association of Southeast Asian Nations|ASEAN|
AU|African Union|AU|
EU|European Union|EU|
EC|European Commission||
UN|United Nations|UN|
WFP|World Food Programme|WFP|
UNHCR|UN High Commissioner for Refugees|UNHCR|
EAS|East Asia Summit|EAS|forum
ASEAN-SUMMIT|ASEAN Summit||forum
""".strip().splitlines()
PLACES = {"Moscow": "RU", "Hanoi": "VN", "Nairobi": "KE", "Lima": "PE", "Jakarta": "ID", "Accra": "GH", "Geneva": None,
          "Mombasa": "KE", "Brussels": None, "Vientiane": "LA", "Vladimir": "RU", "Austin": "US"}  # fmt: skip


#: main name, other spellings, titles, body, since, until
PERSONS = """
Yaw Mensa||Foreign Minister,Minister for Foreign Affairs|country:GH|2017-02|
Abena Darko|Abena Darkoh|President|country:GH|2009|2016-12
Lim Jock Tan||Secretary-General|organisation:ASEAN|2018|2022
Jan Smit|Jan P. Smit|Foreign Minister|country:NL|2010|
Johan Smit|Jan Smit|President|country:KE|2010|
""".strip().splitlines()


def _person(line: str) -> KnownPerson:
    name, others, titles, body, since, until = line.split("|")
    posts = (KnownPost(tuple(titles.split(",")), body, since, until),)
    return KnownPerson(name, (name, *filter(None, others.split(","))), posts)


def _country(line: str) -> GazetteerEntry:
    code, name, official, demonyms, seats = line.split("|")
    forms = [("name", official), ("demonym", demonyms), ("seat", seats), ("acronym", ",".join(ACRONYMS.get(code, ())))]
    names = tuple(GazetteerName(text, form) for form, texts in forms for text in texts.split(",") if text)
    return GazetteerEntry(f"country:{code}", "country", name, names)


def _organisation(line: str) -> GazetteerEntry:
    key, name, acronym, forum = line.split("|")
    names = (GazetteerName(acronym, "acronym"),) if acronym else ()
    return GazetteerEntry(f"organisation:{key}", "organisation", name, names, forum=bool(forum))


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    places = (KnownPlace(name, f"country:{code}" if code else None) for name, code in PLACES.items())
    return Gazetteer.of(
        [*map(_country, COUNTRIES), *map(_organisation, ORGANISATIONS)], places, (), map(_person, PERSONS)
    )


@pytest.fixture(scope="session")
def facts_of(nlp: Language, gazetteer: Gazetteer) -> Callable[..., ArticleFacts]:
    """The facts of a sentence published on Thursday 14 June 2018."""

    def read(text: str, dateline: str | None = None) -> ArticleFacts:
        return extract(text, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer, dateline=dateline)

    return read
