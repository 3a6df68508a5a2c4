"""Initiatives: named and described, with kind, status, time and parties. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction import extract
from articles.extraction.facts import ArticleFacts
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.pipeline import load_pipeline
from articles.extraction.readings import Arc, Mention, Reading

Read = Callable[..., ArticleFacts]


def parties_of(facts: ArticleFacts) -> set[str]:
    """The names of the parties to the only initiative."""
    called = {a.id: a.name for a in facts.actors}
    (initiative,) = facts.initiatives
    return {called[actor] for actor, _ in initiative.parties}


@pytest.mark.parametrize(
    ("text", "name", "kind", "status"),
    [
        ("Kenya and Peru signed a memorandum of understanding on fisheries on Monday.",
         "memorandum of understanding on fisheries", "agreement", "signed"),
        ("Kenya and Peru will sign a free trade agreement in July.", "free trade agreement", "agreement", "planned"),
        ("Kenya and Peru are negotiating a free trade agreement.", "free trade agreement", "agreement", "negotiating"),
        ("Kenya and Peru adopted the Lima Declaration on Oceans.", "Lima Declaration on Oceans", "agreement", "signed"),
        ("The Kenya-Peru Action Plan for the 2016-2020 period has seen progress.",
         "Kenya-Peru Action Plan for the 2016-2020 period", "plan", "ongoing"),
        ("Kenya and Peru praised their strategic partnership.", "strategic partnership", "partnership", "ongoing"),
        ("The Kenya-Peru Cooperation Fund pays for it.", "Kenya-Peru Cooperation Fund", "fund", "ongoing"),
        ("Kenya and Peru suspended the Treaty on Friendship and Cooperation.",
         "Treaty on Friendship and Cooperation", "agreement", "suspended"),
        ("Kenya and Peru proposed a joint working group on oceans.", "joint working group on oceans", "mechanism",
         "proposed"),
    ],
)  # fmt: skip
def test_initiatives(facts_of: Read, text: str, name: str, kind: str, status: str) -> None:
    found = {i.name: (i.kind, i.status) for i in facts_of(text).initiatives}
    assert found == {name: (kind, status)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Kenya and Peru signed the Lima Treaty on Oceans, which had been expected last June, on Monday.",
            "2018-06-11",
        ),
        ("The Lima Treaty on Oceans, announced for May, was signed by Kenya and Peru on Monday.", "2018-06-11"),
        ("Kenya and Peru signed the Lima Treaty on Oceans in May.", "2018-05"),
        ("Kenya and Peru are expected to sign the Lima Treaty on Oceans in July.", "2018-07"),
    ],
)
def test_initiatives_day_of_signing_is_not_when_it_was_expected(facts_of: Read, text: str, day: str) -> None:
    (initiative,) = facts_of(text).initiatives
    assert initiative.date == day


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("A treaty between Kenya and Peru was signed in May.", {"Kenya", "Peru"}),
        ("Kenya signed a treaty on oceans with Peru.", {"Kenya", "Peru"}),
        ("Norway welcomed the free trade agreement between Kenya and Peru.", {"Kenya", "Peru"}),
        ("In Oslo, Norway and Chile spoke of the fisheries agreement between Kenya and ASEAN.", {"Kenya", "ASEAN"}),
        ("The Kenya-ASEAN Action Plan was adopted.", {"Kenya", "ASEAN"}),
        ("Kenyan President Ann Otieno and Peruvian President Rosa Diaz signed a treaty on oceans.", {"Kenya", "Peru"}),
    ],
)
def test_initiatives_parties(facts_of: Read, text: str, parties: set[str]) -> None:
    assert parties_of(facts_of(text)) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # 'of A and B' as 'between A and B'
        ("Brazil suggested a free trade area of Kenya and Peru.", {"Kenya", "Peru"}),
        ("Brazil welcomed the joint declaration of Kenya and Peru on oceans.", {"Kenya", "Peru"}),
        ("The treaty of Kenya and Peru on oceans was praised by Brazil.", {"Kenya", "Peru"}),
        ("Kenya signed a memorandum of understanding with Peru.", {"Kenya", "Peru"}),
        # all who sign in one list
        ("Kenya, Peru and Brazil signed a treaty on oceans in May.", {"Kenya", "Peru", "Brazil"}),
        # who says something of it does not sign
        ("In Lima, Brazilian President Ana Sousa said that the treaty between Kenya and Peru should be signed.",
         {"Kenya", "Peru"}),
        # nor who tells the press, first or last, with or without a name
        ("Kenya and Peru have signed the fisheries agreement, Ghana's Foreign Minister Yaw Mensa told reporters.",
         {"Kenya", "Peru"}),
        ("Ghana's Foreign Minister Yaw Mensa said that Kenya and Peru had signed the fisheries agreement.",
         {"Kenya", "Peru"}),
        ("Ghanaian officials announced that Kenya and Peru had concluded a trade agreement.", {"Kenya", "Peru"}),
        ("Kenya and Peru will sign a treaty on oceans, the Indonesian foreign minister said.", {"Kenya", "Peru"}),
        ("A treaty on oceans between Kenya and Peru was signed, Foreign Minister Yaw Mensa of Ghana confirmed.",
         {"Kenya", "Peru"}),
        # but who signs as well, or is one of two
        ("Kenya, Peru and Ghana signed a treaty on oceans, Ghana's Foreign Minister Yaw Mensa said.",
         {"Kenya", "Peru", "Ghana"}),
        ("Ghana's Foreign Minister Yaw Mensa said that his country had signed a treaty on oceans with Peru.",
         {"Ghana", "Peru"}),
        ("Kenya said that it would sign a trade agreement with Peru.", {"Kenya", "Peru"}),
        # bodies are no countries
        ("Kenya received officials of ASEAN and of the European Union in May. The two bodies signed an agreement on"
         " trade.", {"ASEAN", "European Union"}),
        # who speaks for one of the two sides asks both of them
        ("Ann Otieno, who spoke for Kenya about relations with Peru, called on both sides to sign a treaty on oceans.",
         {"Kenya", "Peru"}),
    ],
)  # fmt: skip
def test_initiatives_parties_by_their_words(facts_of: Read, text: str, parties: set[str]) -> None:
    assert parties_of(facts_of(text)) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # who mediates, looks on, or lends a roof
        ("Kenya and Peru signed a treaty on oceans in the presence of Indonesian President Ali Wibowo.",
         {"Kenya", "Peru"}),
        ("A ceasefire between Kenya and Peru, mediated by Ghana, took effect on Monday.", {"Kenya", "Peru"}),
        ("The deal on fisheries, which Kenya and Peru concluded in May, was brokered by Brazil.", {"Kenya", "Peru"}),
        ("Kenya and Peru, brought together by Ghana's President Kofi Boateng, signed the Accra Declaration.",
         {"Kenya", "Peru"}),
        ("Under the auspices of the African Union, Kenya and Ghana agreed to a truce on Monday.", {"Kenya", "Ghana"}),
        # who welcomes what is told to be another's
        ("The United Nations welcomed the ceasefire agreement in Ghana.", {"Ghana"}),
        # not: one of the two does; who did it drew it up
        ("Ghana welcomed its agreement with Peru on fisheries.", {"Ghana", "Peru"}),
        ("A treaty drafted by Kenya and Peru was adopted on Monday.", {"Kenya", "Peru"}),
        ("Brazilian President Ana Sousa received Peruvian President Rosa Diaz. In the presence of the Brazilian trade"
         " minister they signed a treaty on oceans.", {"Brazil", "Peru"}),
    ],
)  # fmt: skip
def test_initiatives_parties_are_not_who_stands_by(facts_of: Read, text: str, parties: set[str]) -> None:
    assert parties_of(facts_of(text)) == parties


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # other names of one thing
        ("Kenya and Peru signed the Treaty of Amity and Cooperation, also known as the Lima Treaty.",
         ["Treaty of Amity and Cooperation"]),
        ("Kenya and Peru adopted a Comprehensive Plan of Action in May. The CPA runs for five years.",
         ["Comprehensive Plan of Action"]),
        ("Kenya and Peru launched a network of think tanks as a new mechanism of cooperation.",
         ["network of think tanks"]),
        # two like ones: the next and that which runs
        ("Kenya and Peru will adopt the fourth action plan in May. Their current action plan ends this year.",
         ["fourth action plan", "current action plan"]),
        ("Kenya and Peru are negotiating a new trade agreement. The existing trade agreement expires in May.",
         ["new trade agreement", "existing trade agreement"]),
        ("Kenya and Peru signed the first protocol in May and the second protocol in June.",
         ["first protocol", "second protocol"]),
        # an agreement, and what it is about
        ("Kenya and Peru signed an agreement on the Kenya-Peru Cooperation Fund.",
         ["agreement on the Kenya-Peru Cooperation Fund", "Kenya-Peru Cooperation Fund"]),
        # not: one thing in other words; lists; none at all, or not yet
        ("Kenya and Peru signed a new trade agreement. The trade agreement takes effect in May.",
         ["new trade agreement"]),
        ("Kenya and Peru signed a memorandum of understanding, an action plan and a letter of intent.",
         ["memorandum of understanding", "action plan", "letter of intent"]),
        ("Kenya and Peru did not reach agreement on fisheries.", []),
        ("Kenya and Peru have not signed an agreement on fisheries.", []),
        ("Kenya and Peru have not yet signed the agreement on fisheries.", ["agreement on fisheries"]),
    ],
)  # fmt: skip
def test_initiatives_one_thing_or_two(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a long name is one, with all its fields
        ("Kenya and Peru signed the Partnership and Cooperation Agreement.", ["Partnership and Cooperation Agreement"]),
        ("The Comprehensive and Progressive Fisheries Partnership of Kenya and Peru has seen progress.",
         ["Comprehensive and Progressive Fisheries Partnership of Kenya and Peru"]),
        ("Brazil launched the Harbours, Roads and Skills programme for Peru in May.",
         ["Harbours, Roads and Skills programme for Peru"]),
        ("Kenya is ready to sign a Stability and Association Agreement with the European Union.",
         ["Stability and Association Agreement with the European Union"]),
        ("Kenya will leave the Mutual Protection of Coastal Waters Agreement with Peru.",
         ["Mutual Protection of Coastal Waters Agreement"]),
        # an acronym and a description beside it mean the same
        ("Kenya and Peru praised the Lima Convention on Coastal Waters (LICOWA), a pact of 2011 on fisheries.",
         ["Lima Convention on Coastal Waters"]),
        # what is described has its name beside it, before or behind
        ("OCEAN Plus, the trade agreement that Kenya and Peru concluded in May, has been published.", ["OCEAN Plus"]),
        ("They spoke about SEALINK, the pact that Kenya and Peru concluded in May.", ["SEALINK"]),
        ("Their trade pact, known as Ecosa, was signed by Kenya and Peru in 2003.", ["Ecosa"]),
        ("Kenya wants to cut its debt under a programme called Harambee Plus.", ["Harambee Plus"]),
        ("Kenya and Peru are negotiating a trade deal. They spoke about SEALINK, the pact that both concluded in May.",
         ["trade deal", "SEALINK"]),
        # not: two names, two things in a list, somebody's name
        ("Kenya signed the Lima Declaration on Monday, and Peru signed the Cusco Agreement.",
         ["Lima Declaration", "Cusco Agreement"]),
        ("Kenya and Peru signed the Treaty of Amity, an agreement on fish and a memorandum on trade.",
         ["Treaty of Amity", "agreement on fish", "memorandum on trade"]),
        ("Brazil, the agreement's main backer, signed a treaty on oceans.", ["treaty on oceans"]),
    ],
)  # fmt: skip
def test_initiatives_have_their_full_name(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names


@pytest.mark.parametrize(
    "text",
    [
        "No agreement was reached.",
        "They stressed the importance of cooperation.",
        "Kenya wants peace.",
        "He has a plan.",
    ],
)
def test_initiatives_none(facts_of: Read, text: str) -> None:
    assert facts_of(text).initiatives == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # held in rounds, or meets: it stands
        ("Officials of Kenya and Peru held the third round of the consultations on fisheries.",
         ["consultations on fisheries"]),
        ("Kenya and Peru praised the consultations on migration, whose second session took place in Lima in May.",
         ["consultations on migration"]),
        ("Kenya will host the next meeting of the consular consultations with Peru.", ["consular consultations"]),
        ("Kenya and Peru have opened a new channel, the consultation on oceans, which met for the first time in May.",
         ["consultation on oceans"]),
        ("The 2+2 dialogue, in which officials of Kenya and Peru have met so far, was praised.", ["2+2 dialogue"]),
        ("The envoy for the Kenya-Peru Dialogue saw the ministers of both countries.", ["Kenya-Peru Dialogue"]),
        # two of them, of which the second is told as such
        ("Kenya and Peru held the first round of the consultations on security and the first round of the dialogue on"
         " trade.", ["consultations on security", "dialogue on trade"]),
        # no more than a meeting, talks, a body
        ("The officials of Kenya and Peru held consultations on fisheries in Lima.", []),
        ("A third round of talks on fisheries between Kenya and Peru took place in Lima.", []),
        ("The minister went to Lima for the consultations with Peru.", []),
        ("The consultation of doctors, which lasted long, brought nothing.", []),
    ],
)  # fmt: skip
def test_initiatives_what_is_held_in_rounds_stands(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names


def test_initiatives_of_an_adjective_end(facts_of: Read) -> None:
    """No verb stands above 'ready': the way up the tree ends at its root."""
    (initiative,) = facts_of("Kenya is ready to sign a trade agreement with Peru.").initiatives
    assert initiative.status == "planned"


def test_initiatives_told_twice_are_one(facts_of: Read) -> None:
    text = "Kenya and Peru signed a treaty on oceans on Monday. Under the treaty, both will patrol."
    (initiative,) = facts_of(text).initiatives
    assert len(initiative.evidence) == 2 and initiative.date == "2018-06-11"


class _GivenReading:
    """Puts what a test says in the place of what the network read: (words, label, status) and arcs between words."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str, str]] = []
        self.arcs: list[tuple[str, str, str]] = []

    def __call__(self, doc: Doc) -> Doc:
        events = [self._mention(doc, *event) for event in self.events]
        arcs = [Arc(self._token(doc, a), self._token(doc, b), role, 0.9) for a, b, role in self.arcs]
        doc._.reading = Reading(events=tuple(events), arcs=tuple(arcs))
        return doc

    def _token(self, doc: Doc, word: str) -> int:
        return next(t.i for t in doc if t.text == word)

    def _mention(self, doc: Doc, words: str, label: str, status: str) -> Mention:
        at = doc.text.index(words)
        span = doc.char_span(at, at + len(words))
        assert span is not None
        traits = {"kind": ("project", 0.97), "status": (status, 0.97)}
        return Mention(span.start, span.end, label, span.start, 0.97, traits)


