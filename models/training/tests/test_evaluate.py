import numpy as np
import pytest

import evaluate


def test_auroc_when_separated_then_one():
    assert evaluate.auroc([2.0, 3.0], [0.0, 1.0]) == 1.0


def test_auroc_when_all_tied_then_half():
    assert evaluate.auroc([1.0, 1.0], [1.0, 1.0, 1.0]) == 0.5


def test_threshold_when_rate_is_one_percent_then_at_most_that_many_reach_it():
    clean = np.arange(1000.0)
    limit = evaluate.threshold_at(clean, 0.01)
    assert (clean >= limit).sum() == 10


def test_threshold_when_scores_tie_then_the_rate_is_still_kept():
    clean = np.array([0.0] * 990 + [5.0] * 10 + [5.0] * 5)
    assert (clean >= evaluate.threshold_at(clean, 0.01)).mean() <= 0.01


def test_wilson_when_no_hits_then_interval_starts_at_zero():
    low, high = evaluate.wilson(0, 50)
    assert low == 0.0 and 0.05 < high < 0.08


def test_platt_when_logits_are_overconfident_then_scale_shrinks():
    rng = np.random.default_rng(4)
    truth = rng.normal(size=4000)
    labels = (rng.random(4000) < evaluate.sigmoid(truth)).astype(float)
    scale, offset = evaluate.platt(truth * 4 + 2, labels)
    assert scale == pytest.approx(0.25, abs=0.03)
    assert offset == pytest.approx(-0.5, abs=0.12)
