"""The fragments that sites give their headings, worked out where a text comes without them (Markdown).

`heading_anchor`: lower case, spaces to hyphens, all but letters, marks, decimal digits, connectors and hyphens dropped;
a second heading of the same name gets `-1`. SEEN for Qiita (increments/qiita-markdown, filters/heading_anchor.rb);
GitHub's rule is the same (RECALLED). `plain_anchor`: markdown-it-anchor's default, which Zenn uses (SEEN
zenn-dev/zenn-editor; the default itself RECALLED): lower case, spaces to hyphens, percent-encoded. Zenn's own pages carry
their fragments, so it is worked out only for Markdown that is not asked of the site. `anchor_rule` says which holds where.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote

from pipeline.web.urls.parts import host_of

_ENCODED = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+")
_KEPT = frozenset(("Nd", "Pc"))


def heading_anchor(heading: str, seen: Counter[str]) -> str:
    """The fragment of a heading, percent-encoded; `seen` counts the headings so far and is updated."""
    name = "".join(c for c in heading.lower() if c in "- " or _is_word(c)).replace(" ", "-")
    count = seen[name]
    seen[name] += 1
    return encode(f"{name}-{count}" if count else name)


def plain_anchor(heading: str, seen: Counter[str]) -> str:
    """The fragment that keeps every sign of a heading, percent-encoded; `seen` is updated as by `heading_anchor`."""
    name = "-".join(heading.lower().split())
    count = seen[name]
    seen[name] += 1
    return quote(f"{name}-{count}" if count else name, safe="-_.!~*'()", errors="replace")


AnchorRule = Callable[[str, Counter[str]], str]
_RULES: dict[str, AnchorRule] = {
    "qiita.com": heading_anchor,
    "github.com": heading_anchor,
    "zenn.dev": plain_anchor,
}


def anchor_rule(url: str) -> AnchorRule | None:
    """How the site of this address names the headings of its Markdown; None where that is not known."""
    return _RULES.get(host_of(url))


def encode(fragment: str) -> str:
    """A fragment as a link writes it; one that is percent-encoded already stays as it is."""
    fragment = "".join(fragment.split())
    if _ENCODED.fullmatch(fragment):
        return fragment
    return quote(fragment, safe="-._~!$&'()*+,;=:@/?", errors="replace")


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in _KEPT
