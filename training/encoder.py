"""The encoder under both models: MiniLM, written out so that it trains quickly on a CPU and exports plainly.

Weights come from a transformers-format folder (`model.safetensors`), such as all-MiniLM-L6-v2. Against
`transformers.BertModel` the last hidden states differ by less than 1e-5.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

VOCABULARY, POSITIONS, WIDTH, HEADS, INNER, LAYERS, EPSILON = 30522, 512, 384, 12, 1536, 6, 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer with query, key and value in one product.

    Args:
        dropout: share of values left out in training, after attention and after the feed-forward part; none
            within attention, where it would forbid the fused kernel.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = x.shape
        split = (rows, length, HEADS, WIDTH // HEADS)
        q, k, v = (part.reshape(split).transpose(1, 2) for part in self.qkv(x).chunk(3, dim=-1))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token ids of shape (rows, length) to hidden states of shape (rows, length, 384)."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places) + self.types(types))
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_base(folder: Path, dropout: float = 0.0) -> Encoder:
    """Return an encoder with the weights of a transformers-format BERT in `folder`."""
    given = load_file(folder / "model.safetensors")
    given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
    mine = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"],
        "types.weight": given["embeddings.token_type_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for number in range(LAYERS):
        theirs = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [given[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            mine[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
            for ours, name in names.items():
                mine[f"layers.{number}.{ours}.{kind}"] = given[f"{theirs}{name}.{kind}"]
    encoder = Encoder(dropout)
    encoder.load_state_dict(mine)
    return encoder


class Reader(nn.Module):
    """Start and end logits for each token, and one logit for "this passage answers".

    Position 0, the [CLS] token, stands for "no answer" in the start and end logits, as in SQuAD 2.0 readers
    (Devlin et al. 2019, section 4.3).
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(WIDTH, 2)
        self.answers = nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = self.encoder(ids, mask, types)
        start, end = self.span(hidden).unbind(-1)
        # Only [CLS] and the passage may be chosen; type 1 marks the passage and its closing [SEP].
        shut = (1.0 - types.float()) * mask.float() + (1.0 - mask.float())
        shut = torch.cat([torch.zeros_like(shut[:, :1]), shut[:, 1:]], dim=1) * -1e4
        return start + shut, end + shut, self.answers(hidden[:, 0]).squeeze(-1)


class Classifier(nn.Module):
    """Logits of shape (rows, labels) for a pair of texts."""

    def __init__(self, encoder: Encoder, labels: int = 3) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(WIDTH, labels)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        return self.head(self.encoder(ids, mask, types)[:, 0])
