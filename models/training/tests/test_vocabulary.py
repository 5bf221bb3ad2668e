import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

import vocabulary

BASE = ["[PAD]", "[unused0]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "the", "harbour", "open", "##s", "к", "##о", "##т", "в", "##с", "##ы"]
ENGLISH = ["The harbour opens"] * 6
RUSSIAN = ["кот кот кот все все"] * 6


def base() -> Tokenizer:
    made = Tokenizer(models.WordPiece({t: i for i, t in enumerate(BASE)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def texts() -> dict[str, list[str]]:
    return {"en": ENGLISH, "ru": RUSSIAN, **{c: [] for c in ("de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ar", "hi", "ko", "ja", "zh")}}


def test_additions_when_words_are_frequent_then_one_piece_each():
    pieces = vocabulary.additions(base(), texts())
    assert vocabulary.extended(base(), pieces).encode("кот", add_special_tokens=False).tokens == ["кот"]


def test_extended_when_pieces_are_added_then_english_is_cut_as_before():
    pieces = vocabulary.additions(base(), texts())
    before = base().encode("the harbour opens", add_special_tokens=False)
    after = vocabulary.extended(base(), pieces).encode("the harbour opens", add_special_tokens=False)
    assert after.ids == before.ids


def test_additions_when_a_piece_would_cut_english_anew_then_dropped():
    kept = vocabulary._without_effect_on(vocabulary.Counter({"opens": 3}), base(), ["opens", "кот"])
    assert kept == ["кот"]


def test_extended_when_places_are_free_then_used_first_and_ids_stay_dense():
    grown = vocabulary.extended(base(), ["кот", "все", "##сы"])
    vocab = grown.get_vocab()
    assert vocab["кот"] == 1 and vocab["все"] == 2
    assert sorted(vocab.values()) == list(range(len(BASE) + 1))


def test_grow_when_vocabulary_is_larger_then_old_rows_stay_and_new_ones_begin_near_their_parts():
    config = BertConfig(vocab_size=len(BASE), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8)
    encoder = BertModel(config, add_pooling_layer=False)
    before = encoder.embeddings.word_embeddings.weight.detach().clone()
    grown = vocabulary.extended(base(), ["кот", "все", "##сы"])
    vocabulary.grow(encoder, base(), grown)
    after = encoder.embeddings.word_embeddings.weight.detach()
    assert after.shape[0] == grown.get_vocab_size()
    assert torch.equal(after[3:16], before[3:16])
    parts = [BASE.index("к"), BASE.index("##о"), BASE.index("##т")]
    assert (after[1] - before[parts].mean(0)).abs().max() < 4 * before.std(0).max()
