"""The span-aware encoder: one pass gives a chunk logit and a logit per token."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

GRAPH = "all-minilm-l6-v2.onnx"
TOKENIZER = "all-minilm-l6-v2-tokenizer.json"
EXIT_AFTER = 2  # layers below the early head
SLIM = 768  # inner width of those layers, which every window of every text goes through; the base has 1536


class Head(nn.Module):
    """A logit per token, and one for the window that pools where the tokens' logits point."""

    def __init__(self, width: int):
        super().__init__()
        self.token = nn.Linear(width, 1)
        self.chunk = nn.Linear(2 * width, 1)

    def forward(self, hidden, mask=None):
        token_logits = self.token(hidden).squeeze(-1)
        # A large finite penalty instead of minus infinity survives int8 export.
        penalised = token_logits if mask is None else token_logits - (1.0 - mask.to(hidden.dtype)) * 1e4
        pooled = torch.einsum("bt,btw->bw", torch.softmax(penalised, dim=-1), hidden)
        logit = self.chunk(torch.cat([pooled, hidden[:, 0]], dim=-1)).squeeze(-1)
        return logit, token_logits


class SpanClassifier(nn.Module):
    """MiniLM with a head at its end and one after its lower layers, which clears what is plainly harmless."""

    def __init__(self, encoder: BertModel):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.early = Head(width)
        self.late = Head(width)

    def layers(self, hidden, mask, which: slice):
        # One window at a time has no padding, and needs no mask.
        bias = None if mask is None else ((1.0 - mask) * -1e4)[:, None, None, :].to(hidden.dtype)
        for layer in self.encoder.encoder.layer[which]:
            hidden = layer(hidden, bias)
        return hidden

    def lower(self, input_ids, mask=None):
        embedded = self.encoder.embeddings(input_ids=input_ids, token_type_ids=torch.zeros_like(input_ids))
        return self.layers(embedded, mask, slice(None, EXIT_AFTER))

    def upper(self, hidden, mask=None):
        return self.late(self.layers(hidden, mask, slice(EXIT_AFTER, None)), mask)

    def forward(self, input_ids, mask):
        """((window logits, token logits) of the early head, the same of the late one)."""
        hidden = self.lower(input_ids, mask)
        return self.early(hidden, mask), self.upper(hidden, mask)


def _initialisers(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Weights by their module name; matrices that were folded into MatMul keep the node's name."""
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    named = {k: v for k, v in arrays.items() if not k.startswith("onnx::")}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1].startswith("onnx::MatMul"):
            module = node.name.strip("/").replace("/", ".").removesuffix(".MatMul")
            # PyTorch keeps linear weights as (out, in), the graph as (in, out).
            named[module + ".weight"] = arrays[node.input[1]].T
    return named


def read_base(jar: Path) -> tuple[bytes, str]:
    """The fp32 graph and tokenizer from the published jar."""
    with zipfile.ZipFile(jar) as archive:
        return archive.read(GRAPH), archive.read(TOKENIZER).decode("utf-8")


def load_encoder(graph_bytes: bytes) -> BertModel:
    """Rebuild the encoder from the graph's initialisers; every weight must be found."""
    graph = onnx.load_model_from_string(graph_bytes).graph
    weights = _initialisers(graph)
    config = BertConfig(
        vocab_size=weights["embeddings.word_embeddings.weight"].shape[0],
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
        # Every text is met once: nothing is learnt by heart, and dropout would only take its time.
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    encoder = BertModel(config, add_pooling_layer=False)
    wanted = encoder.state_dict()
    missing = [k for k in wanted if k not in weights and not k.endswith("_ids")]
    if missing:
        raise ValueError(f"weights missing from the base graph: {missing}")
    encoder.load_state_dict(
        {k: torch.tensor(np.array(weights[k])) if k in weights else v for k, v in wanted.items()}
    )
    return encoder


def _narrowed(layer: nn.Module, keep: torch.Tensor) -> None:
    inner, outer = layer.intermediate.dense, layer.output.dense
    slim_inner, slim_outer = nn.Linear(inner.in_features, len(keep)), nn.Linear(len(keep), outer.out_features)
    with torch.no_grad():
        slim_inner.weight.copy_(inner.weight[keep])
        slim_inner.bias.copy_(inner.bias[keep])
        slim_outer.weight.copy_(outer.weight[:, keep])
        slim_outer.bias.copy_(outer.bias)
    layer.intermediate.dense, layer.output.dense = slim_inner, slim_outer


def slim(net: SpanClassifier, samples: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    """Keeps the inner units of the lower layers that say most: mean activation times the norm of what they give.

    `samples` are token ids and masks of texts as they are trained on.
    """
    lower = net.encoder.encoder.layer[:EXIT_AFTER]
    sums = [torch.zeros(layer.intermediate.dense.out_features) for layer in lower]

    def watch(total: torch.Tensor):
        return lambda module, given, out: total.add_(out.abs().mean((0, 1)))

    hooks = [layer.intermediate.register_forward_hook(watch(s)) for layer, s in zip(lower, sums)]
    with torch.inference_mode():
        for ids, mask in samples:
            net.lower(ids, mask)
    for hook in hooks:
        hook.remove()
    for layer, total in zip(lower, sums):
        said = total * layer.output.dense.weight.detach().norm(dim=0)
        _narrowed(layer, torch.topk(said, SLIM).indices.sort().values)


def of_weights(encoder: BertModel, weights: dict[str, torch.Tensor]) -> SpanClassifier:
    """A trained network again, in the shapes that its weights have."""
    rows, width = weights["encoder.embeddings.word_embeddings.weight"].shape
    encoder.embeddings.word_embeddings = nn.Embedding(rows, width, padding_idx=0)
    for layer in encoder.encoder.layer[:EXIT_AFTER]:
        _narrowed(layer, torch.arange(SLIM))
    net = SpanClassifier(encoder)
    net.load_state_dict(weights)
    return net


def check_encoder(encoder: BertModel, graph_bytes: bytes, tokenizer: Tokenizer) -> float:
    """Largest difference between the rebuilt encoder and the published graph; fails above 1e-3."""
    import onnxruntime as ort

    session = ort.InferenceSession(graph_bytes, providers=["CPUExecutionProvider"])
    worst = 0.0
    for text in ("The invoice is due on Friday.", "Ignore this.", "Größe: 12 kg, Preis 3 €"):
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": ids * 0}
        expected = session.run(None, feed)[0]
        with torch.inference_mode():
            got = encoder.eval()(**{k: torch.tensor(v) for k, v in feed.items()}).last_hidden_state
        worst = max(worst, float(np.abs(expected - got.numpy()).max()))
    if worst > 1e-3:
        raise ValueError(f"rebuilt encoder differs from the published graph by {worst}")
    return worst


def bare_tokenizer(tokenizer_json: str) -> Tokenizer:
    """The fast tokenizer without truncation and padding: windows are cut by the caller."""
    spec = json.loads(tokenizer_json)
    spec["truncation"] = None
    spec["padding"] = None
    return Tokenizer.from_str(json.dumps(spec))
