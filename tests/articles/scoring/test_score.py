"""Scoring against gold: what counts as found, right, missed and superfluous."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest

import articles
from articles.scoring.comparing import dates_overlap, norm, within
from articles.scoring.documents import ScoredActor, anchor_span, sentences
from articles.scoring.matching import actor_match, assign
from articles.scoring.score import Report, Score, report, table

CORPUS = Path(articles.__file__).parent / "sample_corpus"
SAMPLES = ("sa13", "sb28")

TEXT = (
    " date 2020-05-04 Hanoi (VNA) – Foreign Minister Anna Borg met Dr. Carl Dahl in Oslo on May 2, and Dahl"
    " spoke with Eva Falk in Paris in April. The second talks dealt with fish."
    "\n\nThe Fish Pact was signed in 2019."
)
BOTH = [{"actor": "a", "role": "participant"}, {"actor": "c", "role": "participant"}]
GOLD: dict[str, Any] = {
    "id": "t", "published": "2020-05-04",
    "actors": [
        {"id": "a", "kind": "person", "name": "Anna Borg", "surface": ["Anna Borg"],
         "posts": [{"title": "Foreign Minister", "body": None}]},
        {"id": "c", "kind": "person", "name": "Carl Dahl", "surface": ["Carl Dahl", "Dahl"]},
        {"id": "e", "kind": "person", "name": "Eva Falk", "surface": ["Eva Falk"]},
    ],
    "meetings": [
        {"id": "m1", "kind": "talks", "name": None, "status": "held", "date": "2020-05-02", "place": "Oslo",
         "online": False, "anchors": [["met Dr. Carl", 1]], "participants": BOTH},
        {"id": "m2", "kind": "talks", "name": None, "status": "held", "date": "2020-04", "place": "Paris",
         "online": False, "anchors": [["spoke with", 1], ["second talks", 1]],
         "participants": [{"actor": "c", "role": "participant"}, {"actor": "e", "role": "participant"}]},
    ],
    "initiatives": [
        {"id": "i1", "kind": "agreement", "name": "Fish Pact", "status": "signed", "date": "2019", "parties": [],
         "anchors": [["Fish Pact", 1]]},
    ],
}  # fmt: skip


def read(name: str) -> tuple[str, dict[str, Any]]:
    text = (CORPUS / "texts" / f"{name}.txt").read_bytes().decode()
    return text, json.loads((CORPUS / "gold" / f"{name}.json").read_bytes())


def as_prediction(gold: dict[str, Any], text: str, *, optional: bool = True) -> dict[str, Any]:
    """The prediction that says the same as the gold, with ids of its own; optional ones on demand."""

    def new(id: str | None) -> str | None:
        return id and f"x{id}"

    def keep(items: list[Any]) -> list[Any]:
        return [x for x in items if optional or not (isinstance(x, dict) and x.get("optional"))]

    def spans(pairs: Any) -> list[dict[str, int]]:
        return [{"start": start, "end": end} for start, end in pairs]

    out: dict[str, Any] = {"id": gold["id"], "actors": [], "meetings": [], "initiatives": []}
    for a in keep(gold["actors"]):
        mentions = [(i, i + len(s)) for s in a["surface"] for i in range(len(text)) if text.startswith(s, i)]
        posts = [{**p, "body": new(p["body"])} for p in a.get("posts", [])]
        out["actors"].append({"id": new(a["id"]), "kind": a["kind"], "name": a["name"], "posts": posts,
                              "mentions": spans(mentions)})  # fmt: skip
    for r in keep(gold["meetings"]):
        members = [{**x, "actor": new(x["actor"])} for x in keep(r["participants"])]
        out["meetings"].append({**r, "id": new(r["id"]), "participants": members,
                                "evidence": spans(anchor_span(text, *a) for a in r["anchors"])})  # fmt: skip
    for r in keep(gold["initiatives"]):
        out["initiatives"].append({**r, "id": new(r["id"]), "parties": [new(x) for x in r["parties"]],
                                   "evidence": spans(anchor_span(text, *a) for a in r["anchors"])})  # fmt: skip
    return out


def run(text: str, gold: dict[str, Any], pred: dict[str, Any], *, both_gold: bool = False) -> tuple[Report, list[str]]:
    score = Score(text, gold, pred, both_gold=both_gold)
    return report(score.count), score.errors


def figures(scores: Report) -> dict[tuple[str, str], float]:
    """All ratios of a report that are defined."""
    keys = ("p", "r", "f1", "accuracy")
    return {(s, k): x[k] for s, x in scores.items() for k in keys if x.get(k) is not None}


@pytest.fixture
def pred() -> dict[str, Any]:
    return json.loads(json.dumps(as_prediction(GOLD, TEXT)))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("optional", (True, False))
def test_score_perfect_prediction_is_all_ones(name: str, optional: bool) -> None:
    text, gold = read(name)
    scores, errors = run(text, gold, as_prediction(gold, text, optional=optional))
    assert set(figures(scores).values()) == {1.0}
    assert errors == []
    assert scores["meetings"]["gold"] == sum(not m.get("optional") for m in gold["meetings"])


def test_score_empty_prediction_has_no_recall() -> None:
    scores, _ = run(TEXT, GOLD, {})
    got = figures(scores)
    assert got and set(got.values()) == {0.0}
    assert scores["posts_all"]["r"] == 0 and scores["posts"]["r"] is None
    assert scores["meetings"]["p"] is None and scores["meetings"]["gold"] == 2 and scores["actors"]["gold"] == 3


def test_score_one_wrong_date(pred: dict[str, Any]) -> None:
    pred["meetings"][0]["date"] = "2020-05"
    scores, errors = run(TEXT, GOLD, pred)
    assert scores["meetings"]["f1"] == 1 and scores["meetings.date"]["ok"] == 1
    assert scores["meetings.date_overlap"]["ok"] == 2 and scores["meetings.strict"]["f1"] == 0.5
    assert errors == ["meetings    differ  m1~xm1 talks: date '2020-05-02' not '2020-05'"]
    pred["meetings"][0]["date"] = "2020-06"
    assert run(TEXT, GOLD, pred)[0]["meetings.date_overlap"]["ok"] == 1


def test_score_one_swapped_participant(pred: dict[str, Any]) -> None:
    pred["meetings"][0]["participants"][0]["actor"] = "xe"
    scores, errors = run(TEXT, GOLD, pred)
    x = scores["meetings.participants"]
    assert (x["tp"], x["pred"], x["gold"]) == (3, 4, 4) and scores["meetings.strict"]["f1"] == 1
    assert "no Anna Borg; wrong Eva Falk" in errors[0]
    pred["meetings"][0]["participants"][1]["actor"] = "nobody"
    assert run(TEXT, GOLD, pred)[0]["meetings.strict"]["tp"] == 1


def test_score_wrong_role_costs_only_the_role_figure(pred: dict[str, Any]) -> None:
    pred["meetings"][0]["participants"][0]["role"] = "host"
    scores, _ = run(TEXT, GOLD, pred)
    assert scores["meetings.participants"]["f1"] == 1 and scores["meetings.participants+role"]["tp"] == 3


def test_score_missed_and_superfluous_meetings_cost_their_participants(pred: dict[str, Any]) -> None:
    pred["meetings"][1]["evidence"] = []  # without evidence it matches nothing
    scores, errors = run(TEXT, GOLD, pred)
    x = scores["meetings.participants"]
    assert (x["tp"], x["pred"], x["gold"]) == (2, 4, 4) and scores["meetings"]["f1"] == 0.5
    assert [e.split()[1] for e in errors] == ["missed", "extra"]


def test_score_two_meetings_of_one_sentence_find_their_own(pred: dict[str, Any]) -> None:
    pred["meetings"].reverse()
    for m in pred["meetings"]:  # the same whole sentence as evidence
        m["evidence"] = [{"start": 0, "end": TEXT.index("The second")}]
    scores, errors = run(TEXT, GOLD, pred)
    assert set(figures(scores).values()) == {1.0} and not errors
    del pred["meetings"][1]  # the one left, m2, must not be taken for m1
    scores, errors = run(TEXT, GOLD, pred)
    assert scores["meetings"]["r"] == 0.5 and scores["meetings.date"]["accuracy"] == 1 and "m1" in errors[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "call"), ("status", "planned"), ("date", "2021"), ("place", "Rome"), ("name", "Fish Talks"),
        ("participants", [{"actor": "e", "role": "participant"}]),
    ],
)  # fmt: skip
def test_score_each_field_tells_two_meetings_of_one_sentence_apart(field: str, value: Any) -> None:
    twin = {**GOLD["meetings"][0], "id": "m3", field: value}
    gold = {**GOLD, "meetings": [GOLD["meetings"][0], twin]}
    pred = as_prediction(gold, TEXT)
    for only in (0, 1):  # the one predicted meeting must meet its like
        _, errors = run(TEXT, gold, {**pred, "meetings": [pred["meetings"][only]]})
        assert len(errors) == 1 and f"missed  {('m3', 'm1')[only]} " in errors[0]
    twin["optional"], twin[field] = True, GOLD["meetings"][0][field]  # all alike: regular gold goes first
    for meetings in ([GOLD["meetings"][0], twin], [twin, GOLD["meetings"][0]]):
        scores, _ = run(TEXT, {**gold, "meetings": meetings}, {**pred, "meetings": [pred["meetings"][0]]})
        assert scores["meetings"]["f1"] == 1


def test_score_evidence_counts_by_sentence(pred: dict[str, Any]) -> None:
    at = TEXT.index("fish.")
    pred["meetings"][1]["evidence"] = [{"start": at, "end": at + 4}]  # same sentence as the second anchor
    assert run(TEXT, GOLD, pred)[0]["meetings"]["tp"] == 2
    pred["meetings"][1]["evidence"] = [{"start": len(TEXT) - 5, "end": len(TEXT)}]
    assert run(TEXT, GOLD, pred)[0]["meetings"]["tp"] == 1


def test_score_optional_actor_and_meeting_neither_reward_nor_punish(pred: dict[str, Any]) -> None:
    gold = json.loads(json.dumps(GOLD))
    gold["meetings"][1]["optional"] = gold["actors"][2]["optional"] = True
    full, bare = as_prediction(gold, TEXT), as_prediction(gold, TEXT, optional=False)
    assert len(full["meetings"]) == 2 and len(bare["meetings"]) == 1
    assert figures(run(TEXT, gold, full)[0]) == figures(run(TEXT, gold, bare)[0])
    for a in full["actors"]:
        a["optional"] = True  # a program cannot excuse itself
    full["actors"].append({"id": "z", "kind": "country", "name": "Peru", "optional": True})
    assert run(TEXT, gold, full)[0]["actors"]["pred"] == 3


def test_score_optional_participant_is_free_where_it_is_optional(pred: dict[str, Any]) -> None:
    gold = json.loads(json.dumps(GOLD))
    gold["meetings"][0]["participants"].append({"actor": "e", "role": "chair", "optional": True})
    pred["meetings"][0]["participants"].append({"actor": "xe", "role": "chair"})
    x = run(TEXT, gold, pred)[0]["meetings.participants"]
    assert x["pred"] == x["gold"] == x["tp"] == 4
    pred["meetings"][1]["participants"].append({"actor": "xa", "role": "chair"})
    x = run(TEXT, gold, pred)[0]["meetings.participants"]
    assert x["pred"] == x["gold"] + 1 == x["tp"] + 1


def actor(name: str, kind: str = "organisation", *surfaces: str) -> ScoredActor:
    return ScoredActor("x", kind, name, frozenset(norm(s) for s in surfaces), (), False)


@pytest.mark.parametrize(
    ("g", "p", "grade"),
    [
        (actor("The ASEAN – Russia Centre"), actor("ASEAN-Russia Centre"), 4),
        (actor("Đặng Văn An", "person"), actor("Dang Van An", "person"), 4),
        (actor("U.S. Congress"), actor("US  Congress"), 4),
        (actor("Eurasian Economic Union", "organisation", "EAEU"), actor("EAEU"), 3),
        (actor("Moon Jae-in", "person"), actor("Jae-in Moon", "person"), 2),
        (actor("Sergey Lavrov", "person"), actor("Sergey Viktorovich Lavrov", "person"), 1),
        (actor("Lim Jock Hoi", "person", "Lim"), actor("Lim Hoi", "person"), 1),
        (actor("Ministry of Trade and Industry"), actor("Ministry of Trade & Industry"), 1),
        (actor("Sergey Lavrov", "person", "Lavrov"), actor("Sergey", "person"), None),
        (actor("ASEAN Secretariat"), actor("ASEAN Moscow Committee"), None),
        (actor("ASEAN Moscow Committee"), actor("ASEAN Committee"), None),
        (actor("Georgia", "country"), actor("Georgia", "organisation"), None),
    ],
)
def test_matching_grades_actors(g: ScoredActor, p: ScoredActor, grade: int | None) -> None:
    got = actor_match(g, p)
    assert (got[0] if got else None) == grade


def test_score_actors_match_one_to_one_best_first(pred: dict[str, Any]) -> None:
    pred["actors"].insert(0, {"id": "z", "kind": "person", "name": "Dahl", "mentions": []})
    scores, errors = run(TEXT, GOLD, pred)
    x = scores["actors.person"]
    assert (x["tp"], x["pred"], x["gold"]) == (3, 4, 3) and errors == ["actors      extra   person Dahl (z)"]
    pred["actors"].append({"id": "y", "kind": "event", "name": "Fish"})  # a kind that there is not
    assert run(TEXT, GOLD, pred)[0]["actors"]["pred"] == 5


def test_score_posts_count_by_title_and_body() -> None:
    text, gold = read("sa13")
    pred = as_prediction(gold, text)
    pred["actors"][0]["posts"][0]["title"] = "secretary general"  # right: hyphens and case do not matter
    pred["actors"][1]["posts"][0]["title"] = "Deputy Foreign Minister"  # wrong title
    pred["actors"][2]["posts"][0]["body"] = pred["actors"][3]["id"]  # wrong body
    x = run(text, gold, pred)[0]["posts"]
    assert (x["tp"], x["pred"], x["gold"]) == (1, 3, 3)
    del pred["actors"][2]  # a missed person's post counts in posts_all alone
    scores, _ = run(text, gold, pred)
    assert scores["posts"]["gold"] == 2 and (scores["posts_all"]["gold"], scores["posts_all"]["tp"]) == (3, 1)


def test_score_initiative_name_and_parties() -> None:
    text, gold = read("sb28")
    pred = as_prediction(gold, text)
    pred["initiatives"][0].update(name="Argyle Joint Declaration", parties=pred["initiatives"][0]["parties"][:1])
    pred["initiatives"][1]["name"] = "MoU"
    scores, _ = run(text, gold, pred)
    assert scores["initiatives.name"]["ok"] == 1 and scores["initiatives"]["f1"] == 1
    assert scores["initiatives.parties"]["tp"] == 3 and scores["initiatives.strict"]["tp"] == 2


@pytest.mark.parametrize(
    ("a", "b", "yes"),
    [
        ("2020-02-03", "2020-02", True), ("2020-02-03", "2020-03", False),
        ("2020-11-09/2020-11-15", "2020-11-12", True), ("2016/2020", "2020-12-31", True),
        ("../2019", "2018-05", True), ("202X", "2025", True), ("2020-09~", "2020-09", True),
        (None, None, True), (None, "2020", False), ("2020-23", "2020-10", True),
    ],
)  # fmt: skip
def test_comparing_dates_overlap(a: str | None, b: str | None, yes: bool) -> None:
    assert dates_overlap(a, b) == dates_overlap(b, a) == yes


def test_comparing_places_within() -> None:
    assert within("Moscow", "Moscow, Russia") and within(None, None)
    assert not within("Oman", "Romania") and not within(None, "Moscow")


def test_documents_sentences() -> None:
    got = [TEXT[a:b].strip() for a, b in sentences(TEXT)]
    assert [s[:10] for s in got] == ["date 2020-", "The second", "The Fish P"] and got[0].endswith("in April.")
    assert len(sentences("One heading\n\nand a text by J. Doe of the U.S. army. “Yes,” he said.")) == 3


def test_matching_assignment_is_the_best_one() -> None:
    rnd = random.Random(1)
    for _ in range(200):
        rows, cols = rnd.randint(1, 5), rnd.randint(1, 5)
        w = [[rnd.choice((0, rnd.randint(1, 9))) for _ in range(cols)] for _ in range(rows)]
        n = max(rows, cols)
        best = max(
            sum(w[i][j] for i, j in enumerate(order) if i < rows and j < cols)
            for order in itertools.permutations(range(n))
        )
        pairs = assign(w)
        assert sum(w[i][j] for i, j in pairs) == best and all(w[i][j] for i, j in pairs)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert assign([]) == assign([[], []]) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_score_second_annotation_with_surfaces_and_anchors(name: str) -> None:
    text, gold = read(name)
    scores, errors = run(text, gold, json.loads(json.dumps(gold)), both_gold=True)
    assert set(figures(scores).values()) == {1.0} and not errors


def test_score_second_annotation_may_doubt_as_well() -> None:
    other = json.loads(json.dumps(GOLD))
    other["meetings"][0]["optional"] = True  # left out on both sides
    scores, _ = run(TEXT, GOLD, other, both_gold=True)
    assert (scores["meetings"]["pred"], scores["meetings"]["gold"]) == (1, 1)


def test_score_table_names_every_section(pred: dict[str, Any]) -> None:
    scores, _ = run(TEXT, GOLD, pred)
    lines = list(table(scores))
    assert {line.split()[0] for line in lines} >= set(scores)
    assert next(line for line in lines if line.startswith("meetings ")).split()[1:4] == ["1.000"] * 3
