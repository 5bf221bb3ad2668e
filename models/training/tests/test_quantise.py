import torch
from torch import nn

import quantise


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 2))

    def forward(self, x):
        return self.encoder(x)


def test_rounded_activation_when_rounded_then_within_half_a_step():
    x = torch.randn(40, 7)
    step = (x.max() - x.min()) / 255
    assert (quantise.rounded_activation(x) - x).abs().max() <= step / 2 + 1e-6


def test_watch_when_called_twice_then_names_stay_and_gradients_pass():
    torch.manual_seed(1)
    net = Net()
    names = set(net.state_dict())
    exact = net(torch.ones(3, 6))
    quantise.watch(net)
    quantise.watch(net)
    rounded = net(torch.ones(3, 6))
    rounded.sum().backward()
    assert set(quantise.state_of(net)) == names
    assert (rounded - exact).abs().max() < 0.1 and not torch.equal(rounded, exact)
    assert all(p.grad is not None for p in net.parameters())
    quantise.release(net)
    assert set(net.state_dict()) == names
    assert torch.equal(net(torch.ones(3, 6)), exact)
