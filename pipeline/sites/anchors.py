"""The fragments that sites give their headings, worked out where a text comes without them (Markdown).

`heading_anchor`: lower case, spaces to hyphens, all but letters, marks, decimal digits, connectors and hyphens dropped;
a second heading of the same name gets `-1`. SEEN for Qiita (increments/qiita-markdown, filters/heading_anchor.rb);
GitHub's rule is the same (RECALLED). Zenn's pages carry their fragments, so none is worked out for them; they are
markdown-it-anchor's (SEEN zenn-dev/zenn-editor), whose default is percent-encoding already in the `id` (RECALLED).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from urllib.parse import quote

_ENCODED = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+")
_KEPT = frozenset(("Nd", "Pc"))


def heading_anchor(heading: str, seen: Counter[str]) -> str:
    """The fragment of a heading, percent-encoded; `seen` counts the headings so far and is updated."""
    name = "".join(c for c in heading.lower() if c in "- " or _is_word(c)).replace(" ", "-")
    count = seen[name]
    seen[name] += 1
    return encode(f"{name}-{count}" if count else name)


def encode(fragment: str) -> str:
    """A fragment as a link writes it; one that is percent-encoded already stays as it is."""
    fragment = "".join(fragment.split())
    if _ENCODED.fullmatch(fragment):
        return fragment
    return quote(fragment, safe="-._~!$&'()*+,;=:@/?", errors="replace")


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in _KEPT
