"""Write checkpoints as the product runs them: two ONNX graphs with 8-bit weights, their labels and their vocabulary.

python -m training.export --checkpoint RUN/last.pt… --mentions RUN/mentions.pt --minilm DIR --out DIR --version X.Y.Z

Of several checkpoints of one training the weights are averaged (Wortsman et al. 2022): each has forgotten other things.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from articles.extraction.encoding import SHAPES, Window, WordEncoder
from training.labels import LAYERS, MEMBERS, RELATIONS, TRAITS, UPOS
from training.mention_network import FIGURES, MentionNetwork
from training.network import WIDTH as SEEN
from training.network import Network
from training.scores import head_scores

PIECEWISE = ("ids", "shapes", "positions", "part")
INPUTS = (*PIECEWISE, "first", "sentence")


class Graph(nn.Module):
    """One window in, scores out: no batch, so that a text's analysis depends on nothing but the text."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, shapes: Tensor, positions: Tensor, part: Tensor, first: Tensor, sentence: Tensor
    ) -> tuple[Tensor, ...]:
        net = self.network
        words = net.words(ids[None], shapes[None], positions[None], part[None], first[None])
        seen = net.in_context(words, sentence[None])
        arcs = head_scores(net, words, sentence[None])
        return (
            net.pos(words).argmax(-1)[0],
            net.tag(words).argmax(-1)[0],
            arcs[0],
            net.label(words, net.rooted(words)).argmax(-1)[0],
            *(net.spans[name](seen)[0] for name in LAYERS),
            *(net.traits[name](seen)[0] for name in TRAITS),
            net.relation(seen, seen)[0],
            seen[0],
        )


class PairGraph(nn.Module):
    """The mentions of one text in, shares out."""

    def __init__(self, network: MentionNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor, kinds: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        mask = torch.ones_like(kinds, dtype=torch.bool)
        members, same = self.network(vectors[None], kinds[None], pairs[None], mask[None])
        return members[0].softmax(-1), same[0].sigmoid()


def outputs() -> list[str]:
    return ["pos", "tag", "arcs", "labels", *LAYERS, *TRAITS, "relations", "seen"]


def averaged(states: list[dict[str, Any]]) -> dict[str, Tensor]:
    """The mean of the weights of several checkpoints; a part that some lack is that of the others."""
    found = [state["average"] for state in states]
    out = {}
    for name, weights in found[0].items():
        alike = torch.stack([each[name] for each in found if name in each])
        out[name] = alike.mean(0) if weights.is_floating_point() else weights
    return out


def load_network(checkpoints: list[Path]) -> tuple[Network, dict[str, Any]]:
    """The network with the mean weights of the checkpoints, and the first one's state."""
    states = [torch.load(path, map_location="cpu", weights_only=False) for path in checkpoints]
    network = Network(states[0]["tags"], states[0]["labels"])
    network.load_state_dict(averaged(states))
    return network, states[0]


def export(checkpoints: list[Path], mentions: Path, minilm: Path, out: Path, version: str) -> None:
    network, state = load_network(checkpoints)
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(minilm / "vocab.txt", out / "vocabulary.txt")
    words, sentence = ["Lim", "met", "Lavrov", ".", "They", "talked", "."], [0] * 4 + [1] * 3
    window = WordEncoder(out / "vocabulary.txt").window(words, sentence)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        write_graph(network, window, full)
        quantize_dynamic(
            full,
            out / "analyser.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            nodes_to_exclude=biaffine_nodes(full),
        )
        compare(full, out / "analyser.onnx", window)
    onnx.checker.check_model(str(out / "analyser.onnx"))
    write_mention_graph(mentions, out / "mentions.onnx")
    write_labels(out / "analyser.json", state, version, transitions(network))
    print({path.name: path.stat().st_size for path in sorted(out.iterdir()) if path.is_file()})


def write_graph(network: Network, window: Window, path: Path) -> None:
    """The network with full weights; `window`: any example."""
    axes = {name: {0: "pieces" if name in PIECEWISE else "words"} for name in INPUTS}
    axes |= {name: {0: "words"} for name in outputs()}
    axes["arcs"][1] = axes["labels"][1] = "heads"
    axes["relations"][1] = "columns"
    torch.onnx.export(
        Graph(network),
        tuple(torch.from_numpy(getattr(window, name)) for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=outputs(),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def write_mention_graph(checkpoint: Path, path: Path) -> None:
    """The mention graph's network with 8-bit weights, but for those of its pairs."""
    network = MentionNetwork()
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True))
    network.eval()
    example = (torch.randn(3, SEEN), torch.tensor([0, 6, 0]), torch.zeros(3, 3, FIGURES))
    names = ("vectors", "kinds", "pairs")
    axes = {name: {0: "mentions"} for name in (*names, "members", "same")}
    axes["pairs"][1] = axes["members"][1] = axes["same"][1] = "columns"
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            PairGraph(network), example, str(full), input_names=list(names), output_names=["members", "same"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            full,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            nodes_to_exclude=pair_nodes(full),
        )
    onnx.checker.check_model(str(path))


def pair_nodes(path: Path) -> list[str]:
    """The products over pairs: small weights, and figures of too many sizes for 8 bits."""
    nodes = [node.name for node in onnx.load(str(path)).graph.node]
    return [
        name for name in nodes if name.split("/")[2:3] in (["figures"], ["MatMul"], ["MatMul_1"]) or "/bias/" in name
    ]


def transitions(network: Network) -> dict[str, list[list[float]]]:
    """The learnt scores of one label after another, by layer."""
    learnt = network.chains.transitions.detach()
    return {
        name: [[round(x, 3) for x in row] for row in learnt[n, : len(layer), : len(layer)].tolist()]
        for n, (name, layer) in enumerate(LAYERS.items())
    }


def write_labels(path: Path, state: dict[str, Any], version: str, learnt: dict[str, list[list[float]]]) -> None:
    labels = {
        "version": version,
        "shapes": SHAPES,
        "pos": UPOS,
        "tag": state["tags"],
        "label": state["labels"],
        "layers": LAYERS,
        "transitions": learnt,
        "traits": TRAITS,
        "relations": RELATIONS,
        "members": MEMBERS,
    }
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def biaffine_nodes(path: Path) -> list[str]:
    """The products with the biaffine weights: small, and of a shape that the 8-bit kernels refuse."""
    nodes = (node.name for node in onnx.load(str(path)).graph.node)
    biaffine = (["arc"], ["label"], ["relation"])
    return [name for name in nodes if name.split("/")[1:2] in biaffine and name.count("/") == 2]


def compare(full: Path, small: Path, window: Window) -> None:
    """Print how far the 8-bit graph's scores are from the full one's."""
    feed = {name: getattr(window, name) for name in INPUTS}
    results = [
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, feed)
        for path in (full, small)
    ]
    for name, a, b in zip(outputs(), *results, strict=True):
        print(f"{name:18} {a.shape!s:14} largest difference {np.abs(a.astype(float) - b).max():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    for name in ("mentions", "minilm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--version", required=True)
    arg = parser.parse_args()
    export(arg.checkpoint, arg.mentions, arg.minilm, arg.out, arg.version)


if __name__ == "__main__":
    main()
