"""Writes an int8 DeBERTa-v3-xsmall with random weights: the shape of a published detector, to measure cost beside.

What a graph costs does not depend on what its weights say.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from transformers import DebertaV2Config, DebertaV2ForSequenceClassification

import export


def xsmall() -> DebertaV2ForSequenceClassification:
    torch.manual_seed(1)
    config = DebertaV2Config(
        vocab_size=128100, hidden_size=384, num_hidden_layers=12, num_attention_heads=6, intermediate_size=1536,
        max_position_embeddings=512, relative_attention=True, position_buckets=256, norm_rel_ebd="layer_norm",
        share_att_key=True, pos_att_type=["p2c", "c2p"], position_biased_input=False, type_vocab_size=0, num_labels=2,
    )  # fmt: skip
    return DebertaV2ForSequenceClassification(config).eval()


class _Logits(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, input_ids, attention_mask):
        return self.net(input_ids=input_ids, attention_mask=attention_mask).logits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file to write")
    parser.add_argument("--tokens", type=int, default=256)
    args = parser.parse_args()
    ids = torch.randint(5, 30000, (1, args.tokens))
    fp32 = args.out.with_suffix(".fp32.onnx")
    torch.onnx.export(
        _Logits(xsmall()), (ids, torch.ones_like(ids)), fp32, input_names=["input_ids", "attention_mask"],
        output_names=["logits"], opset_version=18, dynamo=True, external_data=False, verbose=False,
    )  # fmt: skip
    export.quantise(fp32, args.out)
    fp32.unlink()


if __name__ == "__main__":
    main()
