"""Tune what reads general names (persons, organisations, places) alone, the rest of the network held still.

    python -m training.tune_names --checkpoint CHECKPOINT --treebanks DIR --minilm DIR --out FILE [--seeds N …]

A head learns best from vectors like those it will meet: each text is read as it is and once with a share of its word
pieces hidden, since the network knows the texts it has learnt from by heart. `FILE` is a checkpoint for
`training.export`; its weights are the mean of those after the first epoch, over all seeds (stochastic weight
averaging: Izmailov et al. 2018). Prints F on the development part, before and after.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from articles.extraction.encoding import WordEncoder
from training.batches import Batch, Batcher
from training.examples import IGNORE, Example, read_names, windows
from training.labels import LAYERS
from training.network import Network
from training.scores import read_words, score_spans, span_losses
from training.tally import Tally
from training.train import AVERAGED_EVERY, WINDOW, veiled

LAYER = "general"
HIDDEN = 0.15
RATE, PIECES = 5e-4, 3000
#: moves from label to label are few and far from sure: they learn faster than the head
CHAIN_FASTER = 5


@dataclass(frozen=True)
class Seen:
    """A batch, and how the network saw its words: (batch, words, WIDTH), half precision."""

    batch: Batch
    vectors: Tensor


@torch.no_grad()
def look(network: Network, batches: Iterator[Batch], *, hidden_by: torch.Generator | None = None) -> list[Seen]:
    """What the frozen network sees; `hidden_by` chooses the pieces to hide, without it none is."""
    network.eval()
    out = []
    for whole in batches:
        batch = veiled(whole, hidden_by, hidden=HIDDEN) if hidden_by else whole
        vectors = network.in_context(read_words(network, batch), batch.sentence)
        nothing = torch.empty(0)  # pairs of words are large and not needed
        out.append(Seen(replace(batch, relations=nothing, members=nothing), vectors.half()))
    return out


def tune(network: Network, texts: list[Seen], *, epochs: int, seeds: list[int]) -> None:
    """Change the head and the chain of `LAYER` in place. ValueError if nothing would be averaged."""
    if epochs < 2:
        raise ValueError("The first epoch is not averaged: take two or more.")
    texts = [x for x in texts if (x.batch.spans[LAYER] != IGNORE).any()]
    head, chain = network.spans[LAYER], network.chains.transitions
    tuned = [*head.parameters(), chain]
    first = [p.detach().clone() for p in tuned]
    sums, steps = [torch.zeros_like(p) for p in tuned], 0
    for seed in seeds:
        torch.manual_seed(seed)
        for p, value in zip(tuned, first, strict=True):
            p.data.copy_(value)
        network.train()
        optimizer = torch.optim.AdamW(
            [
                {"params": list(head.parameters()), "weight_decay": 0.05},
                # no decay: the chains of the other layers stand in the same tensor
                {"params": [chain], "lr": RATE * CHAIN_FASTER, "weight_decay": 0.0},
            ],
            lr=RATE,
        )
        order, step = random.Random(seed), 0
        for epoch in range(epochs):
            for x in order.sample(texts, len(texts)):
                loss = span_losses(network, x.batch, x.vectors.float())[LAYER]
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                step += 1
                if epoch and step % AVERAGED_EVERY == 0:
                    steps += 1
                    for total, p in zip(sums, tuned, strict=True):
                        total += p.detach()
            print(f"seed {seed} epoch {epoch} loss {loss.item():.4f}", flush=True)
    for p, total in zip(tuned, sums, strict=True):
        p.data.copy_(total / steps)


@torch.no_grad()
def measure(network: Network, texts: list[Seen]) -> dict[str, float]:
    """F of exact names, as a whole and by label."""
    network.eval()
    tally, row = Tally(), list(LAYERS).index(LAYER)
    for x in texts:
        chosen = network.chains.best(network.span_scores(x.vectors.float()), x.batch.sentence)[..., row]
        score_spans(chosen, x.batch.spans[LAYER], tally, LAYER, LAYERS[LAYER])
    return tally.report()


def main() -> None:
    arg = arguments()
    torch.set_num_threads(arg.threads)
    state = torch.load(arg.checkpoint, map_location="cpu", weights_only=False)
    network = Network(state["tags"], state["labels"])
    network.load_state_dict(state["average"], strict=False)
    batcher = Batcher(WordEncoder(arg.minilm / "vocab.txt"), state["tags"], state["labels"])

    def batches(examples: list[Example]) -> Iterator[Batch]:
        return batcher.batches([w for x in examples for w in windows(x, batcher.encoder, WINDOW)], PIECES)

    train, development = (read_names(arg.treebanks / f"uner3_ewt_{part}.spacy") for part in ("train", "dev"))
    judged = look(network, batches(development))
    print("before", measure(network, judged), flush=True)
    hide = torch.Generator().manual_seed(1)
    tune(
        network,
        look(network, batches(train)) + look(network, batches(train), hidden_by=hide),
        epochs=arg.epochs,
        seeds=arg.seeds,
    )
    print("after", measure(network, judged), flush=True)
    learnt = {k: v for k, v in network.state_dict().items() if k.startswith((f"spans.{LAYER}.", "chains."))}
    torch.save({**state, "average": {**state["average"], **learnt}}, arg.out)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
