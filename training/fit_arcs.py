"""Fit the weights by which the analyser's arcs are weighed (`articles/extraction/arcs.py`).

    python -m training.fit_arcs articles-rounds-wires.txt … [--model DIR] [--into DIR]

Name files of the domain corpus that the first network of `--model` has not learnt from; of those that it knows it is
surer than it will be of any other. The weights go into the `analyser.json` of `--into`, which may be a later network's:
they weigh how far its heads trust each other, and that changes little from one training to the next.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from articles.extraction.analyser import MODEL, Analyser, Model, read_labels
from articles.extraction.arcs import weighed_arcs
from articles.extraction.readings import Reading
from articles.scoring.scales import Judgement, fit_scale
from training.domain import CORPUS, read_files
from training.evaluate import bare, is_left_open
from training.examples import Example
from training.labels import RELATIONS

QUESTION = "an arc"
#: the likelihood from which an arc holds: the best F of four folds
ENOUGH = 0.4


class _AllArcs(Analyser):
    """The analyser that leaves no arc out."""

    def _weighed(self, read: Reading) -> Reading:
        return read


def judgements(model: Model, examples: list[Example]) -> Iterator[Judgement]:
    """Every arc that the network holds possible, and whether the corpus has it."""
    analyser = _AllArcs(model)
    for example in examples:
        reading: Reading = analyser(bare(example.words, example.sentence_starts))._.reading
        gold = {(i, j, RELATIONS[r]) for (i, j), r in example.relations.items() if r}
        arcs = [a for a in reading.arcs if a.role != "same" and not is_left_open(example, a.row, a.column)]
        for arc, figures in weighed_arcs(arcs, reading):
            yield Judgement(QUESTION, figures, (arc.row, arc.column, arc.role) in gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="names in training/corpus/")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--into", type=Path, default=MODEL)
    arg = parser.parse_args()
    missing = [name for name in arg.files if not (CORPUS / name).is_file()]
    if missing:
        parser.error(f"{CORPUS} has no {', '.join(missing)}")
    judged = list(judgements(Model(arg.model), read_files([CORPUS / name for name in arg.files], held_out=False)))
    scale = fit_scale(judged, ENOUGH)
    labels = read_labels(arg.into) | {"arcs": {"enough": scale.enough, "weights": scale.weights}}
    text = json.dumps(labels, indent=1, ensure_ascii=False) + "\n"
    (arg.into / "analyser.json").write_text(text, encoding="utf-8")
    print(f"{len(judged):,} arcs, {sum(j.right for j in judged):,} of them right; weights written to {arg.into}")


if __name__ == "__main__":
    main()
