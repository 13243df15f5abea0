"""What robots.txt says (RFC 9309), by the `protego` package: longest match, wildcards, path with query.

Pure: the client fetches the file; here its answer becomes `Rules`. A 4xx means that there are no rules (section 2.3.1.3); a
5xx, 429, no answer or one that did not come whole means that nothing may be asked for now (2.3.1.4).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Protocol

from protego import Protego

from pipeline.web.answers import Outcome
from pipeline.web.charset import decode

CACHE_HOURS = 24.0  # RFC 9309, section 2.4
MAX_BYTES = 512 * 1024  # section 2.5 asks for at least 500 KiB
MAX_REDIRECTS = 5  # section 2.3.1.2
ACCEPT = "text/plain,*/*;q=0.1"  # Speaker Deck wraps the file in HTML for who accepts HTML

_TAG = re.compile(r"<[^<>]*>")


class _Parsed(Protocol):
    def can_fetch(self, url: str, user_agent: str) -> bool: ...
    def crawl_delay(self, user_agent: str) -> float | None: ...


@dataclass(frozen=True)
class Rules:
    """What one origin allows to the product `token`. Without `parsed`, everything, or nothing for the reason `closed`."""

    token: str
    parsed: _Parsed | None = None
    closed: str = ""
    closed_as: Outcome = Outcome.ERROR

    def allows(self, url: str) -> bool:
        """Whether `url` may be asked for; path and query decide."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.token))

    @property
    def crawl_delay(self) -> float:
        """Seconds; 0 where the file wishes none."""
        delay = self.parsed.crawl_delay(self.token) if self.parsed else None
        return float(delay or 0.0)


def rules_from(status: int, outcome: Outcome, reason: str, body: bytes, content_type: str, token: str) -> Rules:
    """The rules that follow from the answer to robots.txt."""
    if outcome.has_body:
        return Rules(token, Protego.parse(plain(decode(body, content_type))))
    if outcome is Outcome.BLOCKED or status == 429:
        return Rules(token, closed=f"robots.txt: {reason}", closed_as=Outcome.BLOCKED)
    if 400 <= status < 500:
        return Rules(token)
    if outcome is Outcome.UNSUPPORTED and status == 0:
        return Rules(token, closed=reason, closed_as=Outcome.UNSUPPORTED)
    if 300 <= status < 400:
        return Rules(token)  # section 2.3.1.2: more redirects than anybody must follow
    return Rules(token, closed=f"robots.txt: {reason}", closed_as=Outcome.ERROR)


def plain(text: str) -> str:
    """robots.txt as lines, also where a server wrapped it in HTML."""
    if "<" not in text[:2000]:
        return text
    return html.unescape(_TAG.sub("\n", text))
