"""Marked-up documents as examples to learn from."""

import pytest
import spacy

from articles.extraction.encoding import WordEncoder
from training.as_gold import as_gold, country_names
from training.domain import HELD_OUT_STYLES, body, read_domain
from training.examples import IGNORE, DomainReader, anchor_word, read_word_tags, tag_spans, windows
from training.labels import LAYERS, RELATIONS, TRAITS
from training.markup import parse_document
from training.tally import Tally, bio_spans

DOCUMENT = parse_document(
    "=== x1 | style: brief | region: africa | published: 2014-06-11",
    """NAIROBI, June 11 (XX) -- [C1 Kenyan] [T1 Foreign Minister] [P1 Wanjiru Odhiambo] opened the [M1 third [O1 IGAD] Forum] in [L1 Nairobi]. [P1~ She] called the [E1 meeting] a success.

@T1 person=P1 body=C1
@E1 conference held participant=O1 chair=P1 place=L1
""",  # noqa: E501
)


@pytest.fixture(scope="module")
def example():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return DomainReader(nlp, body).example(DOCUMENT)


def relations(example):
    return {
        (example.words[i], example.words[j]): RELATIONS[label] for (i, j), label in example.relations.items() if label
    }


def test_examples_leave_the_dateline_out(example):
    assert example.words[:3] == ["Kenyan", "Foreign", "Minister"]
    assert [example.words[i] for i in example.sentence_starts] == ["Kenyan", "She"]


def test_examples_have_a_layer_of_labels_each(example):
    def spans(layer):
        return {(" ".join(example.words[a:b]), x) for a, b, x in bio_spans(example.spans[layer], LAYERS[layer])}

    assert spans("names") == {
        ("Kenyan", "COUNTRY"), ("Wanjiru Odhiambo", "PERSON"), ("IGAD", "ORG"), ("Nairobi", "PLACE"),
    }  # fmt: skip
    assert spans("posts") == {("Foreign Minister", "POST")}
    assert spans("events") == {("third IGAD Forum", "MEETING"), ("meeting", "MEETING_TRIGGER")}
    assert spans("anaphora") == {("She", "PERSON")}


def test_examples_hold_arcs_between_anchors(example):
    assert relations(example) == {
        ("third", "IGAD"): "participant", ("third", "Wanjiru"): "chair", ("third", "Nairobi"): "place",
        ("Foreign", "Wanjiru"): "person", ("Foreign", "Kenyan"): "body", ("She", "Wanjiru"): "same",
        ("meeting", "third"): "same", ("meeting", "She"): "chair",
    }  # fmt: skip


def test_examples_hold_kind_and_status_of_every_mention(example):
    kinds = {example.words[i]: TRAITS["meeting_kind"][k] for i, k in example.traits["meeting_kind"].items()}
    assert kinds == {"third": "conference", "meeting": "conference"}
    assert set(example.traits["former"].values()) == {0}


@pytest.mark.parametrize(
    ("span", "names", "anchor"),
    [((0, 3), [(1, 2)], 0), ((0, 3), [(0, 2)], 2), ((0, 2), [(0, 2)], 0), ((4, 6), [], 4)],
)
def test_examples_anchor_word_is_the_first_that_no_name_covers(span, names, anchor):
    assert anchor_word(span, names) == anchor


def test_examples_tag_spans_keeps_the_earlier_of_two_that_overlap():
    row = tag_spans(4, "names", [(0, 3, "ORG"), (2, 4, "PERSON")])
    assert [LAYERS["names"][i] for i in row] == ["B-ORG", "I-ORG", "I-ORG", "O"]


def test_examples_cut_keeps_what_lies_inside(example):
    second = example.sentence_starts[1]
    part = example.cut(second, len(example.words))
    assert part.words[0] == "She"
    assert relations(part) == {("meeting", "She"): "chair"}


def test_examples_windows_hold_whole_sentences(example, tmp_path):
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted({w.lower() for w in example.words})]
    (tmp_path / "vocabulary.txt").write_text("\n".join(pieces), encoding="utf-8")
    encoder = WordEncoder(tmp_path / "vocabulary.txt")
    assert [w.words[0] for w in windows(example, encoder, 14)] == ["Kenyan", "She"]
    assert [w.words for w in windows(example, encoder, 100)] == [example.words]


def test_examples_of_word_tags_leave_other_labels_open(tmp_path):
    (tmp_path / "tags.txt").write_text("The O\nMad I-ORG\nCows I-ORG\nsang O\nIt I-MISC\n\nIn O\nRome I-LOC\n")
    first, second = read_word_tags(tmp_path / "tags.txt")
    names = LAYERS["general"]
    assert [names[i] if i != IGNORE else "?" for i in first.spans["general"]] == ["O", "B-ORG", "I-ORG", "O", "?"]
    assert second.words == ["In", "Rome"]


def test_examples_of_held_out_styles_are_never_trained_on():
    training, held_out = read_domain(held_out=False), read_domain(held_out=True)
    assert held_out and training and HELD_OUT_STYLES
    assert not {x.id for x in training} & {x.id for x in held_out}


def test_as_gold_says_what_the_marks_say():
    gold = as_gold(DOCUMENT, country_names())
    assert {(a["kind"], a["name"]) for a in gold["actors"] if not a.get("optional")} == {
        ("person", "Wanjiru Odhiambo"), ("country", "Kenya"), ("organisation", "IGAD"),
    }  # fmt: skip
    (meeting,) = gold["meetings"]
    assert (meeting["kind"], meeting["status"], meeting["place"]) == ("conference", "held", "Nairobi")
    assert meeting["name"] == "third IGAD Forum"
    assert meeting["anchors"] == [["third IGAD Forum", 1], ["meeting", 1]]
    assert {(p["actor"], p["role"]) for p in meeting["participants"]} == {("O1", "participant"), ("P1", "chair")}


def test_tally_gives_shares_and_f1():
    tally = Tally()
    tally.sets("names", {1, 2}, {2, 3})
    tally.count.update({"kind right": 3, "kind of": 4})
    assert tally.report() == {"names F": 0.5, "kind": 0.75}
