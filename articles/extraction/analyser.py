"""Our own English analyser as a spaCy component: one small network, run by ONNX Runtime.

It fills `Doc` with universal tags, Penn tags and the morphology that follows from them, a dependency tree in
Universal Dependencies' labels (inside the sentence bounds that stand already), `doc.ents` (PERSON, ORG, COUNTRY,
PLACE, DATE), and `doc._.reading`: posts, meetings, initiatives and anaphora with their traits and arcs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, MORPH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS as UNIVERSAL
from spacy.tokens import Doc, Span

from articles.extraction.arcs import likely_arcs
from articles.extraction.chains import Chains
from articles.extraction.encoding import Window, WordEncoder
from articles.extraction.mention_graph import MentionGraph, gathered
from articles.extraction.readings import Mention, Reading, WindowReading, decode, joined
from articles.extraction.trees import best_heads
from articles.extraction.weighing import Scale

MODEL = Path(__file__).parent / "models" / "english"
FILES = ("analyser.onnx", "mentions.onnx", "analyser.json", "vocabulary.txt")
Array = NDArray[Any]

#: Penn tags whose features the rules ask for (Universal Dependencies' names)
MORPHOLOGY = {
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VB": "VerbForm=Inf",
    "VBG": "Tense=Pres|VerbForm=Part",
    "VBN": "Tense=Past|VerbForm=Part",
    "MD": "VerbForm=Fin|VerbType=Mod",
    "NN": "Number=Sing",
    "NNS": "Number=Plur",
    "NNP": "Number=Sing",
    "NNPS": "Number=Plur",
}


class AnalyserError(RuntimeError):
    """The model's files are missing or broken; the message tells which and the remedy."""


#: pipelines of others give no probabilities with their entities
ENTITY_CONFIDENCE = 0.8
Doc.set_extension("reading", default=None, force=True)


def check_files(folder: Path) -> None:
    """AnalyserError where a file of the model is missing."""
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise AnalyserError(
            f"The analyser's model lacks {', '.join(missing)} in {folder}: restore the folder from the repository, "
            "train it anew (docs/model-card.md), or name another pipeline in KB_SPACY_PIPELINE."
        )


