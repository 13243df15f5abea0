"""Text from the web into HTML: escaped, with the matching words marked. All HTML of the app is made of these pieces.

What does not belong here: what a card or page looks like (`app.cards`, `app.views`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from app.address import web_address

KANA = "[ぁ-ゖァ-ヺー]"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"


def safe(text: object) -> str:
    """`text` so that it can stand between tags and in a quoted attribute: nothing in it is HTML."""
    return escape(str(text), quote=True)


def mark(text: str, words: Iterable[str]) -> str:
    """`text` as HTML, with every place where one of `words` stands (letter by letter) within `<mark>`.

    A word of Latin letters or digits must stand by itself: "ai" is not marked within "main", yet "7" is in "v7". A single
    kana is not marked: mostly it stands in other words. Words that touch or overlap share one mark.
    """
    pieces, done = [], 0
    for start, end in _merged(_places(text, words)):
        pieces += [safe(text[done:start]), "<mark>", safe(text[start:end]), "</mark>"]
        done = end
    return "".join([*pieces, safe(text[done:])])


def anchor(url: str | None, inner: str, *, css: str = "", title: str = "") -> str:
    """A link to the web around `inner` (HTML), opening beside the app; only `inner` where `url` is no web address."""
    address = web_address(url)
    attributes = (f' class="{safe(css)}"' if css else "") + (f' title="{safe(title)}"' if title else "")
    if address is None:
        return f"<span{attributes}>{inner}</span>" if attributes else inner
    return f'<a href="{safe(address)}" target="_blank" rel="noopener noreferrer"{attributes}>{inner}</a>'


def inner_anchor(address: str, inner: str, *, css: str = "") -> str:
    """A link to a page of this app (an address of `app.address`), in the same window, so that Back leads back."""
    return f'<a href="{safe(address)}" target="_self"{f""" class="{safe(css)}" """.rstrip() if css else ""}>{inner}</a>'


def picture(url: str | None, alt: str) -> str:
    """An image of the web, loaded when it is scrolled to and without telling its site where from; "" where it is none."""
    address = web_address(url)
    if address is None:
        return ""
    return f'<img src="{safe(address)}" alt="{safe(alt)}" loading="lazy" referrerpolicy="no-referrer">'


def language_attribute(language: str | None) -> str:
    """` lang="ja"`: browsers choose the shapes of Han letters by it, screen readers the voice; "" where unknown."""
    return f' lang="{safe(language)}"' if language else ""


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in set(words):
        if word.strip() and not re.fullmatch(KANA, word):
            for found in re.finditer(_edge(word[0], "<!") + re.escape(word) + _edge(word[-1], "!"), text):
                yield found.span()


def _edge(letter: str, look: str) -> str:
    """What may not stand beside a word that begins or ends with `letter`: another of its kind."""
    if re.match(f"[{LATIN}]", letter):
        return f"(?{look}[{LATIN}])"
    return rf"(?{look}\d)" if letter.isdecimal() else ""


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
