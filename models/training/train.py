"""One command from the public text to the trained, exported and evaluated classifier."""

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

import compose
import data
import model
import windows

BARE_NEGATIVES = {
    "owasp_cheatsheets": 4, "dair_guide": 7, "spring_security_docs": 3, "garak_docs": 2,
    "pagerduty": 2, "tldr_pages": 4, "code_files": 2, "recipes": 1, "handbook_18f": 3,
    "t0_docs": 4, "wildguard_benign": 8, "instruct_prompts": 4, "deepset": 4, "bitext_support": 2,
    "hinglish": 2, "xquad": 2, "spikee": 1, "garak": 2,
}  # fmt: skip


def make_samples(rows: list[data.Row], want_held_out: bool, size: int, seed: int):
    """`size` samples: three fifths composed pairs, the rest as the sources give them."""
    rng = random.Random(seed)
    pool = compose.build_pool(rows, want_held_out)
    samples = [s for _ in range(int(size * 0.31)) for s in compose.pair(pool, rng)]
    samples += [compose.quoted(pool, rng) for _ in range(int(size * 0.04))]
    samples += compose.bare_positives(rows, pool, want_held_out, int(size * 0.10), rng)
    unit = size * 0.24 / sum(BARE_NEGATIVES.values())
    sizes = {s: int(n * unit) for s, n in BARE_NEGATIVES.items()}
    samples += compose.bare_negatives(rows, want_held_out, sizes, rng)
    rng.shuffle(samples)
    return samples


def drop_leaks(rows: list[data.Row], dev: list[data.Row]) -> tuple[list[data.Row], int]:
    """Training rows that share text with dev go before anything is composed."""
    index = data.LeakIndex(dev)
    kept = [r for r in rows if not index.hits(r.text)]
    return kept, len(rows) - len(kept)


def require_no_leak(samples, dev: list[data.Row]) -> None:
    index = data.LeakIndex(dev)
    found = Counter(hit for s in samples for hit in index.hits(s.text))
    if found:
        raise SystemExit(f"dev text stands in train: {found.most_common(10)}")


def batches(items: list[windows.Window], size: int, seed: int) -> list[list[windows.Window]]:
    """Batches of similar length in random order."""
    rng = random.Random(seed)
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


def loss_of(net, b: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    logit, tokens = net(b["ids"], b["mask"], torch.zeros_like(b["ids"]))
    chunk = functional.binary_cross_entropy_with_logits(logit, b["label"])
    each = functional.binary_cross_entropy_with_logits(tokens, b["marks"], reduction="none")
    token = (each * b["known"]).sum(1) / b["known"].sum(1).clamp(min=1)
    return chunk, token.mean()


def optimise(net, items, args, out: Path) -> None:
    plan = batches(items, args.batch, args.seed)
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": net.encoder.parameters(), "lr": args.rate, "weight_decay": 0.01},
            {"params": heads, "lr": args.rate * 10, "weight_decay": 0.0},
        ]
    )
    total, warm = len(plan), max(1, len(plan) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (total - s) / (total - warm)))
    )
    checkpoint, first = out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        first = state["step"]
        print(f"resuming at step {first}", flush=True)
    net.train()
    begun, sums = time.monotonic(), np.zeros(2)
    for step in range(first, total):
        chunk, token = loss_of(net, collate(plan[step]))
        (chunk + token).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        sums += chunk.item(), token.item()
        if (step + 1) % 25 == 0:
            rate = (step + 1 - first) * args.batch / (time.monotonic() - begun)
            print(f"{step + 1}/{total} chunk {sums[0] / 25:.4f} token {sums[1] / 25:.4f} {rate:.1f} windows/s", flush=True)
            sums[:] = 0
        if (step + 1) % 100 == 0 or step + 1 == total:
            torch.save(
                {
                    "net": net.state_dict(), "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(), "step": step + 1,
                },
                checkpoint,
            )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--base", type=Path, required=True, help="the MiniLM jar")
    parser.add_argument("--out", type=Path, required=True, help="folder for the results")
    parser.add_argument("--samples", type=int, default=10000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=20260)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--stop-after-training", action="store_true")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)

    dev = data.load_dev(args.data / "dev")
    rows, dropped = drop_leaks(data.load_train(args.data / "train"), dev)
    print(f"{len(rows)} training rows, {dropped} dropped for sharing text with dev", flush=True)
    samples = make_samples(rows, False, args.samples, args.seed)
    require_no_leak(samples, dev)

    graph, tokenizer_json = model.read_base(args.base)
    tokenizer = model.bare_tokenizer(tokenizer_json)
    encoder = model.load_encoder(graph)
    print(f"base encoder rebuilt, largest difference {model.check_encoder(encoder, graph, tokenizer):.1e}")
    net = model.SpanClassifier(encoder)
    rng = random.Random(args.seed)
    items = [w for s in samples if (w := windows.training_window(tokenizer, s, rng))]
    lengths = [len(w.ids) for w in items]
    print(f"{len(items)} windows, {np.mean(lengths):.0f} tokens each, {sum(w.label for w in items)} positive", flush=True)
    optimise(net, items, args, args.out)

    tokenizer.save(str(args.out / "tokenizer.json"))
    torch.save(net.state_dict(), args.out / "model.pt")
    (args.out / "composition.json").write_text(
        json.dumps(Counter(w.origin for w in items), indent=1, sort_keys=True)
    )
    if args.stop_after_training:
        return
    import export
    import evaluate

    export.run(net, args.out)
    evaluate.run(rows, dev, data.manifest(args.data / "train"), args)


if __name__ == "__main__":
    main()