def read_labels(folder: Path) -> dict[str, Any]:
    """The model's labels and version, without its weights."""
    check_files(folder)
    try:
        labels: dict[str, Any] = json.loads((folder / "analyser.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise _broken(folder, error) from error
    return labels


def _broken(folder: Path, error: Exception) -> AnalyserError:
    return AnalyserError(
        f"The analyser's model in {folder} is broken ({error}): restore it from the repository "
        "or train it anew (docs/model-card.md)."
    )


class Model:
    """The graphs and their labels.

    Raises AnalyserError when a file is missing or broken.
    """

    def __init__(self, folder: Path) -> None:
        self.labels = read_labels(folder)
        self.version: str = self.labels["version"]
        self.chains = Chains.of(self.labels)
        weighing = self.labels.get("arcs")
        self.arcs = Scale(weighing["weights"], weighing["enough"]) if weighing else None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self.session = onnxruntime.InferenceSession(
                str(folder / "analyser.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self.graph = MentionGraph(folder / "mentions.onnx", self.labels["members"], options)
            self.encoder = WordEncoder(folder / "vocabulary.txt")
        except Exception as error:  # onnxruntime's own exceptions share no base class
            raise _broken(folder, error) from error
        self._inputs = [given.name for given in self.session.get_inputs()]
        self._outputs = [output.name for output in self.session.get_outputs()]

    def run(self, window: Window) -> dict[str, Array]:
        feed = {name: getattr(window, name) for name in self._inputs}
        return dict(zip(self._outputs, self.session.run(None, feed), strict=True))


@lru_cache(maxsize=2)
def load_model(folder: Path = MODEL) -> Model:
    return Model(folder)


@Language.factory(
    "chancery_analyser",
    assigns=["token.pos", "token.tag", "token.morph", "token.head", "token.dep", "doc.ents", "doc._.reading"],
    requires=["token.is_sent_start"],
    default_config={"folder": None},
)
def make_analyser(nlp: Language, name: str, folder: str | None) -> Analyser:
    return Analyser(load_model(Path(folder) if folder else MODEL))


class Analyser:
    """The component. Text decides windows and windows decide scores, so batches, order and workers change nothing."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        tokens = np.array([token.i for token in doc if not token.is_space], dtype=np.int64)
        doc._.reading = Reading()
        annotation = _Annotation(len(doc))
        if len(tokens):
            words = [doc[int(i)].text for i in tokens]
            starts = self._sentence_starts(doc, tokens)
            windows = [
                self._read(w, tokens[w.start : w.end], annotation) for w in self.model.encoder.windows(words, starts)
            ]
            doc._.reading = self._over_all(doc, windows, tokens[starts])
        annotation.write(doc)
        doc.set_ents([Span(doc, m.start, m.end, label=m.label) for m in doc._.reading.names], default="outside")
        return doc

    def _over_all(self, doc: Doc, windows: Sequence[WindowReading], starts: Array) -> Reading:
        """The windows' readings as one, with what goes from any mention of the text to any other."""
        sentence = np.searchsorted(starts, np.arange(len(doc)), side="right") - 1
        members, same = self.model.graph.read(*gathered(windows, [t.lower_ for t in doc], sentence))
        read = joined([w.reading for w in windows])
        read = self._weighed(replace(read, members=tuple(members)))
        return replace(read, arcs=(*read.arcs, *same))

    def _weighed(self, read: Reading) -> Reading:
        return replace(read, arcs=tuple(likely_arcs(read.arcs, read, self.model.arcs)))

    @staticmethod
    def _sentence_starts(doc: Doc, tokens: Array) -> list[int]:
        """Indexes among the words that are no space of those that begin a sentence."""
        starts, begun = [0], True
        position = {int(i): n for n, i in enumerate(tokens)}
        for token in doc:
            begun = begun or bool(token.is_sent_start)
            if token.i in position and begun:
                if position[token.i]:
                    starts.append(position[token.i])
                begun = False
        return starts

    def _read(self, window: Window, tokens: Array, annotation: _Annotation) -> WindowReading:
        out, labels = self.model.run(window), self.model.labels
        annotation.add_tags(tokens, [labels["pos"][i] for i in out["pos"]], [labels["tag"][i] for i in out["tag"]])
        for number in range(int(window.sentence[-1]) + 1):
            inside = np.flatnonzero(window.sentence == number)
            if len(inside):
                a, b = int(inside[0]), int(inside[-1]) + 1
                scores = np.concatenate([out["arcs"][a:b, :1], out["arcs"][a:b, a + 1 : b + 1]], axis=1)
                heads = best_heads(scores)
                column = np.where(heads < 0, 0, heads + a + 1)
                deps = [labels["label"][k] for k in out["labels"][np.arange(a, b), column]]
                annotation.add_tree(tokens[a:b], heads, deps)
        return decode(out, labels, self.model.chains, tokens, window.sentence)


def reading_of_entities(doc: Doc) -> Reading:
    """What another pipeline's entities say, in the analyser's form: names alone."""
    names = tuple(Mention(e.start, e.end, e.label_, e.start, ENTITY_CONFIDENCE, {}) for e in doc.ents)
    return Reading(names=names)


class _Annotation:
    """Tags and tree of a whole doc, collected window by window and written at once."""

    def __init__(self, length: int) -> None:
        self.pos, self.tag, self.dep = ["SPACE"] * length, ["_SP"] * length, ["dep"] * length
        self.head = np.arange(length)
        self.words: list[int] = []

    def add_tags(self, tokens: Array, pos: Sequence[str], tag: Sequence[str]) -> None:
        for i, p, t in zip(tokens, pos, tag, strict=True):
            self.pos[i], self.tag[i] = p, t
        self.words.extend(map(int, tokens))

    def add_tree(self, tokens: Array, heads: Array, deps: Sequence[str]) -> None:
        self.head[tokens] = np.where(heads < 0, tokens, tokens[heads])
        for i, dep in zip(tokens, deps, strict=True):
            if self.head[i] == i:
                self.dep[i] = "ROOT"
            else:
                self.dep[i] = dep if dep != "ROOT" else "dep"

    def write(self, doc: Doc) -> None:
        """White space hangs on the word before it, so that it starts no sentence of its own."""
        before = self.words[0] if self.words else 0
        known = set(self.words)
        for i in range(len(doc)):
            if i in known:
                before = i
            else:
                self.head[i] = before
        ids = doc.vocab.strings
        morph = {tag: doc.vocab.morphology.add(MORPHOLOGY.get(tag, "")) for tag in set(self.tag)}
        columns = [
            [UNIVERSAL[p] for p in self.pos],
            [ids.add(t) for t in self.tag],
            [ids.add(d) for d in self.dep],
            [int(h) - i for i, h in enumerate(self.head)],
            [morph[t] for t in self.tag],
        ]
        values = np.array([[x % 2**64 for x in column] for column in columns], dtype=np.uint64).T
        doc.from_array([POS, TAG, DEP, HEAD, MORPH], values)  # type: ignore[arg-type]  # stubs know float arrays
