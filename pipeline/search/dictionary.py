"""Sudachi's dictionary: the content words of Japanese, and the form under which it has a word.

Mode A, the shortest units. What a text is made of, and which of its words are asked here, is `analysis`' matter.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

# Sudachi refuses more than 49,149 bytes at once; a character is at most 4 bytes
RUN_LIMIT = 8_000
_DROPPED_POS = frozenset({"助詞", "助動詞", "補助記号", "記号", "空白"})
_lock = threading.Lock()  # a tokenizer is used by one thread at a time


def content_words(text: str) -> list[tuple[int, int, str]]:
    """Where words of `text` (at most RUN_LIMIT characters) begin and end, and their normalised forms; no particles, auxiliaries or signs."""
    with _lock:
        return [
            (m.begin(), m.end(), m.normalized_form())
            for m in _tokenizer().tokenize(text)
            if not _is_dropped(m.part_of_speech_id())
        ]


@lru_cache(maxsize=65_536)
def dictionary_form(word: str) -> str:
    """The normalised form of a lower-case Latin word that the dictionary has as one entry, else empty."""
    if not word.isascii() or not word.isalpha():
        return ""
    with _lock:
        morphemes = list(_tokenizer().tokenize(word))
        return "" if len(morphemes) != 1 or morphemes[0].is_oov() else str(morphemes[0].normalized_form())


@lru_cache(maxsize=4096)
def in_dictionary(word: str) -> bool:
    """Whether the dictionary has `word` (at most RUN_LIMIT characters), Latin or Japanese, as one entry."""
    with _lock:
        morphemes = list(_tokenizer().tokenize(word))
        return len(morphemes) == 1 and not morphemes[0].is_oov()


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    """The core dictionary, loaded at first use (60 to 200 ms)."""
    import sudachipy

    return sudachipy.Dictionary()


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    return _dictionary().tokenizer(mode="A", fields={"normalized_form", "pos"})


@lru_cache(maxsize=4096)
def _is_dropped(pos: int) -> bool:
    """Whether words of this part of speech, by Sudachi's number, carry no token."""
    return str(_dictionary().pos_of(pos)[0]) in _DROPPED_POS
