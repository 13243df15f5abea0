"""Which strings are tokens: the words that are met often, whole, and pieces of words for the rest.

A word is what `analysis.plain_words` gives. It is cut greedily, the longest token first (the WordPiece model of Hugging Face
tokenizers, without a sign for pieces inside a word), so that every word of the vocabulary stays whole. Pieces are
learnt from the other words by byte-pair encoding (Sennrich et al. 2016). Not here: the tokens' vectors (`loop`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import BPE, WordPiece
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import BpeTrainer

from pipeline.search.embedding.static import damped

PAD, UNKNOWN = "[PAD]", "[UNK]"
# of the vocabulary, what is not for whole words
PIECES_SHARE = 0.2
LEAST_CHARACTER = 3
BATCH = 4_096


def learn_vocabulary(texts: Iterable[str], size: int) -> Tokenizer:
    """A tokenizer of at most `size` tokens for `texts`, which are words joined by spaces."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text.split())
    characters: Counter[str] = Counter()
    for word, times in counts.items():
        for character in word:
            characters[character] += times
    known = [c for c, times in characters.most_common() if times >= LEAST_CHARACTER]
    tokens = dict.fromkeys([PAD, UNKNOWN, *known])
    room = size - len(tokens)
    frequent = [w for w, times in counts.most_common() if times > 1 and len(w) > 1]
    whole = frequent[: int(room * (1 - PIECES_SHARE))]
    tokens |= dict.fromkeys(whole)
    # the words that are not whole, as often as they are met (to a limit: this is about forms, not about subjects)
    rest = (f"{word} " * min(counts[word], 20) for word in sorted(counts.keys() - set(whole)))
    pieces = Tokenizer(BPE())
    pieces.pre_tokenizer = WhitespaceSplit()
    pieces.train_from_iterator(rest, BpeTrainer(vocab_size=size, special_tokens=[], show_progress=False))
    learnt = sorted(pieces.get_vocab().items(), key=lambda item: item[1])
    for piece, _ in learnt:
        if len(tokens) >= size:
            break
        tokens.setdefault(piece)
    for word in frequent:  # a small collection may leave room
        if len(tokens) >= size:
            break
        tokens.setdefault(word)
    vocabulary = {token: number for number, token in enumerate(tokens)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token=UNKNOWN, continuing_subword_prefix=""))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return tokenizer


class Tokenised:
    """Texts as tokens' numbers: each token of a text once, in a row; text n has `ids[starts[n]:starts[n + 1]]`.

    `weights`, of the shape of `ids`, says how much of its vector each gives: as `embedding.static.damped` has it.
    """

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        parts: list[npt.NDArray[np.int32]] = []
        weights: list[npt.NDArray[np.float32]] = []
        unknown = tokenizer.token_to_id(UNKNOWN)
        for at in range(0, len(texts), BATCH):
            for encoding in tokenizer.encode_batch(list(texts[at : at + BATCH]), add_special_tokens=False):
                ids, weight = damped(np.asarray(encoding.ids, dtype=np.int32))
                parts.append(ids[ids != unknown])
                weights.append(weight[ids != unknown])
        self.starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
        self.ids = np.concatenate([np.empty(0, dtype=np.int32), *parts])
        self.weights = np.concatenate([np.empty(0, dtype=np.float32), *weights])
