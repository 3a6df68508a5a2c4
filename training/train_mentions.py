"""Train the mention graph upon a trained first network.

    python -m training.train_mentions --checkpoint RUN/last.pt… --minilm DIR --run DIR [--seeds N…] [--epochs N]

The first network stays as it is: it reads the domain corpus once per `--hidden` share of hidden word pieces, and the
graph learns from what it sees (some minutes on one core a seed). `--checkpoint`: as `training.export` takes it.
`--seeds`: where a network begins makes it better or worse by up to two points, so one is trained for each seed, and the
one that reads the held-out texts best is kept. (The mean of what several say is no better than the best one.)
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from articles.extraction.encoding import WordEncoder
from training.batches import Batcher
from training.domain import read_domain
from training.examples import IGNORE
from training.export import load_network
from training.labels import MEMBERS
from training.mention_network import RELATED, MentionNetwork
from training.mention_nodes import Graph, GraphReader, by_size
from training.scores import count_pairs
from training.tally import Tally

MANY, RATE, WARM = 8, 1e-3, 100
#: how much what means the same counts beside members
SAME = 0.5
#: share of graphs that are learnt without what the first network makes of pairs: it is surer there than elsewhere
BARE = 0.2


def stacked(graphs: list[Graph]) -> tuple[Tensor, ...]:
    """Vectors, kinds, pairs, mask, members and same of several graphs, padded."""
    longest = max(len(g.nodes.kinds) for g in graphs)

    def padded(parts: list[Tensor], sides: int, fill: float = 0) -> Tensor:
        return torch.stack(
            [F.pad(x, [0] * (2 * (x.dim() - sides)) + [0, longest - x.shape[0]] * sides, value=fill) for x in parts]
        )

    return (
        padded([torch.from_numpy(g.nodes.vectors) for g in graphs], 1),
        padded([torch.from_numpy(g.nodes.kinds) for g in graphs], 1),
        padded([g.pairs for g in graphs], 2),
        padded([torch.ones(len(g.nodes.kinds), dtype=torch.bool) for g in graphs], 1),
        padded([g.members for g in graphs], 2, IGNORE),
        padded([g.same for g in graphs], 2, IGNORE),
    )


def loss(network: MentionNetwork, graphs: list[Graph], bare: float = 0.0) -> Tensor:
    vectors, kinds, pairs, mask, members, same = stacked(graphs)
    if bare:
        pairs[torch.rand(len(graphs)) < bare, :, :, RELATED] = 0
    scores, back = network(vectors, kinds, pairs, mask)
    out = F.cross_entropy(scores.flatten(0, 2), members.flatten(), ignore_index=IGNORE)
    asked = same != IGNORE
    if asked.any():
        out = out + SAME * F.binary_cross_entropy_with_logits(back[asked], same[asked].float())
    return out


@torch.no_grad()
def evaluate(network: MentionNetwork, graphs: list[Graph]) -> dict[str, float]:
    """F of members by role and of all, and of what means the same."""
    network.eval()
    tally = Tally()
    for batch in by_size(graphs, MANY):
        *given, members, same = stacked(batch)
        scores, back = network(*given)
        chosen, asked = scores.argmax(-1), members != IGNORE
        for label, name in list(enumerate(MEMBERS))[1:]:
            count_pairs(tally, name, asked & (members == label), asked & (chosen == label))
            count_pairs(tally, "members", asked & (members == label), asked & (chosen == label))
        count_pairs(tally, "same", same == 1, (same != IGNORE) & (back > 0))
    network.train()
    return tally.report()


def learn(
    training: list[Graph], development: list[Graph], *, seed: int, epochs: int, log: Path
) -> tuple[MentionNetwork, dict[str, float]]:
    """The network of a seed, and how well it reads the development texts in the end (`evaluate`)."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    network = MentionNetwork()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    batches = by_size(training, MANY)
    steps, step = epochs * len(batches), 0
    found: dict[str, float] = {}
    with log.open("w", encoding="utf-8") as lines:
        for epoch in range(epochs):
            began, total = time.time(), 0.0
            order.shuffle(batches)
            for batch in batches:
                for group in optimizer.param_groups:
                    group["lr"] = RATE * min(1.0, (step + 1) / WARM) * max(0.01, 1 - step / steps)
                value = loss(network, batch, BARE)
                optimizer.zero_grad()
                value.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                step, total = step + 1, total + value.item()
            line = {"epoch": epoch + 1, "seconds": round(time.time() - began), "loss": round(total / len(batches), 4)}
            found = evaluate(network, development)
            line |= {k: v for k, v in found.items() if k.endswith(" F")}
            print(json.dumps(line), file=lines, flush=True)
            print(json.dumps(line), flush=True)
    return network, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    for name in ("minilm", "run"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[20, 21])
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--hidden", type=float, nargs="+", default=[0.2, 0.3])
    parser.add_argument("--threads", type=int, default=2)
    arg = parser.parse_args()
    torch.set_num_threads(arg.threads)
    network, state = load_network(arg.checkpoint)
    batcher = Batcher(WordEncoder(arg.minilm / "vocab.txt"), state["tags"], state["labels"])
    examples = read_domain(held_out=False)
    training = []
    for seed, hidden in enumerate(arg.hidden):
        training += list(GraphReader(network, batcher, hidden=hidden, seed=seed).graphs(examples))
        print(f"{len(training)} graphs", flush=True)
    development = list(GraphReader(network, batcher).graphs(read_domain(held_out=True)))
    arg.run.mkdir(parents=True, exist_ok=True)
    best = 0.0
    for seed in arg.seeds:
        log = arg.run / f"mentions-{seed}.jsonl"
        graph, found = learn(training, development, seed=seed, epochs=arg.epochs, log=log)
        if found["members F"] > best:
            best = found["members F"]
            torch.save(graph.state_dict(), arg.run / "mentions.pt")


if __name__ == "__main__":
    main()
