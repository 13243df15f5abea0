"""Text to tokens: the one analysis that documents, queries, the embedded model and highlighting share.

A text is folded (Unicode NFKC) and cut by one regular expression into stretches: addresses, identifiers in Latin letters
and digits, runs of Japanese, words of other scripts. Everything else (punctuation, operators of code, emoji) carries no
token. Then
- a run of Japanese goes through SudachiPy (mode A); content words give their normalised form (サーバ -> サーバー),
  particles, auxiliaries and signs are dropped;
- a Latin word that Sudachi's dictionary knows gives its normalised form too (server -> サーバー, which is how English
  finds Japanese), any other stays as it is, in lower case;
- a plural finds its singular; articles and the like (`STOP_WORDS`) carry no token unless written as an acronym;
- an identifier made of several words is kept whole *and* in parts: LiveView -> liveview, ライブ, ビュー;
  phx.gen.auth -> phx.gen.auth, phx, gen, auth; C++, C#, .NET and #7 keep their signs;
- an address gives its host and the words of its path, without the scheme and the query string; a part that
  looks like a key (letters and digits mixed) is kept whole.

Every stretch is analysed by itself, so tokens(a + "\\n" + b) == tokens(a) + tokens(b), and what was analysed
once is remembered. What does not belong here: Sudachi itself (`dictionary`), what of a text answers a query (`matching`),
many texts at once (`words`), weights (`index`), the query's own syntax (`syntax`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.search.dictionary import RUN_LIMIT, content_words, dictionary_form


class Token(NamedTuple):
    """A term and where it stands, in characters of the folded text.

    `is_extra`: stands beside the plain words, as a whole identifier beside its parts or a singular beside its plural.
    """

    term: str
    start: int
    end: int
    is_extra: bool = False


# A whole identifier longer than this is a path or a blob, which nobody types.
WHOLE_LIMIT = 40
WORD_LIMIT = 64
CACHE_LIMIT = 100_000
CACHED_LENGTH = 32
# stands for the Latin word before a run of Japanese; no dictionary has it
_NOUN = "zqz"

# English words without a subject of their own; 'it' is not among them because of IT, nor what programs are made of (if, for)
STOP_WORDS = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "are",
        "this",
        "that",
        "be",
        "at",
        "by",
        "with",
        "you",
        "your",
        "we",
    )
)

_JAPANESE = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WORD = r"[A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_STRETCH = re.compile(
    rf"""
      (?P<url>   https?://[!-~]+ )
    | (?P<run>   [{_JAPANESE}]+ )
    | (?P<count> \d{{1,3}}(?:,\d{{3}})+(?!\d) )
    | (?P<name>  (?:(?<!{_WORD})[.\#](?={_WORD}))? {_WORD}+ (?:(?:[.\-/'+:@&]|::){_WORD}+)*
                 (?:(?<=[A-Za-z])(?:\+\+|\#)(?!{_WORD}))? )
    | (?P<other> [^\W_]+ )
    """,
    re.VERBOSE,
)  # fmt: skip
_SEPARATORS = re.compile(r"[.\-/'+:@&#]+")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z\u00df-\u00f6\u00f8-\u00ff]+|[A-Z]+|[0-9]+|[^A-Za-z0-9_]+")
_NUMBERED = re.compile(r"([a-z]{3,})([0-9]+)\Z", re.IGNORECASE)
_URL_TAIL = re.compile(r"[.,;:!?'\")\]}>]+\Z")
_MIXED = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_-]{8,}\Z")
_cache: dict[str, tuple[Token, ...]] = {}


def fold(text: str) -> str:
    """`text` in Unicode normalisation form KC. Lone surrogates, which no encoder takes, become U+FFFD."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


_SURROGATES = re.compile("[\ud800-\udfff]")


def analyse(text: str) -> Iterator[Token]:
    """The tokens of `text` in order, with their places in `fold(text)`; a whole identifier comes before its parts."""
    for start, stretch in _stretches(fold(text)):
        for token in stretch:
            yield Token(token.term, token.start + start, token.end + start, token.is_extra)


def tokens(text: str) -> list[str]:
    """The terms of `text` in order: what the index counts and a query asks for."""
    found: list[str] = []
    for _, stretch in _stretches(fold(text)):
        found.extend([token.term for token in stretch])
    return found


def indexed_terms(kind: str, key: str) -> list[tuple[str, bool]]:
    """What a document is indexed under for one stretch of `stretches`: each term, and whether it is a plain word, of
    which the embedded model makes a vector (`plain_words`).

    These are the stretch's tokens, and Latin words also as they are written. Nothing that goes through `tokens` asks for the
    latter. They are there for the SQL macro `search`, which has no Sudachi to tell that `server` is サーバー. Measured over
    four collections, they cost the ranking nothing (nDCG@10 between -0.0004 and +0.004).
    """
    if kind == "run":
        return [(form, True) for _, _, form in _words_of_run(key)]
    found: list[tuple[str, bool]] = []
    for term, start, end, is_extra in _analyse_stretch(kind, key):
        found.append((term, not is_extra))
        if not is_extra and not term.isascii():
            surface = key[start:end]
            if surface.isascii() and surface.isalpha():
                found.append((surface.lower(), False))
    return found


def document_terms(text: str) -> list[str]:
    """What `text` is indexed under: see `indexed_terms`."""
    return [term for _, kind, key in stretches(fold(text)) for term, _ in indexed_terms(kind, key)]


def plain_words(text: str) -> list[str]:
    """As `tokens`, without the extra ones: the words from which the embedded model makes a vector."""
    found: list[str] = []
    for _, stretch in _stretches(fold(text)):
        found.extend([token.term for token in stretch if not token.is_extra])
    return found


def stretches(folded: str) -> Iterator[tuple[int, str, str]]:
    """Each stretch that may carry tokens: where it starts, its kind, and the key that says all on which its tokens depend."""
    after_name = -2
    for match in _STRETCH.finditer(folded):
        kind = match.lastgroup or ""
        if kind == "run":
            start = match.start()
            # the particle in 'LiveViewで' is known as one only with a noun before it, on the same line
            follows = start == after_name or (start == after_name + 1 and folded[after_name] != "\n")
            yield start, kind, _NOUN + match.group() if follows else match.group()
        else:
            after_name = match.end()
            yield match.start(), kind, match.group()


def _stretches(folded: str) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Each stretch with tokens: where it starts and its tokens, counted from there."""
    cache = _cache
    for start, kind, key in stretches(folded):
        known = cache.get(key)
        if known is None:
            known = _analysed(kind, key)
            if len(key) <= CACHED_LENGTH:
                if len(cache) >= CACHE_LIMIT:
                    cache.clear()
                cache[key] = known
        if known:
            yield start, known


def _analysed(kind: str, key: str) -> tuple[Token, ...]:
    """The tokens of one stretch, which starts at 0."""
    if kind != "run":
        return _analyse_stretch(kind, key)
    return tuple([Token(form, begin, end) for begin, end, form in _words_of_run(key)])


def _analyse_stretch(kind: str, stretch: str) -> tuple[Token, ...]:
    if kind == "url":
        return tuple(_address(stretch))
    if kind == "count":
        return (Token(stretch.replace(",", ""), 0, len(stretch)),)
    if kind == "name":
        return tuple(_identifier(stretch))
    return (Token(lower(stretch[:WORD_LIMIT]), 0, len(stretch)),)


def _words_of_run(key: str) -> list[tuple[int, int, str]]:
    """The content words of a run of Japanese: where they begin and end in it, and their terms."""
    lead = len(_NOUN) if key.startswith(_NOUN) else 0
    found: list[tuple[int, int, str]] = []
    for offset in range(0, len(key), RUN_LIMIT):
        shift = offset - lead
        for begin, end, form in content_words(key[offset : offset + RUN_LIMIT]):
            if begin + shift >= 0:
                found.append((begin + shift, end + shift, lower(form)[:WORD_LIMIT]))
    return found


def _identifier(name: str) -> Iterator[Token]:
    """A Latin identifier: whole, where it has parts, and its parts with the forms that the dictionary gives them."""
    whole = lower(name)
    if whole.strip(".#_'") == "" or (whole in STOP_WORDS and not (name.isupper() and len(name) > 1)):
        return
    pieces = [(m.start(), m.group()) for m in re.finditer(r"[^.\-/'+:@&#]+", name)]
    if (len(pieces) > 1 or _SEPARATORS.search(name)) and len(whole) <= WHOLE_LIMIT and len(pieces) <= 4:
        yield Token(whole, 0, len(name), is_extra=True)
    for start, piece in pieces:
        yield from _piece(start, piece)


def _piece(start: int, piece: str) -> Iterator[Token]:
    """A word without separators: snake_case, CamelCase and Vue3 are kept whole and in parts too."""
    bare = piece.strip("_")
    if not bare:
        return
    start += piece.index(bare)
    numbered = _NUMBERED.match(bare)
    inner = [(m.start(), m.group()) for m in _CAMEL.finditer(bare)] if "_" in bare or not numbered else []
    words = [(at, word) for at, word in inner if len(word) > 1 or word.isdigit()]
    if numbered:
        words = [(0, numbered[1]), (numbered.start(2), numbered[2])]
    letters = sum(word.isalpha() for _, word in words)
    is_mixed = any(word.isdigit() for _, word in words) and not numbered and "_" not in bare
    if len(words) < 2 or is_mixed or not letters or len(bare) > WORD_LIMIT:
        yield from _word(bare[:WORD_LIMIT], start)
        return
    if len(bare) <= WHOLE_LIMIT:
        yield Token(lower(bare), start, start + len(bare), is_extra=True)
    for at, word in words:
        yield from _word(word, start + at)


def _address(url: str) -> Iterator[Token]:
    """The host, whole and in parts, and the words of the path."""
    url = _URL_TAIL.sub("", url)
    start = url.index("//") + 2
    host, _, path = url[start:].partition("/")
    shown = host.rpartition("@")[2].removeprefix("www.").lower()
    if shown:
        place = url.index(host, start)
        yield Token(shown[:WORD_LIMIT], place, place + len(host), is_extra=True)
        for label in shown.split(".")[:-1]:
            for token in _piece(0, label):
                yield Token(token.term, place, place + len(host), token.is_extra)
    at = start + len(host)
    for segment in re.split(r"[/?&=#]", path.partition("?")[0]):
        at += 1
        words = fold(unquote(segment)) if "%" in segment else segment
        if _MIXED.match(words) and not re.search(r"[a-z]{4}", words):
            yield Token(words.lower()[:WORD_LIMIT], at, at + len(segment))
        elif words and "//" not in words:
            for _, stretch in _stretches(words):
                for token in stretch:
                    yield Token(token.term, at, at + len(segment), token.is_extra)
        at += len(segment)


def _word(word: str, start: int) -> Iterator[Token]:
    """One Latin word: the dictionary's form of it, else of its singular beside it, else the singular itself."""
    low, end = lower(word), start + len(word)
    form = _form(low)
    if form:
        yield Token(form, start, end)
        return
    single = _singular(low)
    form = _form(single) if single != low else ""
    if form:
        # 'pandas' is no パンダ: the word itself must stay the better match
        yield Token(low, start, end)
        yield Token(form, start, end, is_extra=True)
    else:
        yield Token(single, start, end)


def _form(word: str) -> str:
    return lower(dictionary_form(word))


def _singular(word: str) -> str:
    """`word` without the s of an English plural; cautious, after Harman, How effective is suffixing? (1991)."""
    if len(word) < 4 or not word.isascii() or not word.isalpha() or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "is", "js")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("shes", "ches", "xes", "sses")) else word[:-1]


@lru_cache(maxsize=65_536)
def lower(text: str) -> str:
    """Lower case, in NFKC again (the lower case of some letters is not)."""
    low = text.lower()
    return low if low.isascii() else unicodedata.normalize("NFKC", low)
