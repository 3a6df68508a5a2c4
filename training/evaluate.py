"""Measure the analyser as the product runs it: trees, names, the domain corpus's held-out styles, speed, memory.

    python -m training.evaluate --treebanks DIR [--model DIR] [--json OUT]

Trees: gold words and sentences, punctuation left out. Names: exact spans of the general layer. Domain: held-out
styles, our own tokens and sentence bounds; arcs and antecedents count when both their ends are right mentions'
anchors. Speed: words (white space left out) a second of CPU time, after the very same texts went through
`spacy.blank("en")`.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from articles.extraction.analyser import MODEL, Analyser, Model
from articles.extraction.sentences import sentence_bounds
from training.domain import read_domain
from training.examples import IGNORE, Example, read_docs, read_names
from training.labels import LAYERS, RELATIONS, TRAITS
from training.tally import Tally, bio_spans

TREES = {"EWT test": "syn_ewt_test", "GUM test": "syn_gum_test", "PUD": "syn_pud"}
NAMES = {"UNER-EWT test": "uner3_ewt_test", "PUD": "uner3_pud"}
VOCAB = spacy.blank("en").vocab
SAMPLE = Path(__file__).parent.parent / "articles" / "sample_corpus" / "texts"


def bare(words: list[str], starts: Iterable[int]) -> Doc:
    """A doc of these words with nothing but sentence bounds; `starts`: the first words of sentences."""
    starts = set(starts)
    return Doc(VOCAB, words, sent_starts=[i in starts for i in range(len(words))])


def score_trees(analyser: Analyser, path: Path) -> dict[str, float]:
    count: Counter[str] = Counter()
    for gold in read_docs(path):
        pred = analyser(bare([t.text for t in gold], [s.start for s in gold.sents]))
        for g, p in zip(gold, pred, strict=True):
            count["words"] += 1
            count["pos"] += g.pos_ == p.pos_
            if g.pos_ != "PUNCT":
                count["of"] += 1
                count["uas"] += g.head.i == p.head.i
                count["las"] += g.head.i == p.head.i and g.dep_ == p.dep_
    return {
        "UPOS": count["pos"] / count["words"],
        "UAS": count["uas"] / count["of"],
        "LAS": count["las"] / count["of"],
    }


def score_names(analyser: Analyser, path: Path) -> dict[str, float]:
    tally = Tally()
    for example in read_names(path):
        doc = analyser(bare(example.words, example.sentence_starts))
        gold = bio_spans(example.spans["general"], LAYERS["general"])
        pred = {(m.start, m.end, m.label) for m in doc._.reading.general}
        tally.sets("names", gold, pred)
        for label in ("PER", "ORG", "LOC"):
            tally.sets(label, {s for s in gold if s[2] == label}, {s for s in pred if s[2] == label})
    return tally.report()


def score_domain(analyser: Analyser, examples: list[Example]) -> dict[str, float]:
    tally = Tally()
    for example in examples:
        doc = analyser(bare(example.words, example.sentence_starts))
        _score_layers(tally, example, doc)
        _score_arcs(tally, example, doc)
    return dict(sorted(tally.report().items()))


def _score_layers(tally: Tally, example: Example, doc: Doc) -> None:
    for layer in ("names", "posts", "events", "anaphora"):
        row = example.spans[layer]
        hidden = {i for i, label in enumerate(row) if label == IGNORE}
        gold = bio_spans(row, LAYERS[layer])
        found = getattr(doc._.reading, layer)
        pred = {(m.start, m.end, m.label) for m in found if not hidden & set(range(m.start, m.end))}
        for name in {s[2] for s in gold | pred}:
            g, p = {s for s in gold if s[2] == name}, {s for s in pred if s[2] == name}
            tally.sets(f"{layer} {name}", g, p)
            if name.endswith("TRIGGER"):
                tally.sets("triggers", {(*s, name) for s in g}, {(*s, name) for s in p})
            elif layer != "anaphora":
                tally.sets("spans", {(*s, name) for s in g}, {(*s, name) for s in p})
        for mention in found:
            for name, value in mention.traits.items():
                task = name if name in TRAITS else f"{mention.label.split('_')[0].lower()}_{name}"
                gold_value = example.traits.get(task, {}).get(mention.anchor)
                if gold_value is not None:
                    tally.count[f"{task} right"] += TRAITS[task][gold_value] == value[0]
                    tally.count[f"{task} of"] += 1


def _score_arcs(tally: Tally, example: Example, doc: Doc) -> None:
    gold = {(i, j, RELATIONS[r]) for (i, j), r in example.relations.items() if r}
    pred = {(a.row, a.column, a.role) for a in doc._.reading.arcs}
    same = lambda arcs, yes: {a for a in arcs if (a[2] == "same") == yes}  # noqa: E731
    known = {a for a in pred if not is_left_open(example, a[0], a[1])}
    tally.sets("arcs", same(gold, False), same(known, False))
    tally.sets("antecedents", same(gold, True), same(known, True))
    for role in {a[2] for a in gold | known}:
        tally.sets(f"arc {role}", {a for a in gold if a[2] == role}, {a for a in known if a[2] == role})


def is_left_open(example: Example, row: int, column: int) -> bool:
    """Does the annotation leave open what two mentions have to do with each other? An arc between the second mention
    of a body and its event, which has one arc alone, is no error."""
    layers = [layer for name, layer in example.spans.items() if name != "general"]
    return (row, column) not in example.relations and all(any(layer[i] > 0 for layer in layers) for i in (row, column))


def measure_speed(model: Path) -> dict[str, float]:
    """Load time, words a second side by side with a blank pipeline, resident memory."""
    began = time.perf_counter()
    loaded = Model(model)
    seconds = time.perf_counter() - began
    nlp = spacy.blank("en")
    nlp.add_pipe(sentence_bounds.__name__)
    nlp.add_pipe("chancery_analyser", config={"folder": str(model)})
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    out: dict[str, float] = {"load seconds": seconds, "model MB": _size(model)}
    for name, pipe in (("blank", spacy.blank("en")), ("analyser", nlp)):
        list(pipe.pipe(texts[:3]))
        cpu = time.process_time()
        words = sum(not t.is_space for doc in pipe.pipe(texts) for t in doc)
        out[f"{name} words a second"] = words / (time.process_time() - cpu)
    out["resident MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    del loaded
    return out


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.glob("*.onnx")) / 1e6


def measure(treebanks: Path, model: Path) -> dict[str, Any]:
    speed = measure_speed(model)  # first: reading treebanks takes memory of its own
    analyser = Analyser(Model(model))
    return {
        "version": analyser.model.version,
        "speed": speed,
        "trees": {name: score_trees(analyser, treebanks / f"{file}.spacy") for name, file in TREES.items()},
        "names": {name: score_names(analyser, treebanks / f"{file}.spacy") for name, file in NAMES.items()},
        "domain": score_domain(analyser, read_domain(held_out=True)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--json", type=Path, metavar="OUT")
    arg = parser.parse_args()
    result = measure(arg.treebanks, arg.model)
    for part, scores in result.items():
        print(f"{part}: {scores}" if isinstance(scores, str) else part)
        for name, value in scores.items() if isinstance(scores, dict) else ():
            if isinstance(value, dict):
                print(f"  {name:24}", "  ".join(f"{k} {v:.4f}" for k, v in value.items()))
            else:
                print(f"  {name:32} {value:.4f}" if value < 1 else f"  {name:32} {value:.1f}")
    if arg.json:
        arg.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
