"""The analyser: what it fills, that only the text decides what it says, and what it does with odd input."""

import random
import shutil
import time
from multiprocessing import get_context
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from articles.extraction.analyser import MODEL, AnalyserError, Model
from articles.extraction.sentences import sentence_bounds

SAMPLE = Path(__file__).parents[3] / "articles" / "sample_corpus" / "texts"
TEXT = (
    "Kenyan Foreign Minister Wanjiru Odhiambo met her Dutch counterpart Maarten van Dijk in Nairobi on Wednesday. "
    "The two ministers signed a memorandum of understanding on fisheries."
)


def analyser():
    nlp = spacy.blank("en")
    nlp.add_pipe(sentence_bounds.__name__)
    nlp.add_pipe("chancery_analyser")
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return analyser()


def shape(doc):
    """All that the analyser writes, for comparing."""
    tokens = [(t.text, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.i) for t in doc]
    return tokens, [(e.start, e.end, e.label_) for e in doc.ents], doc._.reading


def texts():
    """All paragraphs of the sample corpus, by one or two in an order of chance."""
    paragraphs = [p for path in sorted(SAMPLE.glob("*.txt")) for p in path.read_text(encoding="utf-8").split("\n\n")]
    rng = random.Random(7)
    rng.shuffle(paragraphs)
    chosen = []
    while paragraphs:
        chosen.append("\n\n".join(paragraphs.pop() for _ in range(min(rng.randint(1, 2), len(paragraphs)))))
    return chosen


def test_analyser_fills_tags_tree_names_and_reading(nlp):
    doc = nlp(TEXT)
    met = next(t for t in doc if t.text == "met")
    assert (met.pos_, met.tag_, str(met.morph)) == ("VERB", "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin")
    (subject,) = (c for c in met.children if c.dep_ == "nsubj")
    assert {"Minister", "Odhiambo"} <= {t.text for t in subject.subtree}
    assert {(e.text, e.label_) for e in doc.ents} >= {("Nairobi", "PLACE"), ("Wednesday", "DATE"), ("Dutch", "COUNTRY")}
    assert "met" in {doc[m.start : m.end].text for m in doc._.reading.events}
    assert {doc[m.start : m.end].text for m in doc._.reading.posts} >= {"Foreign Minister"}


def test_analyser_keeps_the_sentence_bounds(nlp):
    doc = nlp(TEXT)
    assert [s.text.split()[0] for s in doc.sents] == ["Kenyan", "The"]
    for sent in doc.sents:
        assert sum(t.head.i == t.i for t in sent) == 1
        assert all(sent.start <= t.head.i < sent.end for t in sent)


def test_analyser_says_the_same_in_any_order_and_batch(nlp):
    chosen = texts()
    shuffled = random.Random(3).sample(range(len(chosen)), len(chosen))
    one = [shape(doc) for doc in nlp.pipe(chosen, batch_size=1)]
    other = dict(zip(shuffled, (shape(d) for d in nlp.pipe((chosen[i] for i in shuffled), batch_size=64)), strict=True))
    assert len(chosen) > 250 and all(one[i] == other[i] for i in range(len(chosen)))


def _shapes(chosen):
    return [shape(doc) for doc in analyser().pipe(chosen)]


def test_analyser_says_the_same_in_another_process(nlp):
    chosen = texts()[:20]
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(_shapes, (chosen,)) == [shape(doc) for doc in nlp.pipe(chosen)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "a",
        ".",
        "Hello",
        "🎉🎊",
        "👩‍👩‍👧 met 👨‍👩‍👦",
        "שלום עולם, اللقاء في موسكو",
        "\x01\x02 control \x1b[31m characters \x7f",
        "no.spaces." * 2000,
        "x" * 100_000,
        "word " * 2000,
        "Lim Jock Hoi and " * 700,
        "((((((((((" * 150,
        "\u200b\u200d\ufeff",
    ],
    ids=lambda t: repr(t[:12]),
)
def test_analyser_bears_odd_input(nlp, text):
    began = time.process_time()  # a busy machine is no failure
    doc = nlp(text)
    assert doc.text == text
    assert all(t.head.i < len(doc) for t in doc)
    assert time.process_time() - began < 60


def test_analyser_takes_docs_without_sentence_bounds_as_one_sentence(nlp):
    component = nlp.get_pipe("chancery_analyser")
    doc = component(Doc(nlp.vocab, words=["Lim", "met", "Lavrov", "."]))
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize("name", ["analyser.onnx", "mentions.onnx", "analyser.json", "vocabulary.txt"])
def test_analyser_names_a_missing_file_and_the_remedy(tmp_path, name):
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / name).unlink()
    with pytest.raises(AnalyserError, match=rf"lacks {name}.*restore the folder"):
        Model(tmp_path / "model")


@pytest.mark.parametrize("name", ["analyser.onnx", "mentions.onnx", "analyser.json"])
def test_analyser_names_a_broken_file_and_the_remedy(tmp_path, name):
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / name).write_bytes(b"broken")
    with pytest.raises(AnalyserError, match=r"is broken .*restore it"):
        Model(tmp_path / "model")


def test_analyser_model_is_small_and_has_a_version():
    assert sum(path.stat().st_size for path in MODEL.glob("*.onnx")) <= 30_000_000
    assert Model(MODEL).version.count(".") == 2
