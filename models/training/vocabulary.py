"""Word pieces for fourteen more languages, put into an English vocabulary without changing how it cuts English.

The base vocabulary spells most other scripts letter by letter and knows few Chinese characters. Pieces that
are frequent in the training text of those languages take the places the base left unused, then go to the end.
Each begins as the mean of the pieces it was cut into before.

The chosen pieces stand in `pieces.txt`, because the library that finds them breaks ties as it likes: run this
file to choose anew, which makes another model.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import Counter
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, trainers

CHOSEN = Path(__file__).parent / "pieces.txt"
LATIN = ("de", "fr", "es", "pt", "it", "nl", "pl", "tr")
LATIN_WORDS = 450  # whole words a language
PIECES = {"ru": 1200, "ar": 1100, "hi": 1000, "ko": 1500, "ja": 900, "zh": 0}
IDEOGRAPHS = 3200


def _words(tokenizer: Tokenizer, text: str) -> list[str]:
    normal = tokenizer.normalizer.normalize_str(text)
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]


def _is_ideograph(word: str) -> bool:
    return len(word) == 1 and "CJK UNIFIED" in unicodedata.name(word, "")


def additions(tokenizer: Tokenizer, texts: dict[str, list[str]]) -> list[str]:
    """New pieces, most useful first. `texts` by language; English is what must stay as it is."""
    known = tokenizer.get_vocab()
    counts = {code: Counter(w for t in members for w in _words(tokenizer, t)) for code, members in texts.items()}
    found: list[str] = []
    ideographs = Counter()
    for code in ("zh", "ja"):
        for word, n in counts[code].items():
            if _is_ideograph(word) and word not in known:
                ideographs[word] += n
    found += [w for w, _ in ideographs.most_common(IDEOGRAPHS)]
    for code, size in PIECES.items():
        script = Counter({w: n for w, n in counts[code].items() if not w.isascii() and not _is_ideograph(w)})
        characters = Counter(c for w, n in script.items() for c in set(w) for _ in range(min(n, 3)))
        found += [p for c, n in characters.most_common() if n >= 2 for p in (c, "##" + c)]
        if size:
            found += _pieces(script, size)
    for code in LATIN:
        worth = [w for w, n in counts[code].most_common() if n >= 4 and w.isalpha() and w not in known and len(tokenizer.encode(w, add_special_tokens=False).ids) >= 3]
        found += worth[:LATIN_WORDS]
    unique = [p for p in dict.fromkeys(found) if p not in known]
    return _without_effect_on(counts["en"], tokenizer, unique)


def _pieces(words: Counter, size: int) -> list[str]:
    learner = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trainer = trainers.WordPieceTrainer(vocab_size=size, special_tokens=["[UNK]"], show_progress=False, limit_alphabet=400)
    learner.train_from_iterator((w for w, n in words.items() for _ in range(min(n, 50))), trainer)
    return [p for p, _ in sorted(learner.get_vocab().items(), key=lambda item: item[1]) if p != "[UNK]"]


def _without_effect_on(english: Counter, tokenizer: Tokenizer, pieces: list[str]) -> list[str]:
    """Drops pieces that would cut an English word in another way."""
    words = list(english)
    before = {w: tokenizer.encode(w, add_special_tokens=False).tokens for w in words}
    kept = pieces
    while True:
        after = extended(tokenizer, kept)
        chosen = set(kept)
        guilty = {
            t for w in words if w.isascii()
            for t in after.encode(w, add_special_tokens=False).tokens if t in chosen and t not in before[w]
        }
        if not guilty:
            return kept
        kept = [p for p in kept if p not in guilty]


def extended(tokenizer: Tokenizer, pieces: list[str]) -> Tokenizer:
    spec = json.loads(tokenizer.to_str())
    vocab = spec["model"]["vocab"]
    free = sorted(i for t, i in vocab.items() if t.startswith("[unused"))
    for name in [t for t in vocab if t.startswith("[unused")]:
        del vocab[name]
    places = free + list(range(max([*vocab.values(), *free]) + 1, len(vocab) + len(free) + len(pieces) + 1))
    for piece, place in zip(pieces, places):
        vocab[piece] = place
    # Places that stay free keep a name, so that ids and rows of the table agree.
    for place in free[len(pieces) :]:
        vocab[f"[unused{place}]"] = place
    return Tokenizer.from_str(json.dumps(spec))


def grow(encoder, old: Tokenizer, new: Tokenizer) -> None:
    """Gives the encoder a table for the new vocabulary."""
    table = encoder.embeddings.word_embeddings.weight.detach()
    old_vocab, unknown = old.get_vocab(), old.token_to_id("[UNK]")
    rows = torch.zeros(new.get_vocab_size(), table.shape[1])
    rows[: len(table)] = table
    generator = torch.Generator().manual_seed(1)
    mean, spread = table.mean(0), table.std(0)
    for piece, place in new.get_vocab().items():
        if piece in old_vocab:
            continue
        text = piece.removeprefix("##")
        parts = [i for i in old.encode(text, add_special_tokens=False).ids if i != unknown]
        start = table[parts].mean(0) if parts else mean
        rows[place] = start + 0.3 * spread * torch.randn(table.shape[1], generator=generator)
    encoder.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)
    encoder.config.vocab_size = len(rows)


def chosen() -> list[str]:
    return CHOSEN.read_text(encoding="utf-8").split("\n")[:-1]


def main() -> None:
    import compose
    import data
    import grammar
    import mixture
    import model

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--base", type=Path, required=True, help="the MiniLM jar")
    parser.add_argument("--samples", type=int, default=42000, help="composed texts to count words in")
    args = parser.parse_args()
    rows, _ = data.drop_leaks(data.load_train(args.data / "train"), data.load_dev(args.data / "dev"))
    samples = mixture.make_samples(rows, compose.build_pool(rows, False), args.samples, 20260)
    texts: dict[str, list[str]] = {code: [] for code in grammar.CODES}
    for text in [*(r for r in rows if not data.held_out(r)), *samples]:
        if text.lang in texts:
            texts[text.lang].append(text.text)
    _, tokenizer_json = model.read_base(args.base)
    pieces = additions(model.bare_tokenizer(tokenizer_json), texts)
    CHOSEN.write_text("".join(p + "\n" for p in pieces), encoding="utf-8")
    print(f"{len(pieces)} word pieces chosen")


if __name__ == "__main__":
    main()
