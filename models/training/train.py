"""One command from the public text to the trained, exported and calibrated classifier."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

import calibrate
import compose
import data
import export
import mixture
import model
import quantise
import vocabulary
import windows


def batches(items: list[windows.Window], size: int, rng: random.Random) -> list[list[windows.Window]]:
    """Batches of similar length in random order."""
    items = items[:]
    rng.shuffle(items)
    out = []
    for i in range(0, len(items), size * 25):
        part = sorted(items[i : i + size * 25], key=lambda w: len(w.ids))
        out += [part[j : j + size] for j in range(0, len(part), size)]
    rng.shuffle(out)
    return out


def collate(batch: list[windows.Window]) -> dict[str, torch.Tensor]:
    longest = max(len(w.ids) for w in batch)
    shape = (len(batch), longest)
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    marks, known = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for i, w in enumerate(batch):
        n = len(w.ids)
        ids[i, :n], mask[i, :n] = w.ids, 1
        if w.tokens is not None:
            marks[i, :n], known[i, 1 : n - 1] = w.tokens, 1.0
    label = np.array([w.label for w in batch], np.float32)
    arrays = {"ids": ids, "mask": mask, "marks": marks, "known": known, "label": label}
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


EARLY_WEIGHT = 0.5  # of the early head's loss beside the late one's


def _loss(logit: torch.Tensor, tokens: torch.Tensor, b: dict[str, torch.Tensor]) -> torch.Tensor:
    chunk = functional.binary_cross_entropy_with_logits(logit.float(), b["label"])
    each = functional.binary_cross_entropy_with_logits(tokens.float(), b["marks"], reduction="none")
    token = (each * b["known"]).sum(1) / b["known"].sum(1).clamp(min=1)
    return chunk + token.mean()


def losses(net, b: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """(of the early head, of the late one)."""
    with torch.autocast("cpu", torch.bfloat16):
        early, late = net(b["ids"], b["mask"])
    return _loss(*early, b), _loss(*late, b)


def hardest(net, items: list[windows.Window], count: int) -> list[windows.Window]:
    """The clean windows that the half-trained model likes least to let pass."""
    net.eval()
    scored = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(items, 32, random.Random(3)):
            b = collate(batch)
            _, (logit, _) = net(b["ids"], b["mask"])
            scored += zip(logit.float().tolist(), range(len(scored), len(scored) + len(batch)), batch)
    net.train()
    return [w for _, _, w in sorted(scored, key=lambda s: -s[0])[:count]]


def optimise(net, items, clean, args) -> None:
    """One pass over `items`; half-way the hardest windows of `clean` join what is left."""
    rng = random.Random(args.seed)
    plan = batches(items, args.batch, rng)
    mined_at = len(plan) // 2
    total = len(plan) + args.mined // args.batch
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    table = net.encoder.embeddings.word_embeddings.weight
    rest = [p for p in net.encoder.parameters() if p is not table]
    optimiser = torch.optim.AdamW(
        [
            {"params": rest, "lr": args.rate, "weight_decay": 0.01},
            # Most of the new word pieces have only this one pass to learn what they mean.
            {"params": [table], "lr": args.rate * 3, "weight_decay": 0.0},
            {"params": heads, "lr": args.rate * 10, "weight_decay": 0.0},
        ],
        fused=True,
    )
    warm = max(1, total // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (total - s) / (total - warm)))
    )
    checkpoint, first, mined = args.out / "checkpoint.pt", 0, None
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        first, mined = state["step"], state["mined"]
        print(f"resuming at step {first}", flush=True)
    net.train()
    begun, sums = time.monotonic(), np.zeros(2)
    for step in range(first, total):
        if step >= mined_at and mined is None:
            known = {id(w): i for i, w in enumerate(clean)}
            mined = [known[id(w)] for w in hardest(net, clean, args.mined)]
        if mined is not None and len(plan) < total:
            added = batches([clean[i] for i in mined], args.batch, rng)
            tail = plan[mined_at:] + added
            random.Random(args.seed + 1).shuffle(tail)
            plan = (plan[:mined_at] + tail)[:total]
            total = len(plan)
        if step >= total * (1 - args.quantised_share):
            quantise.watch(net)
        early, late = losses(net, collate(plan[step]))
        (late + EARLY_WEIGHT * early).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        sums += early.item(), late.item()
        if (step + 1) % 50 == 0:
            speed = (step + 1 - first) * args.batch / (time.monotonic() - begun)
            print(f"{step + 1}/{total} early {sums[0] / 50:.4f} late {sums[1] / 50:.4f} {speed:.1f} windows/s", flush=True)
            sums[:] = 0
        if (step + 1) % 200 == 0 or step + 1 == total:
            torch.save(
                {
                    "net": quantise.state_of(net), "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(), "step": step + 1, "mined": mined,
                },
                checkpoint,
            )  # fmt: skip
    quantise.release(net)


def clean_windows(rows: list[data.Row], tokenizer, count: int, seed: int) -> list[windows.Window]:
    """Windows of clean training documents for the search for hard ones."""
    rng = random.Random(seed)
    # Sorted, because what is drawn from one source moves what is drawn from the next.
    sources = sorted({*mixture.GIVEN_BENIGN, *compose.CARRIER_WEIGHTS} - {"t0_docs", "instruct_prompts", "wildguard_benign", "deepset"})
    sizes = dict.fromkeys(sources, count)
    texts = compose.given_benign(rows, False, sizes, rng)
    texts += [
        compose.Sample("\n".join(compose.paragraphs(r)), 0, None, "benign/t0_docs")
        for r in rows if r.source == "t0_docs" and not data.held_out(r) and compose.paragraphs(r)
    ]  # fmt: skip
    rng.shuffle(texts)
    found = (windows.training_window(tokenizer, s, rng) for s in texts[:count])
    return [w for w in found if w]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--base", type=Path, required=True, help="the MiniLM jar")
    parser.add_argument("--out", type=Path, required=True, help="folder for the results")
    parser.add_argument("--samples", type=int, default=120000, help="texts composed")
    parser.add_argument("--mined", type=int, default=4000)
    parser.add_argument("--mine-from", type=int, default=16000)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--quantised-share", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=20260)
    parser.add_argument("--pairs", type=int, default=3000, help="held-out pairs to calibrate on")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)

    dev = data.load_dev(args.data / "dev")
    rows, dropped = data.drop_leaks(data.load_train(args.data / "train"), dev)
    print(f"{len(rows)} training rows, {dropped} dropped for sharing text with dev", flush=True)
    pool = compose.build_pool(rows, False)
    samples = mixture.make_samples(rows, pool, args.samples, args.seed)
    data.require_no_leak(samples, dev)
    print(f"{len(samples)} samples composed, none shares text with dev", flush=True)

    graph, tokenizer_json = model.read_base(args.base)
    base_tokenizer = model.bare_tokenizer(tokenizer_json)
    encoder = model.load_encoder(graph)
    print(f"base encoder rebuilt, largest difference {model.check_encoder(encoder, graph, base_tokenizer):.1e}")
    pieces = vocabulary.chosen()
    tokenizer = vocabulary.extended(base_tokenizer, pieces)
    vocabulary.grow(encoder, base_tokenizer, tokenizer)
    tokenizer.save(str(args.out / "tokenizer.json"))
    print(f"{len(pieces)} word pieces added, {tokenizer.get_vocab_size()} in all", flush=True)

    net = model.SpanClassifier(encoder)
    rng = random.Random(args.seed)
    items = [w for s in samples if (w := windows.training_window(tokenizer, s, rng))]
    clean = clean_windows(rows, tokenizer, args.mine_from, args.seed)
    lengths = [len(w.ids) for w in items]
    print(f"{len(items)} windows, {np.mean(lengths):.0f} tokens each, {sum(w.label for w in items)} positive, {len(clean)} clean ones to mine", flush=True)
    begin = [collate(b) for b in batches(items[: 16 * args.batch], args.batch, rng)]
    model.slim(net, [(b["ids"], b["mask"]) for b in begin])
    optimise(net, items, clean, args)
    counts = Counter(w.origin for w in items)
    (args.out / "composition.json").write_text(json.dumps(counts, indent=1, sort_keys=True))
    torch.save(net.state_dict(), args.out / "model.pt")

    export.run(net, args.out)
    calibrate.run(rows, dev, data.manifest(args.data / "train"), args)


if __name__ == "__main__":
    main()
