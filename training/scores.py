"""How well a network reads: trees, tags, spans, traits, relations."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.chains import BLOCKED, admitted
from training.examples import IGNORE
from training.labels import LAYERS, MEMBERS, RELATIONS, TRAITS, UPOS
from training.network import Network
from training.tally import Tally, bio_spans


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
    out |= span_losses(network, batch, seen)
    for name in TRAITS:
        add(name, network.traits[name](seen), batch.traits[name], 0.5)
    if (batch.relations != IGNORE).any():
        add("relations", network.relation(seen, seen), batch.relations, 1.5)
        add("members", network.member(seen, seen), batch.members, 1.5)
    return out


def span_losses(network: Network, batch: Batch, seen: Tensor) -> dict[str, Tensor]:
    """Each layer's negative log-likelihood a word of what the annotation admits; half-known names count half."""
    scores, (allowed, exact) = network.span_scores(seen), admitted(batch.spans, batch.allowed)
    both = torch.stack([scores, scores.masked_fill(~allowed, BLOCKED)])
    every, right = network.chains.log_sums(both, batch.sentence)
    # a mention that runs over a sentence's end has no path: such a window teaches its layer nothing
    surprise = torch.where(right > BLOCKED / 2, every - right, 0.0)
    out: dict[str, Tensor] = {}

    def add(name: str, layer: int, words: Tensor, weight: float) -> None:
        if words.any():
            out[name] = weight * (surprise[:, layer] * words.any(-1)).sum() / words.sum()

    layers = list(LAYERS)
    for n, name in enumerate(layers):
        add(name, n, exact[..., n], 1.0)
    names, general = layers.index("names"), layers.index("general")
    half = exact[..., general] & ~exact[..., names].any(-1, keepdim=True)
    add("names_by_general", names, half, 0.5)
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
        chosen = network.chains.best(network.span_scores(seen), batch.sentence)
        for n, (layer, names) in enumerate(LAYERS.items()):
            score_spans(chosen[..., n], batch.spans[layer], tally, layer, names)
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


def score_spans(predicted: Tensor, target: Tensor, tally: Tally, layer: str, names: tuple[str, ...]) -> None:
    """Count the spans of BIO rows (batch, words) under the layer's name and under each label's."""
    if not (target != IGNORE).any():
        return
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
            count_pairs(tally, key, gold, pred)
    known, predicted = batch.members != IGNORE, network.member(seen, seen).argmax(-1)
    for label, name in list(enumerate(MEMBERS))[1:]:
        count_pairs(tally, f"member {name}", known & (batch.members == label), known & (predicted == label))
    count_pairs(tally, "members", known & (batch.members > 0), known & (predicted > 0))


def count_pairs(tally: Tally, key: str, gold: Tensor, pred: Tensor) -> None:
    """Add what gold has and what was predicted under a key."""
    tally.count[f"{key} tp"] += int((gold & pred).sum())
    tally.count[f"{key} gold"] += int(gold.sum())
    tally.count[f"{key} pred"] += int(pred.sum())
