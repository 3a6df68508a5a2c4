"""The shipped analyser as a checkpoint, to train on from or to average with.

python -m training.restore --models articles/extraction/models/english --out RUN/shipped.pt

Checkpoints are not part of the repository, the exported graphs are. Their 8-bit weights are written out again, so
each is right to half a step of its scale (1/254 of the largest of its column). What is not exported, the head
`member`, is missing: `training.train --from` begins it anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.labels import LAYERS, TRAITS
from training.network import Network

Arrays = dict[str, np.ndarray]
#: modules of the biaffine heads, whose weights stand in the graph as constants of another shape
BIAFFINE = ("arc", "label", "relation")


def restore(models: Path) -> dict[str, object]:
    """`average`, `tags` and `labels` as `training.train` saves them. ValueError if the graph is of another network."""
    told = json.loads((models / "analyser.json").read_text(encoding="utf-8"))
    tags, labels = tuple(told["tag"]), tuple(told["label"])
    graph = onnx.load(str(models / "analyser.onnx")).graph
    kept = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = _named(kept) | _products(graph, kept) | {"chains.transitions": _transitions(told["transitions"])}
    network = Network(tags, labels)
    state = network.state_dict()
    for name, weights in state.items():
        if name in found:
            if found[name].shape != tuple(weights.shape):
                raise ValueError(f"{name}: the graph has {found[name].shape}, the network {tuple(weights.shape)}.")
            weights.copy_(torch.from_numpy(found[name].copy()))
    missing = [name for name in state if name not in found and not name.startswith("member.")]
    if missing:
        raise ValueError(f"The graph of {models} lacks {', '.join(missing)}.")
    average: dict[str, Tensor] = {name: weights for name, weights in state.items() if name in found}
    return {"average": average, "tags": tags, "labels": labels, "version": told["version"]}


def _named(kept: Arrays) -> Arrays:
    """Weights that keep their names in the graph: vectors as they were, tables in 8 bits."""
    plain = {name: x for name, x in kept.items() if name.startswith("network.") and not _of_scale(name)}
    tables = {
        name.removesuffix("_quantized"): _full(kept, name.removesuffix("_quantized"))
        for name in kept
        if name.startswith("network.") and name.endswith("_quantized")
    }
    return {name.removeprefix("network."): x for name, x in (plain | tables).items()}


def _products(graph: onnx.GraphProto, kept: Arrays) -> Arrays:
    """Weights whose names the graph does not keep, by the name of the product that they stand in."""
    out = Arrays()
    for node in graph.node:
        module = node.name.strip("/").split("/")[:-1]
        held = next((name for name in node.input if name.removesuffix("_quantized") + "_scale" in kept), None)
        if node.op_type == "MatMulInteger" and held:
            out[_dotted(module) + ".weight"] = _full(kept, held.removesuffix("_quantized")).T
        elif node.op_type == "MatMul" and len(module) == 1 and module[0] in BIAFFINE:
            out |= {f"{module[0]}.weight": kept[name][0] for name in node.input if name in kept}
    return out


def _dotted(module: list[str]) -> str:
    """`encoder/layers.0/query` is `encoder.layers.0.query`. A part may name the one before it again (`arc/dependent/
    dependent.0`), and those of `spans` and `traits` do not name these."""
    named = list[str]()
    for part in module:
        if named and part.startswith(f"{named[-1]}."):
            named.pop()
        named.append(part)
    folder = ["spans"] if module[0] in LAYERS else ["traits"] if module[0] in TRAITS else []
    return ".".join(folder + named)


def _full(kept: Arrays, name: str) -> np.ndarray:
    whole = kept[f"{name}_quantized"].astype(np.float32) - kept[f"{name}_zero_point"].astype(np.float32)
    return whole * kept[f"{name}_scale"]


def _of_scale(name: str) -> bool:
    return name.endswith(("_quantized", "_scale", "_zero_point"))


def _transitions(told: dict[str, list[list[float]]]) -> np.ndarray:
    size = max(len(layer) for layer in LAYERS.values())
    out = np.zeros((len(LAYERS), size, size), np.float32)
    for n, name in enumerate(LAYERS):
        out[n, : len(told[name]), : len(told[name])] = told[name]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=Path("articles/extraction/models/english"))
    parser.add_argument("--out", type=Path, required=True)
    arg = parser.parse_args()
    arg.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(restore(arg.models), arg.out)
    print(f"{arg.out}: the weights of version {torch.load(arg.out, weights_only=True)['version']}")


if __name__ == "__main__":
    main()
