"""Train the analyser.

    python -m training.train --treebanks DIR --minilm DIR --run DIR [--epochs N] [--from CHECKPOINT]

`--treebanks`: folder of the treebank and name files (training/README.md names them); `--minilm`: folder with
`vocab.txt` and `model.safetensors` of MiniLM-L6; `--run`: folder for logs and checkpoints, resumed when it holds one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file

from articles.extraction.encoding import SHAPES, WordEncoder
from training.batches import Batch, Batcher
from training.domain import read_domain
from training.examples import Example, read_names, read_trees, read_word_tags, windows
from training.network import Network
from training.scores import evaluate, losses

WINDOW = 160
#: pieces; whole articles, so that what they tell across sentences is learnt
ARTICLE_WINDOW = 384
SEED = 20
#: share of pieces hidden from the network, and of windows whose words all look lower-case, so that it learns to read
#: by context and not by heart
HIDDEN, FLAT = 0.12, 0.05
MASK, FIRST_WORD_PIECE = 103, 999  # in MiniLM's vocabulary; lower numbers are marks
AVERAGED_EVERY = 5  # steps


LETTERED = torch.tensor([name in ("title", "upper", "initial", "mixed") for name in SHAPES])


def window_of(origin: str) -> int:
    return ARTICLE_WINDOW if origin == "domain" else WINDOW


def read_training(treebanks: Path) -> dict[str, list[Example]]:
    """All that is learnt from, by origin."""
    names = [treebanks / f"uner3_{x}_train.spacy" for x in ("ewt", "gum")]
    return {
        "trees": read_trees(treebanks / "syn_train.spacy", names),
        "wikigold": read_word_tags(treebanks / "wikigold.txt"),
        "politics": [
            x for part in ("train", "dev", "test") for x in read_word_tags(treebanks / f"politics-{part}.txt")
        ],
        "domain": read_domain(held_out=False),
    }


def read_development(treebanks: Path) -> dict[str, list[Example]]:
    """What each epoch is watched with: samples, since the whole would take as long as a tenth of an epoch."""
    return {
        "ewt": read_trees(treebanks / "syn_ewt_dev.spacy")[::4],
        "gum": read_trees(treebanks / "syn_gum_dev.spacy")[::4],
        "uner": read_names(treebanks / "uner3_ewt_dev.spacy")[::2],
        "domain": read_domain(held_out=True),
    }


class Average:
    """Exponential moving average of the weights: steadier than the last step."""

    def __init__(self, network: Network, decay: float = 0.995) -> None:
        self.decay = decay
        self.weights = {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network: Network, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for k, v in network.state_dict().items():
            self.weights[k].lerp_(v.detach(), 1 - decay) if v.is_floating_point() else self.weights[k].copy_(v)


def optimiser(network: Network, rate: float) -> torch.optim.AdamW:
    encoder = {id(p) for p in network.encoder.parameters()} - {id(network.encoder.shapes.weight)}
    return torch.optim.AdamW(
        [
            {"params": [p for p in network.parameters() if id(p) in encoder], "lr": rate},
            {"params": [p for p in network.parameters() if id(p) not in encoder], "lr": rate * 6},
        ],
        weight_decay=0.01,
        fused=True,
    )


def main() -> None:
    arg = arguments()
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(arg.threads)
    encoder = WordEncoder(arg.minilm / "vocab.txt")
    training = read_training(arg.treebanks)
    labels = tuple(sorted({d for x in training["trees"] for d in x.dep}))
    tags = tuple(sorted({t for x in training["trees"] for t in x.tag}))
    batcher = Batcher(encoder, tags, labels)
    network = Network(tags, labels)
    network.encoder.load_minilm(load_file(arg.minilm / "model.safetensors"))
    if arg.start:
        known = torch.load(arg.start, map_location="cpu", weights_only=False)["average"]
        missing = network.load_state_dict(known, strict=False)
        print(f"from {arg.start}: {missing}", flush=True)
    network.to(device)
    arg.run.mkdir(parents=True, exist_ok=True)
    development = {
        name: list(batcher.batches([w for x in examples for w in windows(x, encoder, window_of(name))], 6000))
        for name, examples in read_development(arg.treebanks).items()
        if examples
    }
    print({name: (len(x), sum(len(e.words) for e in x)) for name, x in training.items()}, flush=True)
    run = Run(arg, network, batcher, device)
    with (arg.run / "log.jsonl").open("a", encoding="utf-8") as log:
        while run.epoch < arg.epochs:
            began = time.time()
            run.learn_epoch(run.batches(training))
            line = {"epoch": run.epoch, "seconds": round(time.time() - began), **run.scores(development)}
            print(json.dumps(line), file=log, flush=True)
            print(json.dumps(line), flush=True)
            run.save()


def veiled(batch: Batch, rng: torch.Generator, *, hidden: float = HIDDEN) -> Batch:
    """The batch with a share of its pieces hidden and some windows without their capitals."""
    gone = (torch.rand(batch.ids.shape, generator=rng) < hidden) & (batch.ids >= FIRST_WORD_PIECE)
    flat = (torch.rand(len(batch.ids), 1, generator=rng) < FLAT) & LETTERED[batch.shapes]
    lower = SHAPES.index("lower")
    return replace(batch, ids=batch.ids.masked_fill(gone, MASK), shapes=batch.shapes.masked_fill(flat, lower))


class Run:
    """A training that can be broken off: after each epoch all it needs to go on stands in `<run>/last.pt`."""

    def __init__(self, arg: argparse.Namespace, network: Network, batcher: Batcher, device: str) -> None:
        self.arg, self.network, self.batcher, self.device = arg, network, batcher, device
        self.optimizer, self.average = optimiser(network, arg.rate), Average(network)
        self.epoch = self.step = 0
        self.random = torch.Generator().manual_seed(SEED)
        self.last = arg.run / "last.pt"
        if self.last.exists():
            self._resume()

    def _resume(self) -> None:
        state = torch.load(self.last, map_location=self.device, weights_only=False)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average.weights, self.epoch, self.step = state["average"], state["epoch"], state["step"]
        print(f"resumed after epoch {self.epoch}", flush=True)

    def save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average.weights,
            "epoch": self.epoch,
            "step": self.step,
            "tags": tuple(self.batcher.tags),
            "labels": tuple(self.batcher.labels),
        }
        torch.save(state, self.arg.run / "next.pt")
        (self.arg.run / "next.pt").replace(self.last)

    def batches(self, training: dict[str, list[Example]]) -> list[Batch]:
        """The batches of the epoch at hand, the same in every run."""
        rng = random.Random(SEED + self.epoch)
        cut = []
        for name, examples in training.items():
            early = 0.05 if name == "domain" else 0.15
            for chosen in self._rounds(name, examples, rng):
                limit = window_of(name)
                cut += [w for x in chosen for w in windows(x, self.batcher.encoder, limit, shuffle=rng, early=early)]
        return list(self.batcher.batches(cut, self.arg.pieces, rng))

    def _rounds(self, name: str, examples: list[Example], rng: random.Random) -> list[list[Example]]:
        """What an epoch takes of one origin: domain texts several times, new ones more often, of the others a share."""
        if name != "domain":
            return [rng.sample(examples, round(len(examples) * self.arg.share))]
        new = [x for x in examples if x.id.startswith(tuple(self.arg.new))]
        known = [x for x in examples if not x.id.startswith(tuple(self.arg.new))]
        again = rng.sample(known, round(len(known) * self.arg.again))
        return [again + new] * self.arg.domain_weight + [new] * (self.arg.domain_weight * (self.arg.newly - 1))

    def learn_epoch(self, batches: list[Batch]) -> None:
        began, sums = time.time(), dict[str, list[float]]()
        self.random.manual_seed(SEED + self.epoch)
        for n, batch in enumerate(batches, 1):
            parts = self._learn_batch(batch, (self.epoch + n / len(batches)) / self.arg.epochs)
            for k, v in parts.items():
                sums.setdefault(k, []).append(v.item())
            if n % 50 == 0:
                means = {k: round(sum(v[-50:]) / len(v[-50:]), 3) for k, v in sums.items()}
                print(f"epoch {self.epoch} {n}/{len(batches)} {time.time() - began:.0f} s {means}", flush=True)
        self.epoch += 1

    def _learn_batch(self, batch: Batch, done: float) -> dict[str, torch.Tensor]:
        """One step; `done`: share of the training behind it. The rate rises for 300 steps and then falls to nothing."""
        for group, base in zip(self.optimizer.param_groups, (self.arg.rate, self.arg.rate * 6), strict=True):
            group["lr"] = base * min(1.0, (self.step + 1) / 300) * max(0.01, 1 - done)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            parts = losses(self.network, veiled(batch, self.random).to(self.device))
        self.optimizer.zero_grad()
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        if self.step % AVERAGED_EVERY == 0:
            self.average.update(self.network, self.step // AVERAGED_EVERY)
        return parts

    def scores(self, development: dict[str, list[Batch]]) -> dict[str, dict[str, float]]:
        """How well the averaged weights read the development texts."""
        kept = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average.weights)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            out = {
                name: evaluate(self.network, [b.to(self.device) for b in part]) for name, part in development.items()
            }
        self.network.load_state_dict(kept)
        return out


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", "--from", type=Path, help="a checkpoint whose weights to begin with")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--pieces", type=int, default=2000, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4, help="peak learning rate of the encoder; heads get 6 times")
    parser.add_argument("--domain-weight", type=int, default=2, help="times the domain corpus is seen an epoch")
    parser.add_argument("--new", nargs="*", default=[], help="how the ids begin of domain texts to see more often")
    parser.add_argument("--newly", type=int, default=3, help="times a new domain text is seen for a known one's once")
    parser.add_argument("--again", type=float, default=1.0, help="share of the domain texts that are not new, an epoch")
    parser.add_argument("--share", type=float, default=1.0, help="share of the other texts seen an epoch")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
