"""How names and titles are compared and made into identities, in one place.

Here: pure functions of text. Not here: what is compared with what (`events`, `talks`, `people`), the folding of search
(`pipeline.search.analysis`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise

SLUG_LENGTH = 60
_HANDLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,38}")
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_KANJI = re.compile(r"[\u3400-\u9fff々]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")


def _letters(text: str) -> str:
    """`text` in NFKC and lower case. Twice NFKC, for lower case may undo it (U+0130)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` for comparing: NFKC, lower case, letters, marks and digits only."""
    kept = "".join(c for c in _letters(text) if unicodedata.category(c)[0] in "LMN")
    return unicodedata.normalize("NFKC", kept)  # a letter may have come to stand beside a mark


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """`text` as part of an identity: NFKC, lower case, what is no letter or digit a '-', at most 60 characters.

    Idempotent; empty where `text` has no letter or digit.
    """
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in _letters(text))
    kept = re.sub("-+", "-", unicodedata.normalize("NFKC", kept)).strip("-")
    return kept[:SLUG_LENGTH].strip("-")


def likeness(a: str, b: str) -> float:
    """How alike two titles are, 0 to 1: the share of common letter pairs of the folded texts (Dice).

    A text of 8 letters or more that stands whole in the other counts as 0.9 at least: reports cut subtitles off.
    """
    a, b = fold(a), fold(b)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    total = pairs_a.total() + pairs_b.total()
    dice = 2 * (pairs_a & pairs_b).total() / total if total else 0.0
    short, long = sorted((a, b), key=len)
    return max(dice, 0.9) if len(short) >= 8 and short in long else dice


@lru_cache(maxsize=8192)
def _pairs(folded: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(folded))


def is_handle(word: str) -> bool:
    """Whether `word` can be a handle: one run of ASCII letters, digits, '_', '.', '-'."""
    return _HANDLE.fullmatch(word) is not None


def is_distinctive_handle(word: str) -> bool:
    """Whether `word` looks like a handle even without its '@': `the_haigo` and `zacky1972`, but not `Kevin` or `NEC`."""
    if not is_handle(word) or not any(c.isalpha() for c in word):
        return False
    return _PLAIN_WORD.fullmatch(word) is None or (word.islower() and len(word) >= 5)


def is_full_name(name: str) -> bool:
    """Whether `name` has family and given name, as far as can be told: two words, or four Japanese letters or more."""
    if len(re.split(r"[\s\u3000・]+", name.strip())) > 1:
        return True
    return len(_JAPANESE.findall(name)) >= 4


def plain_name(shown: str) -> str:
    """A display name without what people put around it: `みずりゅ＠新刊あります` is みずりゅ, `:masuP9:` is masuP9."""
    first = re.split(r"[@＠|｜(（【\[,、]", shown.strip(), maxsplit=1)[0]
    kept = re.sub(r"^[^\w]+|[^\w]+$", "", first).strip()
    return kept or shown.strip()


def may_be_one_name(a: str, b: str) -> bool:
    """Whether two ways of writing a name can be one person's.

    Only names in kanji can be told apart: 山崎 and 山崎進 may be one, 山崎進 and 高瀬英希 are two. A name in other letters
    may be a reading, a nickname or a handle.
    """
    a, b = fold(a), fold(b)
    if not (_all_kanji(a) and _all_kanji(b)):
        return True
    return a in b or b in a


def _all_kanji(folded: str) -> bool:
    return len(folded) > 1 and all(_KANJI.match(c) for c in folded)
