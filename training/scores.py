"""How well a network reads: trees, tags, spans, traits, relations."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.examples import IGNORE
from training.labels import LAYERS, MEMBERS, RELATIONS, TRAITS, UPOS
from training.network import Network
from training.tally import Tally, bio_spans

BLOCKED = -1e4


def head_scores(network: Network, words: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores; heads outside the word's sentence, and the word itself, are blocked."""
    scores = network.arcs(words)
    same = sentence[:, :, None] == sentence[:, None, :]
    root = torch.ones_like(same[:, :, :1])
    number = torch.arange(words.shape[1], device=words.device)
    same = same & (number[:, None] != number)
    return scores.masked_fill(~torch.cat([root, same], 2), BLOCKED)


def read_words(network: Network, batch: Batch) -> Tensor:
    return network.words(batch.ids, batch.shapes, batch.positions, batch.part, batch.first)


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of every task that the batch has annotation for."""
    words = read_words(network, batch)
    seen = network.in_context(words, batch.sentence)
    out: dict[str, Tensor] = {}

    def add(name: str, logits: Tensor, target: Tensor, weight: float = 1.0) -> None:
        if (target != IGNORE).any():
            out[name] = weight * F.cross_entropy(logits.float().flatten(0, -2), target.flatten(), ignore_index=IGNORE)

    add("pos", network.pos(words), batch.pos, 0.5)
    add("tag", network.tag(words), batch.tag, 0.5)
    if (batch.head != IGNORE).any():
        add("arc", head_scores(network, words, batch.sentence), batch.head)
        heads = batch.head.clamp(min=0)
        add("label", network.label.chosen(words, network.rooted(words), heads), batch.dep)
    for name in LAYERS:
        add(name, network.spans[name](seen), batch.spans[name])
    if (batch.spans["general"] != IGNORE).any():
        scores = network.spans["names"](seen).float()
        known = (batch.spans["general"] != IGNORE) & (batch.spans["names"] == IGNORE)
        part = scores.masked_fill(~batch.allowed, BLOCKED).logsumexp(-1) - scores.logsumexp(-1)
        out["names_by_general"] = -0.5 * (part * known).sum() / known.sum().clamp(min=1)
    for name in TRAITS:
        add(name, network.traits[name](seen), batch.traits[name], 0.5)
    if (batch.relations != IGNORE).any():
        add("relations", network.relation(seen, seen), batch.relations, 1.5)
        add("members", network.member(seen, seen), batch.members, 1.5)
    return out


@torch.no_grad()
def evaluate(network: Network, batches: list[Batch]) -> dict[str, float]:
    """Scores of all tasks with annotation: UAS and LAS (greedy heads, punctuation left out), F of spans, arcs."""
    network.eval()
    tally = Tally()
    for batch in batches:
        words = read_words(network, batch)
        seen = network.in_context(words, batch.sentence)
        _score_trees(network, batch, words, tally)
        for layer, names in LAYERS.items():
            _score_spans(network, batch, seen, tally, layer, names)
        for name in TRAITS:
            target = batch.traits[name]
            tally.share(name, network.traits[name](seen).argmax(-1) == target, target != IGNORE)
        _score_relations(network, batch, seen, tally)
    network.train()
    return tally.report()


def _score_trees(network: Network, batch: Batch, words: Tensor, tally: Tally) -> None:
    known = (batch.pos != IGNORE) & (batch.pos != UPOS.index("PUNCT"))
    if not known.any():
        return
    tally.share("pos", network.pos(words).argmax(-1) == batch.pos, batch.pos != IGNORE)
    tally.share("tag", network.tag(words).argmax(-1) == batch.tag, batch.tag != IGNORE)
    heads = head_scores(network, words, batch.sentence).argmax(-1)
    labels = network.label.chosen(words, network.rooted(words), heads).argmax(-1)
    tally.share("uas", heads == batch.head, known)
    tally.share("las", (heads == batch.head) & (labels == batch.dep), known)


def _score_spans(
    network: Network, batch: Batch, seen: Tensor, tally: Tally, layer: str, names: tuple[str, ...]
) -> None:
    target = batch.spans[layer]
    if not (target != IGNORE).any():
        return
    predicted = network.spans[layer](seen).argmax(-1)
    for gold, pred in zip(target.tolist(), predicted.tolist(), strict=True):
        open_words = {i for i, g in enumerate(gold) if g == IGNORE}
        if len(open_words) == len(gold):
            continue
        g = bio_spans(gold, names)
        p = {s for s in bio_spans(pred, names) if not open_words & set(range(s[0], s[1]))}
        tally.sets(layer, g, p)
        for label in {x[2:] for x in names if x != "O"}:
            tally.sets(f"{layer} {label}", {s for s in g if s[2] == label}, {s for s in p if s[2] == label})


def _score_relations(network: Network, batch: Batch, seen: Tensor, tally: Tally) -> None:
    known = batch.relations != IGNORE
    if not known.any():
        return
    predicted = network.relation(seen, seen).argmax(-1)
    for label, name in list(enumerate(RELATIONS))[1:]:
        gold, pred = known & (batch.relations == label), known & (predicted == label)
        for key in (f"relation {name}", "arcs" if name != "same" else "antecedents"):
            _count(tally, key, gold, pred)
    known, predicted = batch.members != IGNORE, network.member(seen, seen).argmax(-1)
    for label, name in list(enumerate(MEMBERS))[1:]:
        _count(tally, f"member {name}", known & (batch.members == label), known & (predicted == label))
    _count(tally, "members", known & (batch.members > 0), known & (predicted > 0))


def _count(tally: Tally, key: str, gold: Tensor, pred: Tensor) -> None:
    tally.count[f"{key} tp"] += int((gold & pred).sum())
    tally.count[f"{key} gold"] += int(gold.sum())
    tally.count[f"{key} pred"] += int(pred.sum())
