"""Answers that came with 200 but are not what was asked for: empty ones, API errors, pages that only say "not found".

The rules that hold for any page are `pipeline.web.outcomes`' and were asked when the page came; they are asked again here
for pages that look like it, so that a rule made better tells of pages in the archive too. What only one site does (a
player's status) is in that site's module.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from pipeline.sites.document import Unreadable
from pipeline.sites.fields import line_at
from pipeline.web import outcomes
from pipeline.web.answers import Answer, Outcome
from pipeline.web.urls import host_of

# a cheap look, so that ordinary pages are not judged twice
_SUSPECT = re.compile(
    r"\b4(?:04|10)\b|not\s+(?:be\s+)?found|no longer|available|challenge|moment|robot|human|captcha|bot\b|verif|denied"
    r"|attention|checking|interruption|security|wait|one more step|unsuccessful|sorry|traffic|guard"
    r"|見つかりません|みつかりません|存在しません|削除|ありません",
    re.I,
)


def check_page(title: str, answer: Answer) -> None:
    """Raise Unreadable where an HTML answer is a login page, a bot wall or a page that says that nothing is there."""
    final = answer.final_url or answer.url
    if not _SUSPECT.search(title) and (final == answer.url or host_of(final) == host_of(answer.url)):
        return
    outcome, reason = outcomes.of_page(answer.url, final, answer.headers, answer.body)
    if not outcome.has_body:
        raise Unreadable(outcome, reason)


def check_empty(answer: Answer) -> None:
    """Raise Unreadable where an answer has no body at all."""
    if not answer.body.strip():
        raise Unreadable(Outcome.ERROR, "the answer is empty")


def refuse_error(value: Any) -> None:
    """Raise Unreadable where an API's answer is an error object: `{"message": …, "type": …}`.

    SEEN for Qiita (`{"message":"Not found","type":"not_found"}`), RECALLED for Zenn (`{"message": …}`).
    """
    if isinstance(value, dict) and isinstance(value.get("message"), str) and len(value) <= 3:
        _refuse(line_at(value, "message"), line_at(value, "type"))


def _refuse(message: str, kind: str) -> NoReturn:
    told = f"the API says: {message[:80]}"
    word = f"{kind} {message}".lower()
    if "rate" in word and "limit" in word:
        raise Unreadable(Outcome.BLOCKED, told)
    if "not_found" in word or "not found" in word or "見つかりません" in word:
        raise Unreadable(Outcome.GONE, told)
    if any(name in word for name in ("unauthorized", "forbidden", "private", "permission")):
        raise Unreadable(Outcome.PRIVATE, told)
    raise Unreadable(Outcome.ERROR, told)