@pytest.fixture(scope="module")
def given() -> _GivenReading:
    return _GivenReading()


@pytest.fixture(scope="module")
def reading_nlp(given: _GivenReading) -> Language:
    Language.component("given_reading", func=given)
    nlp = load_pipeline()
    nlp.add_pipe("given_reading")
    return nlp


@pytest.fixture
def read_initiatives(given: _GivenReading, reading_nlp: Language, gazetteer: Gazetteer) -> Callable[..., ArticleFacts]:
    def read(text: str, events: list[tuple[str, str, str]], arcs: list[tuple[str, str, str]]) -> ArticleFacts:
        given.events, given.arcs = events, arcs
        return extract(text, published=date(2018, 6, 14), nlp=reading_nlp, gazetteer=gazetteer)

    return read


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        # a noun that no lexicon has
        ("Kenya talked of a hospital in Lima.", ["hospital in Lima"], ["hospital in Lima"]),
        # ends that belong to no name, a piece cut off at a hyphen, an adjective left out
        ("Kenya needs the hospital in Lima.", ["the hospital in"], ["hospital"]),
        ("Kenya has a co-financed bridge.", ["co-", "financed bridge"], ["co-financed bridge"]),
        ("Kenya has a joint irrigation canal.", ["canal"], ["joint irrigation canal"]),
        # what the rules take is not taken twice, but to the end that the network reads
        ("Kenya signed a treaty with Peru on lake fishing.", ["treaty with Peru on lake fishing"],
         ["treaty with Peru on lake fishing"]),
        # a noun that may be one: only where the network reads one
        ("Kenya and Peru opened a bridge and a factory.", ["bridge"], ["bridge"]),
        # no noun: no undertaking
        ("Kenya met Peru jointly.", ["jointly"], []),
        ("Kenya met Peru on the sea.", ["on the"], []),
    ],
)  # fmt: skip
def test_initiatives_learnt_words(read_initiatives: Read, text: str, words: list[str], names: list[str]) -> None:
    facts = read_initiatives(text, [(w, "INITIATIVE", "ongoing") for w in words], [])
    assert [i.name for i in facts.initiatives] == names


