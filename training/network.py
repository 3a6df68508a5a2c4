"""The analyser's network: MiniLM encoder with a small head for each task.

The encoder reads each sentence by itself, which is best for tags and trees; two small layers over the words of a
window then let names, events and their arcs look across sentences.

Encoder: BERT (Devlin et al. 2019) in the size of MiniLM-L6 (Wang et al. 2020), with an embedding of word shapes
added to its input. Trees and relations: deep biaffine attention (Dozat & Manning 2017). Spans: BIO tags in chains.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from articles.extraction.encoding import SHAPES
from training.chains import Chains, padded
from training.labels import LAYERS, MEMBERS, RELATIONS, TRAITS, UPOS

WIDTH, LAYERS_DEEP, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
CONTEXT_LAYERS, CONTEXT_INNER = 2, 512


class SharedDropout(nn.Module):
    """Drops the same features at every word of a text (Gal & Ghahramani 2016): as good a rein, a tenth of the cost."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


def attended(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Multi-head attention (batch, length, WIDTH) of already projected vectors; `bias` is added to the scores.

    Written out: the fused kernel's backward pass costs twice as much on a CPU.
    """
    size, length, width = q.shape
    q, k, v = (x.view(size, length, HEADS, width // HEADS).transpose(1, 2) for x in (q, k, v))
    scores = (q * (width // HEADS) ** -0.5) @ k.transpose(2, 3)
    shares = (scores + bias.to(scores.dtype)).softmax(-1).to(v.dtype)
    return (shares @ v).transpose(1, 2).reshape(size, length, width)


def blocking(mask: Tensor, like: Tensor) -> Tensor:
    """What to add to scores so that nothing is seen where `mask` is False."""
    return torch.zeros_like(mask, dtype=like.dtype).masked_fill(~mask, -1e4)


class EncoderLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        seen = attended(self.query(x), self.key(x), self.value(x), bias)
        x = self.attention_norm(x + self.drop(self.out(seen)))
        return self.norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS_DEEP))

    def forward(self, ids: Tensor, shapes: Tensor, positions: Tensor, part: Tensor) -> Tensor:
        """Vectors (batch, pieces, WIDTH). Each piece sees those of its own sentence alone, wherever that stands."""
        x = self.pieces(ids) + self.positions(positions) + self.kind + self.shapes(shapes)
        x = self.drop(self.norm(x))
        bias = blocking((part[:, :, None] == part[:, None, :])[:, None], x)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, weights: dict[str, Tensor]) -> None:
        """Take over the weights of MiniLM-L6 in their usual names."""
        self.pieces.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
        self.kind.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        for mine, name in [(self.norm, "embeddings.LayerNorm")] + [
            (module, f"encoder.layer.{n}.{name}")
            for n, layer in enumerate(self.layers)
            for module, name in [
                (layer.query, "attention.self.query"),
                (layer.key, "attention.self.key"),
                (layer.value, "attention.self.value"),
                (layer.out, "attention.output.dense"),
                (layer.attention_norm, "attention.output.LayerNorm"),
                (layer.inner, "intermediate.dense"),
                (layer.outer, "output.dense"),
                (layer.norm, "output.LayerNorm"),
            ]
        ]:
            mine.weight.data.copy_(weights[f"{name}.weight"])
            mine.bias.data.copy_(weights[f"{name}.bias"])


class ContextLayer(nn.Module):
    """Words of a window look at one another, across sentences (pre-norm transformer layer).

    It begins as the identity, so that what the encoder knows already is not disturbed.
    """

    FAR = 4  # sentences; beyond, distances are alike

    def __init__(self) -> None:
        super().__init__()
        self.attention_norm, self.norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, CONTEXT_INNER), nn.Linear(CONTEXT_INNER, WIDTH)
        self.distance = nn.Embedding(2 * self.FAR + 1, HEADS)
        self.drop = nn.Dropout(0.1)
        for weight in (self.out.weight, self.out.bias, self.outer.weight, self.outer.bias, self.distance.weight):
            nn.init.zeros_(weight)

    def forward(self, x: Tensor, sentence: Tensor, mask: Tensor) -> Tensor:
        apart = (sentence[:, :, None] - sentence[:, None, :]).clamp(-self.FAR, self.FAR) + self.FAR
        bias = self.distance(apart).permute(0, 3, 1, 2) + blocking(mask, x)
        y = self.attention_norm(x)
        x = x + self.drop(self.out(attended(self.query(y), self.key(y), self.value(y), bias)))
        return x + self.drop(self.outer(F.gelu(self.inner(self.norm(x)))))


def projection(width: int, drop: float = 0.15) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), SharedDropout(drop))


def with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Biaffine(nn.Module):
    """Scores (batch, n, m, labels) of pairs of a dependent and a head."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.dependent, self.head = projection(width), projection(width)
        self.weight = nn.Parameter(torch.zeros(labels, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        d, h = with_one(self.dependent(dependents)), with_one(self.head(heads))
        # (b,1,n,w) @ (l,w,w) -> (b,l,n,w); @ (b,1,w,m) -> (b,l,n,m)
        scores = d[:, None] @ self.weight[None] @ h[:, None].transpose(2, 3)
        return scores.permute(0, 2, 3, 1)

    def chosen(self, dependents: Tensor, heads: Tensor, index: Tensor) -> Tensor:
        """Scores (batch, n, labels) of each dependent with the head at `index` (batch, n) alone."""
        d, h = with_one(self.dependent(dependents)), with_one(self.head(heads))
        h = h.gather(1, index[..., None].expand(-1, -1, h.shape[-1]))
        return ((d[:, None] @ self.weight[None]) * h[:, None]).sum(-1).transpose(1, 2)


class Network(nn.Module):
    """`tags`, `labels`: language-specific tags and dependency labels, in the model's order.

    `member` is trained only for what it teaches the vectors: who takes part in an event of the same window. It is not
    exported; in the product the mention graph, which these vectors feed, says so of the whole text.
    """

    def __init__(self, tags: tuple[str, ...], labels: tuple[str, ...]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.context = nn.ModuleList(ContextLayer() for _ in range(CONTEXT_LAYERS))
        self.drop = SharedDropout(0.1)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.pos, self.tag = nn.Linear(WIDTH, len(UPOS)), nn.Linear(WIDTH, len(tags))
        self.arc, self.label = Biaffine(256, 1), Biaffine(96, len(labels))
        self.spans = nn.ModuleDict(
            {name: nn.Sequential(projection(WIDTH, 0.1), nn.Linear(WIDTH, len(x))) for name, x in LAYERS.items()}
        )
        self.chains = Chains()
        self.traits = nn.ModuleDict(
            {
                name: nn.Sequential(projection(WIDTH // 2, 0.1), nn.Linear(WIDTH // 2, len(x)))
                for name, x in TRAITS.items()
            }
        )
        self.relation, self.member = Biaffine(128, len(RELATIONS)), Biaffine(64, len(MEMBERS))

    def words(self, ids: Tensor, shapes: Tensor, positions: Tensor, part: Tensor, first: Tensor) -> Tensor:
        """Vectors (batch, words, WIDTH) for tags and trees: each word's first piece, read within its sentence."""
        pieces = self.encoder(ids, shapes, positions, part)
        return self.drop(pieces.gather(1, first[..., None].expand(-1, -1, WIDTH)))

    def in_context(self, words: Tensor, sentence: Tensor) -> Tensor:
        """Vectors (batch, words, WIDTH) for names, events and arcs: each word among all words of its window.

        `sentence`: number of each word's sentence, negative where padded.
        """
        mask = (sentence >= 0)[:, None, None]
        for layer in self.context:
            words = layer(words, sentence, mask)
        return words

    def span_scores(self, seen: Tensor) -> Tensor:
        """Scores (batch, words, layers, labels) of BIO labels before their chains are followed."""
        return padded({name: head(seen) for name, head in self.spans.items()})

    def rooted(self, words: Tensor) -> Tensor:
        return torch.cat([self.root.expand(words.shape[0], 1, -1).to(words.dtype), words], 1)

    def arcs(self, words: Tensor) -> Tensor:
        """Scores (batch, words, words + 1) of heads; the first one is the root."""
        return self.arc(words, self.rooted(words))[..., 0]
