"""The cheap first stage: two convolutions over the same tokens, which clear what is plainly harmless.

A logit per token from the thirteen tokens around it. A window goes on to the encoder if any of its tokens reaches
the threshold, so a whole document costs one pass whatever its windows are.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

WIDTH, CHANNELS, KERNEL = 40, 96, 5


class FirstStage(nn.Module):
    def __init__(self, vocabulary: int):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, WIDTH)
        self.near = nn.Conv1d(WIDTH, CHANNELS, KERNEL, padding=KERNEL // 2)
        self.wide = nn.Conv1d(CHANNELS, CHANNELS, KERNEL, padding=KERNEL - 1, dilation=2)
        self.out = nn.Conv1d(CHANNELS, 1, 1)
        self.dropout = nn.Dropout(0.1)
        nn.init.normal_(self.embed.weight, std=0.3)

    def forward(self, input_ids):
        x = self.dropout(self.embed(input_ids)).transpose(1, 2)
        x = functional.gelu(self.near(x))
        x = functional.gelu(self.wide(self.dropout(x)))
        return self.out(x).squeeze(1)


def loss_of(net: FirstStage, b: dict[str, torch.Tensor]) -> torch.Tensor:
    logits = net(b["ids"] * b["mask"])
    highest = (logits - (1 - b["mask"]) * 1e4).amax(1)
    chunk = functional.binary_cross_entropy_with_logits(highest, b["label"])
    each = functional.binary_cross_entropy_with_logits(logits, b["marks"], reduction="none")
    return chunk + ((each * b["known"]).sum(1) / b["known"].sum(1).clamp(min=1)).mean()
