import numpy as np
import pytest

import calibrate


def test_threshold_when_rate_is_one_percent_then_at_most_that_many_reach_it():
    clean = np.arange(1000.0)
    limit = calibrate.threshold_at(clean, 0.01)
    assert (clean >= limit).sum() == 10


def test_threshold_when_scores_tie_then_the_rate_is_still_kept():
    clean = np.array([0.0] * 990 + [5.0] * 10 + [5.0] * 5)
    assert (clean >= calibrate.threshold_at(clean, 0.01)).mean() <= 0.01


def test_platt_when_logits_are_overconfident_then_scale_shrinks():
    rng = np.random.default_rng(4)
    truth = rng.normal(size=4000)
    labels = (rng.random(4000) < calibrate.sigmoid(truth)).astype(float)
    scale, offset = calibrate.platt(truth * 4 + 2, labels)
    assert scale == pytest.approx(0.25, abs=0.03)
    assert offset == pytest.approx(-0.5, abs=0.12)


def test_reliability_when_scores_are_true_then_error_is_small():
    rng = np.random.default_rng(5)
    scores = rng.random(20000)
    labels = (rng.random(20000) < scores).astype(float)
    curve, error = calibrate.reliability(scores, labels)
    assert error < 0.02 and sum(b["n"] for b in curve) == 20000


def test_reliability_when_every_score_is_wrong_then_error_is_one():
    _, error = calibrate.reliability(np.array([1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0]))
    assert error == pytest.approx(1.0)
