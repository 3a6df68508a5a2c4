"""Treebanks, name corpora and the domain corpus, brought into one form to learn from."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from articles.extraction.encoding import MAX_WINDOW_PIECES, WordEncoder
from training.labels import FORMER, LAYERS, MEMBERS, ONLINE, RELATIONS, TRAITS
from training.markup import ROLES, Document, Mention, read_corpus

IGNORE = -100
LAYER_OF = {
    "P": ("names", "PERSON"),
    "O": ("names", "ORG"),
    "C": ("names", "COUNTRY"),
    "L": ("names", "PLACE"),
    "D": ("names", "DATE"),
    "T": ("posts", "POST"),
    "M": ("events", "MEETING"),
    "E": ("events", "MEETING_TRIGGER"),
    "I": ("events", "INITIATIVE"),
    "F": ("events", "INITIATIVE_TRIGGER"),
}
#: which labels of the names layer a label of the general layer allows (names corpora leave out demonyms and dates)
ALLOWED = {
    "PER": ("PERSON",),
    "ORG": ("ORG",),
    "LOC": ("COUNTRY", "PLACE"),
    "O": ("DATE", "COUNTRY"),
}
POLITICS = {
    "politician": "PER",
    "person": "PER",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "country": "LOC",
    "location": "LOC",
}


@dataclass
class Example:
    """A document. Word-wise lists are as long as `words`; a task without annotation has an empty list.

    `sentence_starts`: first words of sentences; `head`: index of the head's word, its own for a root;
    `spans`: layer -> label index a word (IGNORE where unknown); `traits`: task -> {word: label index};
    `relations`: (row word, column word) -> label index, for the pairs that are judged; `members` likewise.
    """

    id: str
    words: list[str]
    sentence_starts: list[int]
    pos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    spans: dict[str, list[int]] = field(default_factory=dict)
    traits: dict[str, dict[int, int]] = field(default_factory=dict)
    relations: dict[tuple[int, int], int] = field(default_factory=dict)
    members: dict[tuple[int, int], int] = field(default_factory=dict)

    def cut(self, start: int, end: int) -> Example:
        """The words `start:end` (whole sentences) as an example of its own."""
        return Example(
            self.id,
            self.words[start:end],
            [s - start for s in self.sentence_starts if start <= s < end],
            self.pos[start:end],
            self.tag[start:end],
            [h - start for h in self.head[start:end]],
            self.dep[start:end],
            {k: v[start:end] for k, v in self.spans.items()},
            {k: {i - start: x for i, x in v.items() if start <= i < end} for k, v in self.traits.items()},
            _pairs_within(self.relations, start, end),
            _pairs_within(self.members, start, end),
        )

    def sentence_of(self) -> list[int]:
        """The number of each word's sentence."""
        starts = set(self.sentence_starts)
        out, number = [], -1
        for i in range(len(self.words)):
            number += i in starts
            out.append(number)
        return out


def _pairs_within(pairs: dict[tuple[int, int], int], start: int, end: int) -> dict[tuple[int, int], int]:
    return {(i - start, j - start): x for (i, j), x in pairs.items() if start <= i < end and start <= j < end}


def tag_spans(length: int, layer: str, spans: Iterable[tuple[int, int, str]]) -> list[int]:
    """BIO label indexes of a layer; of overlapping spans the earlier given wins."""
    labels = LAYERS[layer]
    out = [0] * length
    for start, end, label in spans:
        if not any(out[start:end]):
            out[start:end] = [labels.index(f"I-{label}")] * (end - start)
            out[start] = labels.index(f"B-{label}")
    return out


# ---------------------------------------------------------------- treebanks and names


