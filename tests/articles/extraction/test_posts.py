"""Posts: titles without bodies, and the bodies as actors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts
from articles.extraction.post_bodies import same_office

Read = Callable[..., ArticleFacts]
Posts = list[tuple[str, str | None]]


def posts_of(facts: ArticleFacts, name: str) -> Posts:
    called = {a.id: a.name for a in facts.actors}
    person = next(a for a in facts.actors if a.name == name)
    return [(p.title, called[p.body] if p.body else None) for p in person.posts]


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Kenyan President Ann Otieno spoke.", "Ann Otieno", [("President", "Kenya")]),
        ("Kenya's President Ann Otieno spoke.", "Ann Otieno", [("President", "Kenya")]),
        ("Ann Otieno, Foreign Minister of Kenya, spoke.", "Ann Otieno", [("Foreign Minister", "Kenya")]),
        ("The Foreign Minister of Kenya, Ann Otieno, spoke.", "Ann Otieno", [("Foreign Minister", "Kenya")]),
        ("ASEAN Secretary-General Lim Jock Tan came.", "Lim Jock Tan", [("Secretary-General", "ASEAN")]),
        ("Dutch Ambassador to Peru Piet Bakker came.", "Piet Bakker", [("Ambassador to Peru", "Netherlands")]),
        ("Piet Bakker, Ambassador of the Netherlands to the UN, came.", "Piet Bakker",
         [("Ambassador to the UN", "Netherlands")]),
        ("Lao Deputy Prime Minister and Foreign Minister Sok Prak came.", "Sok Prak",
         [("Deputy Prime Minister", "Laos"), ("Foreign Minister", "Laos")]),
        ("Sok Prak, Deputy Prime Minister and Minister for Trade and Industry of Laos, came.", "Sok Prak",
         [("Deputy Prime Minister", "Laos"), ("Minister for Trade and Industry", "Laos")]),
        ("Vietnamese Ambassador to Russia and Chairman of the Volta Committee Ngo Van Dat came.", "Ngo Van Dat",
         [("Ambassador to Russia", "Vietnam"), ("Chairman", "Volta Committee")]),
        ("Prime Ministers Asha Roy of India and Liam Byrne of Ireland met.", "Liam Byrne",
         [("Prime Minister", "Ireland")]),
        ("Indian Foreign Minister Asha Roy met her Kenyan counterpart Ann Otieno.", "Ann Otieno",
         [("Foreign Minister", "Kenya")]),
        ("Foreign Ministry spokeswoman Rosa Diaz spoke.", "Rosa Diaz", [("spokeswoman", "Foreign Ministry")]),
        ("Taoiseach Liam Byrne spoke for Ireland.", "Liam Byrne", [("Taoiseach", "Ireland")]),
        ("Fisheries and Maritime Affairs Minister Asha Roy spoke for India.", "Asha Roy",
         [("Fisheries and Maritime Affairs Minister", "India")]),
        ("Asha Roy, who is the AU Special Envoy for Peru, spoke.", "Asha Roy", [("Special Envoy for Peru", "AU")]),
        ("General Asha Roy spoke.", "Asha Roy", []),
    ],
)  # fmt: skip
def test_posts(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Kenyan PM Ann Otieno spoke.", "Ann Otieno", [("Prime Minister", "Kenya")]),
        ("The FM of Kenya, Ann Otieno, spoke.", "Ann Otieno", [("Foreign Minister", "Kenya")]),
        ("PMs Asha Roy of India and Liam Byrne of Ireland met.", "Liam Byrne", [("Prime Minister", "Ireland")]),
        ("Indian FM Asha Roy met her Kenyan counterpart Ann Otieno.", "Ann Otieno", [("Foreign Minister", "Kenya")]),
        ("Asha Roy, India's EAM, spoke.", "Asha Roy", [("External Affairs Minister", "India")]),
        ("Chief Cabinet Secretary of India Asha Roy spoke.", "Asha Roy", [("Chief Cabinet Secretary", "India")]),
        ("Asha Roy, Minister of Foreign Affairs and International Co-operation of India, spoke.", "Asha Roy",
         [("Minister of Foreign Affairs and International Co-operation", "India")]),
        ("They began at 8:30 PM. Kenyan President Ann Otieno spoke.", "Ann Otieno", [("President", "Kenya")]),
    ],
)  # fmt: skip
def test_posts_told_by_their_capitals(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Foreign Minister Asha Roy met Piet Bakker in Mombasa, Kenya.", "Asha Roy", None),
        ("Foreign Minister Yaw Mensa met Kenyan President Ann Otieno in Lima, Peru.", "Yaw Mensa", None),
        ("Foreign Minister Yaw Mensa came. Peru greeted him, and Peru thanked him.", "Yaw Mensa", None),
        ("Ghana sent Foreign Minister Yaw Mensa to Lima, Peru.", "Yaw Mensa", "Ghana"),
    ],
)
def test_posts_are_of_no_country_that_only_tells_where(
    facts_of: Read, text: str, person: str, body: str | None
) -> None:
    assert [b for _, b in posts_of(facts_of(text), person)] == [body]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Former Kenyan President Ann Otieno spoke.", True),
        ("Ann Otieno, a former President of Kenya, spoke.", True),
        ("Ann Otieno was President of Kenya until 2010.", True),
        ("Newly elected Kenyan President Ann Otieno spoke.", False),
        ("Acting Kenyan President Ann Otieno spoke.", False),
    ],
)
def test_posts_former(facts_of: Read, text: str, former: bool) -> None:
    (person,) = (a for a in facts_of(text).actors if a.kind == "person")
    assert [p.former for p in person.posts] == [former]
    assert "ormer" not in person.posts[0].title


def test_posts_bare_title_has_the_body_of_the_dateline(facts_of: Read) -> None:
    text = "President Ann Otieno spoke. Kenya will vote. Peru will not."
    assert posts_of(facts_of(text, dateline="Nairobi"), "Ann Otieno") == [("President", "Kenya")]
    sources = [p.source for a in facts_of(text, dateline="Nairobi").actors for p in a.posts]
    assert [s.rule for s in sources] == ["post-of-dateline"]


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("President Ann Otieno spoke. Kenya will vote. Kenya will win. Peru will not.", None),
        ("President Ann Otieno spoke. Kenya will vote.", "Lima"),
        # two with the same title, none of them told: a tie
        ("President Ann Otieno met President Rosa Diaz. Kenya will vote.", "Nairobi"),
        # another is told to be the president there
        ("Kenyan President Rosa Diaz spoke. President Ann Otieno did not.", "Nairobi"),
        # heads of bodies may come from anywhere
        ("Executive Director Ann Otieno spoke. Kenya will vote.", "Nairobi"),
        ("Ambassador Ann Otieno spoke. Kenya will vote.", "Nairobi"),
        ("Ann Otieno, Minister of the Valdez Coast, spoke. Kenya will vote.", "Nairobi"),
    ],
)  # fmt: skip
def test_posts_no_body_by_guess(facts_of: Read, text: str, dateline: str | None) -> None:
    (post,) = next(a for a in facts_of(text, dateline=dateline).actors if a.name == "Ann Otieno").posts
    assert post.body is None


@pytest.mark.parametrize(
    ("text", "person", "rule", "post"),
    [
        ("Foreign Minister Ann Otieno spoke. Kenya's Ann Otieno left.", "Ann Otieno", "post-beside-name",
         ("Foreign Minister", "Kenya")),
        ("Foreign Minister Ann Otieno spoke. The Kenyan Foreign Minister then left.", "Ann Otieno",
         "post-by-elimination", ("Foreign Minister", "Kenya")),
        ("Kenyan Foreign Minister Ann Otieno and Trade Minister Rosa Diaz spoke.", "Rosa Diaz", None,
         ("Trade Minister", "Kenya")),
        ("Kenya's team is led by Rosa Diaz, the chief negotiator for Nairobi.", "Rosa Diaz", None,
         ("chief negotiator", "Kenya")),
        ("The Coral Reef Commission met. The commission's director Rosa Diaz spoke.", "Rosa Diaz", "post-short-body",
         ("director", "Coral Reef Commission")),
    ],
)  # fmt: skip
def test_posts_body_told_elsewhere(
    facts_of: Read, text: str, person: str, rule: str | None, post: tuple[str, str]
) -> None:
    facts = facts_of(text)
    assert posts_of(facts, person) == [post]
    (read,) = next(a for a in facts.actors if a.name == person).posts
    assert rule in (None, read.source.rule)


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Kenyan Deputy Secretary General (Trade) Ann Otieno spoke.", "Ann Otieno",
         [("Deputy Secretary General (Trade)", "Kenya")]),
        ("Ann Otieno, Secretary (East and West) of India, spoke.", "Ann Otieno",
         [("Secretary (East and West)", "India")]),
        ("AU Assistant Secretary-General Ann Otieno spoke.", "Ann Otieno", [("Assistant Secretary-General", "AU")]),
        ("Ann Otieno, the EU's coordinator for the Danube region, spoke.", "Ann Otieno",
         [("coordinator for the Danube region", "EU")]),
        ("Ann Otieno, Kenya's minister responsible for trade, spoke.", "Ann Otieno",
         [("minister responsible for trade", "Kenya")]),
        ("Ann Otieno, Kenya's deputy minister for economic affairs, spoke.", "Ann Otieno",
         [("deputy minister for economic affairs", "Kenya")]),
        ("The chairman of the AU board, Ann Otieno, spoke.", "Ann Otieno", [("chairman of the AU board", "AU")]),
        ("Ann Otieno, chairman of the board of the AU, spoke.", "Ann Otieno", [("chairman of the board", "AU")]),
        ("The Amir of Kenya, Ann Otieno, spoke.", "Ann Otieno", [("Amir", "Kenya")]),
        ("Kenyan Heir Apparent Ann Otieno spoke.", "Ann Otieno", [("Heir Apparent", "Kenya")]),
        # no brackets of a title, no name of a title, no title of a preposition
        ("Kenyan Foreign Minister Ann Otieno (Labour Party) spoke.", "Ann Otieno", [("Foreign Minister", "Kenya")]),
        ("Kenyan President (65) Ann Otieno spoke.", "Ann Otieno", [("President", "Kenya")]),
        ("The Kenyan side, under Minister of State Ann Otieno, spoke.", "Ann Otieno", [("Minister of State", "Kenya")]),
        ("Ann Otieno, lead negotiator of the government, spoke.", "Ann Otieno", [("lead negotiator", None)]),
    ],
)  # fmt: skip
def test_posts_words_that_belong_to_the_title(facts_of: Read, text: str, person: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), person) == posts


@pytest.mark.parametrize(
    ("text", "dateline", "rule", "body"),
    [
        # with someone whose country is told
        ("Kenyan President Rosa Diaz came, accompanied by Foreign Minister Ann Otieno.", None, "post-of-companion",
         "Kenya"),
        ("Kenyan President Rosa Diaz arrived in Lima, flanked by Ambassador Ann Otieno.", None, "post-of-companion",
         "Kenya"),
        # the body of another person in the sentence
        ("Kenyan President Rosa Diaz was represented by Foreign Minister Ann Otieno. Brazil saw it.", "Brasilia",
         None, "Kenya"),
        ("With Kenyan Foreign Minister Rosa Diaz he planned the trip of Prime Minister Ann Otieno.", None,
         "post-near-country", "Kenya"),
        # the country itself
        ("Kenya will vote, Foreign Minister Ann Otieno said. Brazil saw it.", None, None, "Kenya"),
        ("Kenya's government paid. Foreign Minister Ann Otieno said so.", None, "post-near-country", "Kenya"),
        ("Foreign Minister Ann Otieno took part on behalf of Kenya. Brazil saw it.", None, None, "Kenya"),
        # the one met is at home
        ("In Nairobi on Thursday, Rosa Diaz met Migration Minister Ann Otieno. Kenya and Peru trade.", "Lima",
         "post-of-host", "Kenya"),
        ("Ann Otieno, information minister in Nairobi, spoke. Kenya and Peru trade.", None, "post-capital", "Kenya"),
        # the main country of the article
        ("Foreign Minister Ann Otieno spoke. Kenya grows. Kenya trades with Peru. Kenya sings.", None,
         "post-of-main-country", "Kenya"),
    ],
)  # fmt: skip
def test_posts_country_near_the_name(
    facts_of: Read, text: str, dateline: str | None, rule: str | None, body: str
) -> None:
    facts = facts_of(text, dateline=dateline)
    (post,) = posts_of(facts, "Ann Otieno")
    assert post[1] == body
    (read,) = next(a for a in facts.actors if a.name == "Ann Otieno").posts
    assert rule in (None, read.source.rule)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        # the other side of a meeting
        ("Kenyan President Rosa Diaz met Prime Minister Ann Otieno.", None),
        # the same post is another's there
        ("Kenyan Foreign Minister Rosa Diaz and India saw Foreign Minister Ann Otieno's plan.", None),
        # a place, and a list of equals
        ("In the Kenyan capital Foreign Minister Ann Otieno spoke. Kenya and Peru heard it.", None),
        ("Peru and Kenya sent Foreign Minister Ann Otieno.", None),
        # where someone goes
        ("Foreign Minister Ann Otieno flew to Kenya, then to Peru.", None),
        # an article on others that is only written here
        (
            "President Ann Otieno spoke. Russia and ASEAN met. Russia and ASEAN agreed. Russia and ASEAN met. "
            "Kenya saw.",
            "Nairobi",
        ),
        # heads of other bodies
        ("Kenya trades. Executive Director Ann Otieno spoke.", None),
        ("Kenya trades. Director General Ann Otieno spoke.", "Nairobi"),
    ],
)
def test_posts_country_near_the_name_is_not_his(facts_of: Read, text: str, dateline: str | None) -> None:
    (post,) = posts_of(facts_of(text, dateline=dateline), "Ann Otieno")
    assert post[1] != "Kenya"


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        # told of a short name
        ("Kenyan Foreign Minister Ann Otieno came. Otieno, who is Deputy Prime Minister as well, spoke.", "Ann Otieno",
         [("Foreign Minister", "Kenya"), ("Deputy Prime Minister", "Kenya")]),
        ("Kenyan President Ann Otieno came. Otieno is now peace envoy of Indian President Asha Roy.", "Ann Otieno",
         [("President", "Kenya"), ("peace envoy", "India")]),
        ("Ann Otieno came from Kenya. Otieno said that as AU Special Envoy she would go on.", "Ann Otieno",
         [("Special Envoy", "AU")]),
        ("Kenyan President Ann Otieno chaired the talks in her capacity as AU Chair.", "Ann Otieno",
         [("President", "Kenya"), ("Chair", "AU")]),
        ("Kenyan Deputy Prime Minister Ann Otieno, who chairs the European Commission, wrote.", "Ann Otieno",
         [("Deputy Prime Minister", "Kenya"), ("chair", "European Commission")]),
        # of one body only
        ("Ann Otieno, Commissioner for Energy, went to Peru for the EU.", "Ann Otieno",
         [("Commissioner for Energy", "EU")]),
        ("High Representative Ann Otieno went to Peru. The EU trades.", "Ann Otieno", [("High Representative", "EU")]),
        # courtesy, the government, the only ministry
        ("The Minister of Labour of the sisterly Republic of Kenya met Rosa Diaz.", "Rosa Diaz", []),
        ("Minister of Labour of the brotherly Russian Federation Ann Otieno came.", "Ann Otieno",
         [("Minister of Labour", "Russia")]),
        ("The Kenyan government and the rebels met. The government's lead negotiator, Ann Otieno, left.", "Ann Otieno",
         [("lead negotiator", "Kenya")]),
        ("Kenya's Ministry of Labour denied it. Peru saw it. \"No,\" said deputy spokesperson Ann Otieno.",
         "Ann Otieno", [("deputy spokesperson", "Ministry of Labour")]),
        # counterparts
        ("Kenyan Foreign Minister Rosa Diaz got a call from Ann Otieno, her counterpart in Peru.", "Ann Otieno",
         [("Foreign Minister", "Peru")]),
        # no holders: another's title, another country's chair
        ("The envoy of Kenyan President Ann Otieno spoke.", "Ann Otieno", [("President", "Kenya")]),
        ("Kenyan President Ann Otieno would back Laos as ASEAN Chair.", "Ann Otieno", [("President", "Kenya")]),
        ("The high representative of the Kenyan President, Ann Otieno, spoke. The EU listened.", "Rosa Diaz", None),
    ],
)  # fmt: skip
def test_posts_told_elsewhere(facts_of: Read, text: str, person: str, posts: Posts | None) -> None:
    facts = facts_of(text)
    if posts is None:
        assert "EU" not in [body for a in facts.actors for _, body in posts_of(facts, a.name)]
    else:
        assert posts_of(facts, person) == posts


LIST = "Ann Otieno of Kenya, Asha Roy of India and Liam Byrne of Ireland"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (f"The foreign ministers met on Thursday. {LIST} took part.", [("foreign minister", "Kenya")]),
        (f"Presidents of the region met in Lima. {LIST} attended.", [("President", "Kenya")]),
        (f"AU defence ministers met. They spoke of peace. {LIST} came in person.", [("defence minister", "Kenya")]),
        (f"Trade ministers from ten states agreed on Monday. Among them were {LIST}.", [("Trade minister", "Kenya")]),
        # the first of several titles
        (f"The prime ministers met, and their foreign ministers too. {LIST} attended.", [("prime minister", "Kenya")]),
        # a title of his own
        (
            f"The foreign ministers met. Kenyan Trade Minister Ann Otieno spoke. {LIST} attended.",
            [("Trade Minister", "Kenya")],
        ),
        # two with 'and' between
        (
            "The foreign ministers met. Ann Otieno of Kenya and Asha Roy of India sang.",
            [("foreign minister", "Kenya")],
        ),
        # no title, a title of one, not enough for a list, no states' title
        (f"Experts met on Thursday. {LIST} took part.", []),
        (f"The Peruvian foreign minister opened the talks. {LIST} took part.", []),
        ("The foreign ministers met. Ann Otieno of Kenya sang.", []),
        (f"The ambassadors met on Thursday. {LIST} took part.", []),
    ],
)
def test_posts_of_groups(facts_of: Read, text: str, posts: Posts) -> None:
    assert posts_of(facts_of(text), "Ann Otieno") == posts


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        # bodies behind the title, in the order of the names
        ("The foreign ministers of Kenya and India, Ann Otieno and Asha Roy, met on Monday.",
         {"Ann Otieno": "foreign minister / Kenya", "Asha Roy": "foreign minister / India"}),
        ("He saw the Ambassadors of Peru and Ireland, Ann Otieno and Liam Byrne.",
         {"Ann Otieno": "Ambassador / Peru", "Liam Byrne": "Ambassador / Ireland"}),
        ("It was attended by the heads of state of Kenya, India and Ireland, Ann Otieno, Asha Roy and Liam Byrne.",
         {"Asha Roy": "head of state / India", "Liam Byrne": "head of state / Ireland"}),
        # before it, of counterparts too
        ("The Kenyan and Indian defence ministers, Ann Otieno and Asha Roy, spoke.",
         {"Ann Otieno": "defence minister / Kenya", "Asha Roy": "defence minister / India"}),
        ("Irish Foreign Minister Liam Byrne called his Kenyan and Indian colleagues, Ann Otieno and Asha Roy.",
         {"Ann Otieno": "Foreign Minister / Kenya", "Asha Roy": "Foreign Minister / India"}),
        # behind each name
        ("The water ministers, Ann Otieno of Kenya, Asha Roy of India and Liam Byrne of Ireland, spoke.",
         {"Ann Otieno": "water minister / Kenya", "Liam Byrne": "water minister / Ireland"}),
        # the names first
        ("Ann Otieno and Asha Roy, the foreign ministers of Kenya and India, met in Lima.",
         {"Ann Otieno": "foreign minister / Kenya", "Asha Roy": "foreign minister / India"}),
        # a row of countries told before
        ("Kenya and India signed a pact. Trade ministers Ann Otieno and Asha Roy spoke.",
         {"Ann Otieno": "Trade minister / Kenya", "Asha Roy": "Trade minister / India"}),
        # not: more countries than names, one who is no holder
        ("Foreign ministers of Kenya, Peru and India met Ann Otieno and Asha Roy.", {}),
        ("The foreign ministers of Kenya and India, Ann Otieno said, had met.", {}),
    ],
)  # fmt: skip
def test_posts_in_rows(facts_of: Read, text: str, posts: dict[str, str]) -> None:
    facts = facts_of(text)
    for person in ("Ann Otieno", "Asha Roy", "Liam Byrne"):
        told = [f"{title} / {body}" for title, body in posts_of(facts, person)] if person in text else []
        if person in posts or not posts:
            assert told == ([posts[person]] if person in posts else [])


KNOWN = "post-of-known-person"


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Minister for Foreign Affairs Yaw Mensa spoke. Kenya thanked Ghana.", "Yaw Mensa",
         [("Minister for Foreign Affairs", "Ghana", KNOWN)]),
        # told before the other country's minister, whose post stands beside him
        ("Foreign Minister Yaw Mensa met Kenyan Foreign Minister Ann Otieno. Ghana is near.", "Yaw Mensa",
         [("Foreign Minister", "Ghana", KNOWN)]),
        # a past post, in another spelling of the name
        ("Former President Abena Darkoh spoke in Kenya, then in Ghana.", "Abena Darkoh",
         [("President", "Ghana", KNOWN)]),
        # organisations too
        ("Secretary-General Lim Jock Tan spoke. Kenya and ASEAN listened.", "Lim Jock Tan",
         [("Secretary-General", "ASEAN", KNOWN)]),
        # what stands beside the title tells more
        ("Kenyan Foreign Minister Yaw Mensa spoke. Ghana listened.", "Yaw Mensa",
         [("Foreign Minister", "Kenya", None)]),
        # not the post that the person is known for, not yet or no longer held
        ("Finance Minister Yaw Mensa spoke. Kenya thanked Ghana.", "Yaw Mensa", [("Finance Minister", None, None)]),
        ("President Abena Darko spoke. Kenya thanked Ghana.", "Abena Darko", [("President", None, None)]),
        # no actor that the text does not tell, no post either
        ("Foreign Minister Yaw Mensa spoke. Kenya and Peru listened.", "Yaw Mensa",
         [("Foreign Minister", None, None)]),
        ("Yaw Mensa spoke. Kenya thanked Ghana.", "Yaw Mensa", []),
        # a name of two persons
        ("Foreign Minister Jan Smit spoke. Kenya thanked the Netherlands.", "Jan Smit",
         [("Foreign Minister", None, None)]),
        # the other spellings of the first are his alone
        ("Foreign Minister Johan Smit spoke. Kenya thanked Peru.", "Johan Smit", [("Foreign Minister", None, None)]),
    ],
)  # fmt: skip
def test_posts_of_known_persons(
    facts_of: Read, text: str, person: str, posts: list[tuple[str, str | None, str | None]]
) -> None:
    facts = facts_of(text)
    assert posts_of(facts, person) == [(title, body) for title, body, _ in posts]
    read = [p.source.rule for a in facts.actors if a.name == person for p in a.posts]
    assert all(expected in (None, rule) for rule, (*_, expected) in zip(read, posts, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "The envoy of the Kenyan President met Ann Otieno.",
        "The Kenyan President spoke to the press.",
        "Presidents and prime ministers of the region met in Nairobi.",
    ],
)
def test_posts_unnamed_holders_make_no_president(facts_of: Read, text: str) -> None:
    posts = [p for a in facts_of(text).actors for p in a.posts]
    assert not [p for p in posts if p.title == "President" and p.body]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Foreign Minister", "Minister of Foreign Affairs", True),
        ("Foreign Affairs Minister", "Minister for Foreign Affairs", True),
        ("Trade and Industry Minister", "Minister for Industry and Trade", True),
        ("Deputy Foreign Minister", "Foreign Minister", False),
        ("Minister of State for Foreign Affairs", "Foreign Minister", False),
        ("Secretary of State", "State Secretary", False),
        ("Ambassador", "President", False),
    ],
)
def test_posts_of_one_office(one: str, other: str, *, same: bool) -> None:
    assert same_office(one, other) is same


def test_posts_of_one_office_are_of_two_countries(facts_of: Read) -> None:
    facts = facts_of("Foreign Minister Ann Otieno met Kenyan Minister of Foreign Affairs Asha Roy.")
    assert posts_of(facts, "Ann Otieno") == [("Foreign Minister", None)]
    assert posts_of(facts, "Asha Roy") == [("Minister of Foreign Affairs", "Kenya")]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "Kenya sent a team. Attorney General Ann Otieno led it in Nairobi. Kenya hopes.",
            ("Attorney General", "Kenya"),
        ),
        ("Peru saw it. Finance Secretary Ann Otieno spoke. Peru hopes.", ("Finance Secretary", "Peru")),
        ("Peru saw it. Secretary of Agriculture Ann Otieno spoke. Peru hopes.", ("Secretary of Agriculture", "Peru")),
        # others have these, too
        ("Kenya saw it. Under-Secretary-General Ann Otieno spoke. Kenya hopes.", ("Under-Secretary-General", None)),
        ("Kenya saw it. Executive Secretary Ann Otieno spoke. Kenya hopes.", ("Executive Secretary", None)),
        ("Kenya saw it. Secretary Ann Otieno spoke. Kenya hopes.", ("Secretary", None)),
    ],
)
def test_posts_that_only_states_have(facts_of: Read, text: str, post: tuple[str, str | None]) -> None:
    assert posts_of(facts_of(text), "Ann Otieno") == [post]