def test_initiatives_learnt_fields(read_initiatives: Read) -> None:
    text = "Kenya and Peru look after the hospital that Brazil and Ghana gave in 2011."
    arcs = [("hospital", "Brazil", "party"), ("hospital", "Ghana", "party"), ("hospital", "2011", "date")]
    facts = read_initiatives(text, [("hospital", "INITIATIVE", "completed")], arcs)
    called = {a.id: a.name for a in facts.actors}
    (found,) = facts.initiatives
    assert [called[a] for a, _ in found.parties] == ["Brazil", "Ghana"]
    assert (found.kind, found.status, found.date) == ("project", "completed", "2011")


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Kenya and Peru should sign a free trade agreement in July.", ["planned"]),
        ("Kenya and Peru have not signed the Lima Declaration on Oceans.", ["negotiating"]),
        ("A free trade agreement between Kenya and Peru is being finalised.", ["negotiating"]),
        ("Kenya and Peru adopted a joint statement on oceans and a plan of action on the fight against drought.",
         ["signed", "signed"]),
        ("The Lima Treaty on Oceans between Kenya and Peru has been in force for years.", ["ongoing"]),
        ("Kenya and Peru discussed the possibility of a free trade agreement.", ["proposed"]),
        ("Kenya wants to revive the trade agreement with Peru.", ["suspended"]),
        ("A free trade agreement signed in 2010 binds Kenya and Peru.", ["signed"]),
    ],
)  # fmt: skip
def test_initiatives_status(facts_of: Read, text: str, statuses: list[str]) -> None:
    assert [i.status for i in facts_of(text).initiatives] == statuses