def read_docs(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def read_trees(path: Path, names: Iterable[Path] = ()) -> list[Example]:
    """A treebank; sentences that stand in the `names` files too (same texts) get their names.

    Documents of the two are cut differently, hence sentence by sentence.
    """
    known = {}
    for file in names:
        for doc in read_docs(file):
            for sent in doc.sents:
                known[tuple(t.text for t in sent)] = [_iob(t.ent_iob_, t.ent_type_) for t in sent]
    out = []
    for doc in read_docs(path):
        sents = list(doc.sents)
        general = [x for s in sents for x in known.get(tuple(t.text for t in s), [IGNORE] * len(s))]
        out.append(
            Example(
                f"{path.stem}-{len(out)}",
                [t.text for t in doc],
                [s.start for s in sents],
                [t.pos_ for t in doc],
                [t.tag_ for t in doc],
                [t.head.i for t in doc],
                [t.dep_ for t in doc],
                {"general": general},
            )
        )
    return out


def _iob(mark: str, label: str) -> int:
    return LAYERS["general"].index(f"{mark}-{label}") if mark in ("B", "I") and label else 0


def read_names(path: Path) -> list[Example]:
    """A names-only file of documents."""
    return [
        Example(
            f"{path.stem}-{n}",
            [t.text for t in doc],
            [s.start for s in doc.sents],
            spans={"general": [_iob(t.ent_iob_, t.ent_type_) for t in doc]},
        )
        for n, doc in enumerate(read_docs(path))
    ]


def read_word_tags(path: Path) -> list[Example]:
    """A `word tag` file; sentences end with an empty line. Labels outside PER, ORG, LOC are left open."""
    out: list[Example] = []
    for n, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        pairs = [line.split() for line in block.split("\n") if len(line.split()) == 2]
        general, before = [], ""
        for _, tag in pairs:
            mark, _, label = tag.partition("-")
            label = POLITICS.get(label, label)
            if not label:
                general.append(0)
            elif label not in ("PER", "ORG", "LOC"):
                general.append(IGNORE)
            else:
                general.append(_iob("B" if mark == "B" or before != tag[1:] else "I", label))
            before = tag[1:]
        if pairs:
            out.append(Example(f"{path.stem}-{n}", [w for w, _ in pairs], [0], spans={"general": general}))
    return out


# ---------------------------------------------------------------- domain corpus


def anchor_word(span: tuple[int, int], names: Iterable[tuple[int, int]]) -> int:
    """The word that speaks for a span: the first one that no name inside it covers, else its first."""
    covered = {i for a, b in names for i in range(a, b)}
    return next((i for i in range(*span) if i not in covered), span[0])


class DomainReader:
    """Brings marked-up documents into examples, with the tokenizer and sentence bounds of the product.

    `nlp` sets sentence starts; `body` gives the part of a text that is analysed (without its dateline).
    """

    def __init__(self, nlp: spacy.Language, body: object) -> None:
        self.nlp, self.body = nlp, body

    def read(self, path: Path) -> list[Example]:
        return [self.example(document) for document in read_corpus(path)]

    def example(self, document: Document) -> Example:
        start, end = self.body(document.text)  # type: ignore[operator]
        doc = self.nlp(document.text[start:end])
        words = [t for t in doc if not t.is_space]
        position = {t.i: n for n, t in enumerate(words)}
        spans = {}
        for mention in document.mentions:
            found = doc.char_span(mention.start - start, mention.end - start, alignment_mode="expand")
            inside = [position[t.i] for t in found if t.i in position] if found is not None else []
            if mention.start >= start and inside:
                spans[mention] = (inside[0], inside[-1] + 1)
        starts = sorted({next((position[t.i] for t in s if t.i in position), -1) for s in doc.sents} - {-1})
        example = Example(document.id, [t.text for t in words], starts)
        _add_layers(example, spans)
        _add_records(example, document, spans)
        return example


def _add_layers(example: Example, spans: dict[Mention, tuple[int, int]]) -> None:
    length = len(example.words)
    by_layer: dict[str, list[tuple[int, int, str]]] = {name: [] for name in LAYERS if name != "general"}
    for mention, (a, b) in spans.items():
        if mention.anaphoric:
            single = len(mention.ids) == 1 and mention.code == "P"
            by_layer["anaphora"].append((a, b, "PERSON" if single else "GROUP"))
        else:
            layer, label = LAYER_OF[mention.code]
            by_layer[layer].append((a, b, label))
    example.spans = {layer: tag_spans(length, layer, found) for layer, found in by_layer.items()}
    for a, b, _ in by_layer["anaphora"]:  # 'the Russian minister': nothing inside is marked, but it may be there
        for i in range(a, b):
            example.spans["names"][i] = IGNORE
            example.spans["posts"][i] = IGNORE


def _add_records(example: Example, document: Document, spans: dict[Mention, tuple[int, int]]) -> None:
    names = [s for m, s in spans.items() if m.code in "POCLD" and not m.anaphoric]
    anchor = {m: anchor_word(s, names) if m.code in "MIT" else s[0] for m, s in spans.items()}
    sentence = example.sentence_of()
    example.traits = {name: {} for name in TRAITS}
    for row in spans:
        i = anchor[row]
        if row.code in "MEIF":
            _add_traits(example, i, row, document)
            _add_arguments(example, i, row, document, spans, anchor, sentence)
        elif row.code == "T":
            lines = [document.records["T" + x[1:]].arguments for x in row.ids]
            example.traits["former"][i] = FORMER.index("yes" if "former" in lines[0] else "no")
            for arguments in lines:  # 'Presidents A of X and B of Y' are two posts in one mention
                _add_post(example, i, arguments, spans, anchor, sentence)
        if row.code in "MEIF" or row.anaphoric:
            _add_antecedents(example, i, row, spans, anchor)


def _family(mention: Mention) -> str:
    return {"M": "E", "F": "I"}.get(mention.code, mention.code)


def _add_traits(example: Example, i: int, row: Mention, document: Document) -> None:
    line = document.records[_family(row) + row.ids[0][1:]]
    family = "meeting" if _family(row) == "E" else "initiative"
    for part, value in (("kind", line.kind), ("status", line.status)):
        example.traits[f"{family}_{part}"][i] = TRAITS[f"{family}_{part}"].index(value)
    if family == "meeting":
        example.traits["online"][i] = ONLINE.index(line.arguments.get("online", ("no",))[0])


def _add_arguments(example, i, row, document, spans, anchor, sentence) -> None:  # type: ignore[no-untyped-def]
    """Roles of all mentions for an event's mention: in its sentence (relations), in the whole text (members)."""
    role_of = {}
    for x in row.ids:
        arguments = document.records[_family(row) + x[1:]].arguments
        for key in ("date", "place", "party", *reversed(ROLES)):
            role_of.update(dict.fromkeys(arguments.get(key, ()), key))
    for column in spans:
        if column.code not in "POCLD":
            continue
        roles = [role_of[x] for x in column.ids if x in role_of]
        pair = (i, anchor[column])
        if roles or pair not in example.members:
            example.members[pair] = MEMBERS.index(roles[0] if roles else "none")
        if sentence[anchor[column]] == sentence[i] and (roles or pair not in example.relations):
            example.relations[pair] = RELATIONS.index(roles[0] if roles else "none")


def _add_post(example, i, arguments, spans, anchor, sentence) -> None:  # type: ignore[no-untyped-def]
    """Person and body of a post: the nearest mention of each in the sentence; others of the same are left open."""
    near = {key: None for key in ("person", "body")}
    for column in sorted(spans, key=lambda m: abs(anchor[m] - i)):
        if column.code not in "POC" or sentence[anchor[column]] != sentence[i]:
            continue
        key = next((k for k in near if set(arguments.get(k, ())) & set(column.ids)), None)
        if key is None:
            example.relations.setdefault((i, anchor[column]), 0)
        elif near[key] is None:
            near[key] = column
            example.relations[i, anchor[column]] = RELATIONS.index(key)


def _add_antecedents(example, i, row, spans, anchor) -> None:  # type: ignore[no-untyped-def]
    """Earlier mentions that a pronoun, description or event's mention refers to."""
    family = _family(row)
    for column in spans:
        if anchor[column] >= i or column.anaphoric or (row.anaphoric and column.code not in "POC"):
            continue
        if not row.anaphoric and _family(column) != family:
            continue
        same = bool(
            {x[1:] if not row.anaphoric else x for x in row.ids}
            & {x[1:] if not row.anaphoric else x for x in column.ids}
        )
        pair = (i, anchor[column])
        if same or pair not in example.relations:
            example.relations[pair] = RELATIONS.index("same" if same else "none")


# ---------------------------------------------------------------- windows


def windows(
    example: Example, encoder: WordEncoder, limit: int, *, shuffle: random.Random | None = None, early: float = 0.15
) -> Iterator[Example]:
    """Cut an example into windows of whole sentences of at most `limit` pieces.

    With `shuffle`, the share `early` of sentences ends a window: the network must read single sentences as well as
    paragraphs.
    """
    bounds = [*example.sentence_starts, len(example.words)]
    size = [len(encoder.pieces(w)) for w in example.words]
    start, total = 0, 0
    for a, b in itertools.pairwise(bounds):
        length = sum(size[a:b])
        if total and (total + length > limit or (shuffle and shuffle.random() < early)):
            yield example.cut(start, a)
            start, total = a, 0
        total += length
        if total > MAX_WINDOW_PIECES:  # a monstrous sentence teaches nothing
            start, total = b, 0
    if total:
        yield example.cut(start, len(example.words))
