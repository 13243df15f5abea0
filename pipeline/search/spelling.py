"""A word that no passage has, read as the one that was meant: half-typed (liveb -> livebook) or mistyped (phoenx -> phoenix).

Only Latin and katakana words are read anew, and only where neither the index nor the dictionary knows them: a word that is
right, if of no use here, is none that was mistyped. Words in quotes stay as typed, and so does a query of which more than a third
is unknown, unless that is one word or two: it is another language, not a slip of the hand.
It works on the table `terms` alone, and what was read how goes with every hit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.search.analysis import analyse, fold, tokens
from pipeline.search.dictionary import in_dictionary
from pipeline.search.hits import Reading
from pipeline.search.ranking import look_up

if TYPE_CHECKING:
    import duckdb

    from pipeline.search.shelf import Shelf

# so many unknown words are never another language
FEW = 2
_LATIN = re.compile(r"[a-z]{4,40}\Z")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,40}\Z")
_PLAIN = re.compile(r"[^\W_]+\Z")
# how much likelier than others of the same frequency: a word finished, one slip, two slips, a last letter too many
FINISHED, ONE_SLIP, TWO_SLIPS, TOO_LONG = 1.0, 1.0, 0.05, 0.02
# an identifier with signs in it is seldom what a half-typed word was to become
IDENTIFIER = 0.1
# passages that are read to see how a term is written
PASSAGES_READ = 8


@dataclass(frozen=True)
class Mended:
    """A query's words as they are searched for, and what was read anew."""

    text: str
    readings: tuple[Reading, ...] = ()


def mend(
    cursor: duckdb.DuckDBPyConnection, text: str, phrases: Sequence[str] = (), shelf: Shelf | None = None
) -> Mended:
    """`text` with the words that the index does not know put as it knows them, where one is near enough."""
    folded = fold(text)
    quoted = {term for phrase in phrases for term in tokens(phrase)}
    every = list(analyse(folded))
    # a word whose singular the dictionary has is no slip either
    plural = {(token.start, token.end) for token in every if token.is_extra}
    words = [token for token in every if not token.is_extra and token.term not in quoted]
    known = {term.term for term in look_up(cursor, [token.term for token in words], shelf) if term.term_id is not None}
    missing = {token.term for token in words if token.term not in known}
    if not missing or len(missing) > max(FEW, len(known) // 2):
        return Mended(text)
    unknown = [token for token in words if token.term in missing and _could_be_mistyped(token.term)]
    # a part of an identifier is not read anew: the whole of it is what was typed
    unknown = [t for t in unknown if (t.start, t.end) not in plural and _stands_alone(folded, t.start, t.end)]
    unknown = [t for t in unknown if not in_dictionary(folded[t.start : t.end].lower())]
    meant = {term: _meant(cursor, term) for term in {token.term for token in unknown}}
    written = {typed: _as_written(cursor, term) for typed, term in meant.items()}
    readings: list[Reading] = []
    for token in reversed(unknown):
        word = written[token.term]
        if word:
            readings.append(Reading(folded[token.start : token.end], word))
            folded = folded[: token.start] + word + folded[token.end :]
    return Mended(folded, tuple(dict.fromkeys(reversed(readings)))) if readings else Mended(text)


def _could_be_mistyped(term: str) -> bool:
    return bool(_LATIN.match(term) or _KATAKANA.match(term))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no sign joins the word to another, as in phx.gen.auth."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return not re.search(r"[.\-/'+:@&#_]", around)


def _meant(cursor: duckdb.DuckDBPyConnection, word: str) -> str:
    """The term of the index that `word` most likely was to be; empty where none is near."""
    latin = word.isascii()
    length = len(word)
    most = 2 if length >= 9 else 1 if length >= (5 if latin else 4) else 0
    found = cursor.execute(_sql("near_terms"), {"word": word, "most": most, "begins": True}).fetchall()
    best, best_worth = "", 0.0
    for term, frequency, slips, is_longer in found:
        if term.isascii() != latin:
            continue
        if is_longer:
            likelihood = FINISHED
        elif word.startswith(term):
            likelihood = TOO_LONG
        else:
            likelihood = ONE_SLIP if slips == 1 else TWO_SLIPS
        worth = frequency * likelihood * (1.0 if _PLAIN.match(term) else IDENTIFIER)
        if worth > best_worth:
            best, best_worth = term, worth
    return best


def _as_written(cursor: duckdb.DuckDBPyConnection, term: str) -> str:
    """`term` as the corpus has it most often in a few passages, in lower case: a term may be a singular that nobody writes
    (kubernete). The term itself where none of them has a word of its script for it."""
    found: Counter[str] = Counter()
    for columns in cursor.execute(_sql("passages_with"), [term, PASSAGES_READ]).fetchall() if term else ():
        text = fold("\n".join(column for column in columns if column))
        found.update(text[t.start : t.end].lower() for t in analyse(text) if t.term == term)
    own = [word for word, _ in found.most_common() if word.isascii() == term.isascii() and tokens(word)[:1] == [term]]
    return own[0] if own else term


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