def test_initiatives_parties_of_earlier_sentences(facts_of: Read) -> None:
    facts = facts_of("Kenya met Peru in Lima. A free trade agreement was signed there.")
    called = {a.id: a.name for a in facts.actors}
    (initiative,) = facts.initiatives
    assert {called[actor] for actor, _ in initiative.parties} == {"Kenya", "Peru"}


def test_initiatives_learnt_parties_by_reference(read_initiatives: Read) -> None:
    text = "Kenya met Brazil and Ghana. It praised their hospital."
    arcs = [("hospital", "their", "party"), ("their", "Brazil", "same"), ("their", "Ghana", "same")]
    facts = read_initiatives(text, [("hospital", "INITIATIVE", "ongoing")], arcs)
    called = {a.id: a.name for a in facts.actors}
    assert {called[a] for i in facts.initiatives for a, _ in i.parties} == {"Brazil", "Ghana"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenya and Peru will hold refresher courses for pilots.", ["refresher courses for pilots"]),
        ("Kenya and Peru signed a treaty on oceans today.", ["treaty on oceans"]),
        ("Kenya and Peru praised the Lima Action Plan this year.", ["Lima Action Plan"]),
        ("Kenya and Peru praised the Action Plan for 2016-2020.", ["Action Plan for 2016-2020"]),
        ("Kenya and Peru signed a memorandum of understanding on fisheries between Mombasa and Lima.",
         ["memorandum of understanding on fisheries between Mombasa and Lima"]),
        ("Kenya urged Peru to carry out the Five-Point Consensus.", ["Five-Point Consensus"]),
        # the name of a body is no undertaking
        ("Kenya met Peru at the Lima Convention Centre.", []),
    ],
)  # fmt: skip
def test_initiatives_names(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names


def test_initiatives_learnt_references(read_initiatives: Read) -> None:
    text = "Kenya and Peru signed a treaty on oceans. Brazil left. The paper binds both."
    events = [("treaty on oceans", "INITIATIVE", "signed"), ("paper", "INITIATIVE_TRIGGER", "signed")]
    (led_back,) = read_initiatives(text, events, [("paper", "treaty", "same")]).initiatives
    assert [s.of(text) for s in led_back.evidence] == [
        "Kenya and Peru signed a treaty on oceans.",
        "The paper binds both.",
    ]
    (alone,) = read_initiatives(text, events, []).initiatives
    assert len(alone.evidence) == 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Kenya and Peru signed a treaty on oceans in May 2018.", "2018-05"),
        ("Kenya and Peru have prolonged their programme of cooperation until 2025.", None),
        ("Kenya and Peru agreed on a work programme for the years after 2020.", None),
        ("Kenya and Peru adopted the Action Plan for 2016-2020.", "2016/2020"),
        ("Carrying out the decisions of last year's summit, Kenya and Peru launched the Lima Fund for Oceans.", None),
    ],
)
def test_initiatives_bounds_are_no_dates(facts_of: Read, text: str, date: str | None) -> None:
    assert {i.date for i in facts_of(text).initiatives} == {date}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Kenya and Peru marked the 20th anniversary of their Treaty on Oceans in Lima on Monday.", ["1998"]),
        ("On Monday Kenya and Peru celebrated the tenth anniversary of the signing of the Treaty on Oceans.", ["2008"]),
        ("A show on Monday marked the twenty-fifth anniversary of the Kenya-Peru Treaty on Oceans.", ["1993"]),
        ("On Monday, to mark five years since Kenya and Peru signed the Treaty on Oceans, they met.", ["2013"]),
        ("On Monday Kenya and Peru marked the 10th anniversary of the Treaty on Oceans and the 5th anniversary of the "
         "Charter on Forests.", ["2008", "2013"]),
        # left alone: no number, not its own anniversary, not signed then
        ("On Monday Kenya and Peru marked the anniversary of the Treaty on Oceans.", [None]),
        ("Kenya and Peru will sign the Treaty on Oceans on the 10th anniversary of their independence in July.",
         ["2018-07"]),
        ("Kenya and Peru signed the Treaty on Oceans on Monday, the fifth anniversary of their first meeting.",
         ["2018-06-11"]),
    ],
)  # fmt: skip
def test_initiatives_are_as_old_as_their_anniversary(facts_of: Read, text: str, dates: list[str | None]) -> None:
    assert [i.date for i in facts_of(text).initiatives] == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Kenya and Peru have signed the Treaty on Oceans, a spokesman told the press on Tuesday.", [None]),
        ("Kenya and Peru signed the Treaty on Oceans on Monday, a spokesman said on Tuesday.", ["2018-06-11"]),
        ("Kenya and Peru signed the Treaty on Oceans and a plan of action for 2019-2023.", [None, "2019/2023"]),
    ],
)
def test_initiatives_leave_the_times_of_others_alone(facts_of: Read, text: str, dates: list[str | None]) -> None:
    assert [i.date for i in facts_of(text).initiatives] == dates


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A ceasefire between Kenya and Uganda takes effect on 20 June.", "planned"),
        ("A truce between Kenya and Uganda begins on Saturday.", "planned"),
        ("The ceasefire agreement between Kenya and Uganda starts next Monday.", "planned"),
        ("The Lima Agreement of 6 April between Kenya and Peru provides for it.", "signed"),
        ("Kenya and Peru put their names to the Lima Accord in 2016.", "signed"),
        ("The free trade agreement between Kenya and Peru, concluded in principle last year, is open.", "negotiating"),
        ("The fisheries agreement between Kenya and Peru, dormant since 2004, was not mentioned.", "suspended"),
        # what began before stands, an old agreement does, and what is signed for a later period is signed
        ("The ceasefire agreement between Kenya and Uganda took effect on 4 June.", "ongoing"),
        ("The Lima Treaty of 1928 between Kenya and Peru settles it.", "ongoing"),
        ("Kenya and Peru signed an action plan for 2019-2023.", "signed"),
    ],
)
def test_how_far_by_its_time_or_by_words_in_passing(facts_of: Read, text: str, status: str) -> None:
    assert [i.status for i in facts_of(text).initiatives] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # the auxiliaries of its own verb put it ahead, not words that stand near
        ("A treaty to this effect was signed by Kenya and Peru in May.", "signed"),
        ("Kenya and Peru will meet in May and sign the Lima Treaty on Oceans.", "planned"),
        ("Kenya and Peru would, however, have launched the Lima Fund for Oceans.", "planned"),
        ("The Lima Treaty on Oceans is to be signed by Kenya and Peru in July.", "planned"),
        ("The signing of a trade agreement between Kenya and Peru is to take place in July.", "planned"),
        # what is to be carried out stands; what will be finished runs
        ("Kenya asked Peru to carry out the Lima Action Plan.", "ongoing"),
        ("Kenya called for full implementation of the Lima Treaty on Oceans.", "ongoing"),
        ("The Lima Corridor Project of Kenya and Peru will be completed in 2020.", "ongoing"),
        # a condition is not fulfilled
        ("The port opens once a trade agreement between Kenya and Peru is signed.", "negotiating"),
        # they met for it, and did it
        ("The presidents of Kenya and Peru met in Lima on Monday to sign a treaty on oceans.", "signed"),
        ("Kenya and Peru agreed on Monday to sign a treaty on oceans.", "planned"),
        # clauses about it
        ("The Lima Treaty on Oceans, which Kenya signed with Peru in May, is to be reviewed.", "signed"),
        ("They spoke of the Lima Accord, which Kenya and Peru put their names to in 2016.", "signed"),
        ("The Lima Treaty on Oceans, under which a port will be signed over, binds Kenya and Peru.", "ongoing"),
        # talks on it, begun or to begin
        ("Kenya and Peru launched negotiations on a free trade agreement on Monday.", "negotiating"),
        ("Kenya and Peru will begin negotiations on a free trade agreement in July.", "planned"),
        ("Negotiations on a free trade agreement between Kenya and Peru will resume in July.", "negotiating"),
        # under it, having it
        ("Kenya and Peru exchanged prisoners under their security agreement.", "ongoing"),
        ("Kenya has had a free trade agreement with Peru since 2003.", "ongoing"),
        # wanted back, off the table
        ("Kenya spoke in favour of the restoration of the trade agreement with Peru.", "suspended"),
        ("Kenya ruled out the peace treaty with Peru.", "suspended"),
        # a body that comes to be, and one of which only a sitting lies ahead
        ("Kenya and Peru agreed to revive the joint border committee.", "planned"),
        ("Kenya and Peru agreed to launch a joint commission on oceans.", "planned"),
        ("Kenya and Peru will hold the second session of the joint commission on oceans.", "ongoing"),
    ],
)  # fmt: skip
def test_how_far_by_grammar(facts_of: Read, text: str, status: str) -> None:
    assert [i.status for i in facts_of(text).initiatives] == [status]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # since when it stands, told with it or afterwards
        ("Kenya and Peru praised the Lima Fund for Oceans, founded in 2009.", ["2009"]),
        ("Kenya and Peru praised the Lima Fund for Oceans. The Fund was founded in Quito in June 2009.", ["2009-06"]),
        ("Kenya and Peru spoke of the Lima Treaty on Oceans. The treaty was signed in May 2011.", ["2011-05"]),
        ("The Lima Action Plan of Kenya and Peru dates from 2009.", ["2009"]),
        ("Under the Lima Programme on Oceans, launched in 2004, Kenya trains officers.", ["2004"]),
        # what is planned was not signed before
        ("Kenya and Peru intend to sign a treaty on oceans, over which they have quarrelled since 2006.", [None]),
        ("The Lima Treaty on Oceans was to have been signed by Kenya and Peru on June 4.", [None]),
        # the time of something else, unless it was signed there
        ("Kenya and Peru adopted the Lima Declaration on Oceans and spoke of the elections of 24 July.", [None]),
        ("Kenya and Peru adopted the Lima Declaration on Oceans and regretted the failure of the 2012 summit.", [None]),
        ("Kenya and Peru praised the Lima Declaration on Oceans, adopted at the 2012 summit.", ["2012"]),
        # nor is an undertaking that of which a noun dates back
        ("Kenya said that the quarrel with Peru goes back to the Lima Treaty on Oceans, signed in 2012.", ["2012"]),
    ],
)  # fmt: skip
def test_initiatives_since_when(facts_of: Read, text: str, dates: list[str | None]) -> None:
    assert [i.date for i in facts_of(text).initiatives] == dates


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya and Peru praised the Lima Treaty on Oceans, under which a port is to be built.", "ongoing"),
        (
            "The Lima Treaty on Oceans between Kenya and Peru, by which prisoners will be handed over, is old.",
            "ongoing",
        ),
        ("Kenya and Peru praised the Lima Fund for Oceans, which they want to launch in July.", "planned"),
        ("The Lima Accord between Kenya and Peru, which was signed in May, is long.", "signed"),
        ("The Lima Fund for Oceans of Kenya and Peru will be set up in July.", "planned"),
    ],
)
def test_how_far_by_the_clauses_about_it(facts_of: Read, text: str, status: str) -> None:
    assert [i.status for i in facts_of(text).initiatives][:1] == [status]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # who thought of it, and the initiative itself
        ("Kenya and Peru opened the Lima Fund for Oceans at Peru's initiative.", ["Lima Fund for Oceans"]),
        ("On the initiative of Kenya, the Lima Fund for Oceans was set up.", ["Lima Fund for Oceans"]),
        ("Kenya and Peru launched an initiative on oceans.", ["initiative on oceans"]),
        # a bare word told by its signing
        ("The cooperation of Kenya and Peru rests upon the agreement signed in 2011.", ["agreement"]),
        # another agreement, and the same in fewer words
        ("Kenya and Peru signed a joint declaration in May. In June they signed the trade protocol with Chile.",
         ["joint declaration", "trade protocol with Chile"]),
        ("Kenya and Peru signed a memorandum of understanding on oceans. The agreement binds both.",
         ["memorandum of understanding on oceans"]),
    ],
)  # fmt: skip
def test_initiatives_or_their_like(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Brazil spoke of the Lima Treaty on Oceans, which Kenya and Peru signed in May.", {"Kenya", "Peru"}),
        ("Brazil's minister recalled the Lima Accord that Kenya and Peru concluded in 2012.", {"Kenya", "Peru"}),
        ("Kenya and Peru praised the Lima Treaty on Oceans, which was signed in May.", {"Kenya", "Peru"}),
    ],
)
def test_initiatives_parties_of_its_clause(facts_of: Read, text: str, parties: set[str]) -> None:
    assert parties_of(facts_of(text)) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # a fund, a programme or a campaign of one, though the text is about two
        ("Kenya and Peru met in Lima. Brazil has launched a training programme for pilots.", {"Brazil"}),
        ("Kenya and Peru met in Lima. The Lima Literacy Campaign of Peru was praised.", {"Peru"}),
        ("Peru met Kenya in Lima. Brazil opened a fund for oceans.", {"Brazil"}),
        # an agreement takes two, and so may a project told with both
        ("Kenya and Peru met in Lima. They praised their strategic partnership.", {"Kenya", "Peru"}),
        ("Kenya and Peru launched a joint project on oceans.", {"Kenya", "Peru"}),
    ],
)
def test_initiatives_of_one(facts_of: Read, text: str, parties: set[str]) -> None:
    assert parties_of(facts_of(text)) == parties


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("Kenya and Peru signed a memorandum of understanding (MoU) on fish exports on Monday.",
         "memorandum of understanding (MoU) on fish exports", "2018-06-11"),
        ("The African Union approved a $3 billion loan for Peru in July 2017.", "$3 billion loan for Peru", "2017-07"),
        ("Kenya and Peru signed the Lima Plan of Action 2016-2020.", "Lima Plan of Action 2016-2020", "2016/2020"),
        # a short name in brackets is no other undertaking, and no name ends in an open bracket
        ("Kenya and Peru signed the Kenya-Peru Free Trade Agreement (KPFTA) on Monday.",
         "Kenya-Peru Free Trade Agreement", "2018-06-11"),
        ("Kenya and Peru signed the Pacific Action Plan (PAP) with ministers of Ghana on Monday.",
         "Pacific Action Plan", "2018-06-11"),
        ("Kenya signed an agreement with the African Union (AU) on Monday.",
         "agreement with the African Union", "2018-06-11"),
    ],
)  # fmt: skip
def test_initiatives_names_go_past_a_bracket_and_end_before_a_time(
    facts_of: Read, text: str, name: str, day: str
) -> None:
    assert [(i.name, i.date) for i in facts_of(text).initiatives] == [(name, day)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday World Food Programme (WFP) chief Ann Otieno met Kenya's President.", []),
        ("The World Food Programme has signed nothing with Kenya.", []),
        ("Kenya thanked the World Food Programme for its support on Monday.", []),
        (
            "Kenya signed an agreement with the World Food Programme on Monday.",
            ["agreement with the World Food Programme"],
        ),
        ("Kenya launched the Green Schools Programme with the World Food Programme.", ["Green Schools Programme"]),
        ("Kenya and Peru launched the Green Schools Programme on Monday.", ["Green Schools Programme"]),
    ],
)
def test_initiatives_are_not_bodies_called_a_programme(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names
