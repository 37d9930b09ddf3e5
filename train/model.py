"""The model that is taught: the encoder's own layers, the upper ones trained, and one linear head.

The head gives four numbers for each token: start and end of the answer, and, read on the first token,
relevance and answerability. The layers are BERT's (Devlin et al. 2019, arXiv:1810.04805) without dropout,
written out so that attention runs as plain matrix products: torch's fused attention takes three times as
long to go backward on a CPU with bfloat16 units.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

START, END, RELEVANCE, ANSWERABLE = range(4)
_MASKED = -1e4  # in bfloat16 still far below any score


class _Layer(nn.Module):
    """Its parameters have the names that BERT's files give them."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        hidden, inner = config["hidden_size"], config["intermediate_size"]
        self.heads: int = config["num_attention_heads"]

        def normal() -> nn.LayerNorm:
            return nn.LayerNorm(hidden, eps=config["layer_norm_eps"])

        mixing = {name: nn.Linear(hidden, hidden) for name in ("query", "key", "value")}
        after = nn.ModuleDict({"dense": nn.Linear(hidden, hidden), "LayerNorm": normal()})
        self.attention = nn.ModuleDict({"self": nn.ModuleDict(mixing), "output": after})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(hidden, inner)})
        self.output = nn.ModuleDict({"dense": nn.Linear(inner, hidden), "LayerNorm": normal()})

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x (batch, length, hidden), bias (batch, 1, 1, length) added to the attention scores."""
        batch, length, hidden = x.shape
        mixing: Any = self.attention["self"]
        parts = [mixing[name] for name in ("query", "key", "value")]
        weight, shift = torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])
        size = hidden // self.heads
        mixed = functional.linear(x, weight, shift).view(batch, length, 3, self.heads, size)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.matmul(query * size**-0.5, key.transpose(-1, -2)) + bias
        seen = torch.matmul(torch.softmax(scores, -1), value)
        seen = seen.transpose(1, 2).reshape(batch, length, hidden)
        after: Any = self.attention["output"]
        x = after["LayerNorm"](x + after["dense"](seen))
        inner = functional.gelu(self.intermediate["dense"](x))
        return cast(Tensor, self.output["LayerNorm"](x + self.output["dense"](inner)))


class ReaderModel(nn.Module):
    """``frozen`` counts the lowest layers that stay the encoder's own; its embeddings always do."""

    word_embeddings: Tensor
    position_embeddings: Tensor
    token_type_embeddings: Tensor
    embedded_weight: Tensor
    embedded_bias: Tensor

    def __init__(self, encoder: Path, config: dict[str, Any], frozen: int) -> None:
        super().__init__()
        tensors = load_file(str(encoder / "model.safetensors"))
        self.frozen = frozen
        self.eps: float = config["layer_norm_eps"]
        for name in ("word_embeddings", "position_embeddings", "token_type_embeddings"):
            self.register_buffer(name, tensors[f"embeddings.{name}.weight"])
        for name in ("weight", "bias"):
            self.register_buffer("embedded_" + name, tensors[f"embeddings.LayerNorm.{name}"])
        self.layers = nn.ModuleList(_Layer(config) for _ in range(config["num_hidden_layers"]))
        prefix = "encoder.layer."
        own = {name.removeprefix(prefix): t for name, t in tensors.items() if name.startswith(prefix)}
        self.layers.load_state_dict(own)
        for layer in self.layers[:frozen]:
            layer.requires_grad_(False)
        self.head = nn.Linear(config["hidden_size"], 4)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids, mask (batch, length) → (batch, length, 4) float32."""
        with torch.no_grad():
            x = functional.embedding(ids, self.word_embeddings)
            x = x + self.token_type_embeddings[0] + self.position_embeddings[: ids.shape[1]]
            x = functional.layer_norm(x, (x.shape[-1],), self.embedded_weight, self.embedded_bias, self.eps)
            bias = ((1 - mask[:, None, None, :].to(x.dtype)) * _MASKED).to(x.dtype)
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        return functional.linear(x.float(), self.head.weight.float(), self.head.bias.float())

    def tuned(self) -> dict[str, Tensor]:
        """The trained parameters of the layers, by the names that the encoder's file gives them."""
        found = self.layers.named_parameters()
        return {f"encoder.layer.{name}": p for name, p in found if p.requires_grad}


def losses(
    scores: Tensor, mask: Tensor, starts: Tensor, ends: Tensor, relevant: Tensor, answerable: Tensor,
    group: Tensor,
) -> dict[str, Tensor]:  # fmt: skip
    """What a batch costs, by part; the sum is what is minimised.

    scores (batch, length, 4); mask (batch, length) of the tokens an answer may touch, and the first, which
    stands for "no answer"; starts, ends (batch) token places; relevant, answerable (batch) 1, 0 or -1 for
    unknown; group (batch): pairs of one question, or made from it.

    Span: cross-entropy of start and end. Relevance, answerability: binary cross-entropy, and within a
    group the pairwise logistic loss (Burges et al. 2005, RankNet) of each right pair against each wrong.
    """
    blocked = scores[..., :2].masked_fill(~mask[..., None], -1e4)
    known = answerable >= 0
    out = {}
    if known.any():
        out["span"] = functional.cross_entropy(blocked[known, :, START], starts[known]) / 2
        out["span"] = out["span"] + functional.cross_entropy(blocked[known, :, END], ends[known]) / 2
    same = group[:, None] == group[None, :]
    for name, place, truth in (("relevance", RELEVANCE, relevant), ("answerable", ANSWERABLE, answerable)):
        logits = scores[:, 0, place]
        if (truth >= 0).any():
            told = truth >= 0
            out[name] = functional.binary_cross_entropy_with_logits(logits[told], truth[told].float())
        against = same & (truth[:, None] == 1) & (truth[None, :] == 0)
        if against.any():
            gaps = (logits[:, None] - logits[None, :])[against]
            out[name + "_pairs"] = functional.softplus(-gaps).mean() / 2
    return out
