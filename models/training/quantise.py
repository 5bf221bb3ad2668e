"""Lets the last steps of training feel the rounding that the int8 export will do.

The runtime quantises each activation tensor to 8 bits with one scale for the tensor, and weights with one scale
for each output. Here both are rounded the same way in the forward pass; gradients pass as if they were not
(Bengio et al. 2013, straight-through estimator).
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional


def rounded_activation(x: torch.Tensor) -> torch.Tensor:
    low, high = x.detach().amin().clamp(max=0), x.detach().amax().clamp(min=0)
    scale = ((high - low) / 255).clamp(min=1e-8)
    zero = torch.round(-low / scale)
    return (torch.clamp(torch.round(x / scale) + zero, 0, 255) - zero) * scale


def rounded_weight(w: torch.Tensor) -> torch.Tensor:
    scale = (w.detach().abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
    return torch.round(w / scale) * scale


def _straight_through(exact: torch.Tensor, rounded: torch.Tensor) -> torch.Tensor:
    return exact + (rounded - exact).detach()


class _Rounding(nn.Module):
    def __init__(self, linear: nn.Linear):
        super().__init__()
        self.exact = linear

    def forward(self, x):
        with torch.no_grad():
            near = rounded_activation(x)
            weight = rounded_weight(self.exact.weight)
        return functional.linear(_straight_through(x, near), _straight_through(self.exact.weight, weight), self.exact.bias)


def watch(net: nn.Module) -> None:
    """Puts the rounding into every linear layer of the encoder; a second call changes nothing."""
    for module in list(net.encoder.modules()):
        if isinstance(module, _Rounding):
            return
    for module in list(net.encoder.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear) and not isinstance(module, _Rounding):
                setattr(module, name, _Rounding(child))


def state_of(net: nn.Module) -> dict[str, torch.Tensor]:
    """The weights under their own names, with or without the rounding around them."""
    return {name.replace(".exact.", "."): value for name, value in net.state_dict().items()}


def release(net: nn.Module) -> None:
    """Takes it out again, so that the weights have their own names."""
    for module in list(net.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, _Rounding):
                setattr(module, name, child.exact)
