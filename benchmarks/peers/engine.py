"""What an engine is to the comparison, and what all engines are given: the same texts, the same cut words, the same vectors.

An engine without Japanese of its own is measured twice: as it comes (n-grams of letters, where it has them), and with text
that was cut beforehand (`cut`), which is what its users do. Engines that fuse words and vectors get this project's vectors,
for none of them brings a model that could be had without a download, and fuse them their own way.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

# parts of speech that carry no meaning by themselves: particles, auxiliaries, marks, blanks
DROPPED = frozenset({"助詞", "助動詞", "補助記号", "空白"})
SUDACHI_BYTES = 49_149  # Sudachi's limit for one call
PIECE = 10_000  # letters handed to Sudachi at once: below its limit whatever the script


@dataclass(frozen=True)
class Collection:
    """What is searched: `texts[i]`, cut into `words[i]` (parted by blanks), with `vectors[i]` (float32, L2-normalised)."""

    texts: Sequence[str]
    words: Sequence[str]
    vectors: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Question:
    """A query as typed, cut as the passages were, and its vector (float32 [dimensions])."""

    text: str
    words: Sequence[str]
    vector: npt.NDArray[np.float32]


class Engine(Protocol):
    """An engine with an index on disk (or in memory, for those that keep it there)."""

    name: str
    needs: str  # the package to install, empty where Python brings it

    def build(self, collection: Collection, folder: Path) -> None:
        """Index the collection, with whatever is kept on disk under `folder`."""

    def search(self, question: Question, limit: int) -> list[int]:
        """The numbers of the best passages, best first."""


def is_there(engine: Engine) -> bool:
    """Whether the engine's package is installed."""
    return not engine.needs or importlib.util.find_spec(engine.needs) is not None


def bytes_under(folder: Path) -> int:
    """What the engine keeps on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def cut(text: str) -> list[str]:
    """Sudachi's normalised forms (mode A), without particles and marks: the plain analysis that a user of these engines builds."""
    folded = unicodedata.normalize("NFKC", text).lower()
    words: list[str] = []
    for start in range(0, len(folded), PIECE):
        for morpheme in _tokenizer().tokenize(folded[start : start + PIECE]):
            if morpheme.part_of_speech()[0] not in DROPPED and (word := morpheme.normalized_form().strip()):
                words.append(word.replace(" ", "_"))
    return words


def grams(text: str, size: int) -> list[str]:
    """Every stretch of `size` letters of the folded text's words, each once, in order."""
    found: dict[str, None] = {}
    for run in unicodedata.normalize("NFKC", text).lower().split():
        for start in range(max(len(run) - size + 1, 1)):
            found[run[start : start + size]] = None
    return [gram for gram in found if len(gram) == size]


@cache
def _tokenizer() -> Any:
    import sudachipy

    return sudachipy.Dictionary(dict="core").create(mode=sudachipy.SplitMode.A)
