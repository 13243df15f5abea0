"""The next edition, where a report announces one: its page and its day.

Belongs here: telling what is announced from what is told. Does not belong here: the event itself (`event`).
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.reports import words
from pipeline.reports.blocks import Link
from pipeline.reports.dates import find_days
from pipeline.reports.event import CAMPAIGN, plain_url
from pipeline.reports.event_day import year_in_address
from pipeline.reports.hosts import key_of, kind_of
from pipeline.reports.patterns import quick
from pipeline.reports.report import NextEvent, ReadEvent
from pipeline.reports.sections import Text, lines_in_order

NEXT_EDITION = quick(
    r"次回|次は|(?<!この)次の(?!週|日|朝|瞬間|人|方|発表|セッション|トーク|登壇|ページ)[^\s。、]{1,12}は|第[\d一二三四五六七八九十]+(?:回|夜|弾|部)は|\bnext (?:event|meet(?:up|ing)|time|edition|one|year|month|summit|conference|gathering|session)|\bthe next (?:[^\s.,]+ ){1,4}(?:is|will be) (?:on|in|planned|scheduled)\b|\b(?:is|are) back (?:on|in)\b|\balready (?:announced|planned|scheduled|set) for\b|\bupcoming\b|see you (?:at|in|next)|registration is (?:now )?open|"
    r"来年[はも]|来月[はも]|[春夏秋冬]の(?:陣|回|部)は|takes place (?:on|in)|save (?:the date|your seat)|(?:#\s?\d+|edition|meetup) is (?:on|planned for|scheduled for)\b|"
    r"\b(?:spring|summer|autumn|fall|winter) edition\b",
    re.I,
)
HELD_WITH = re.compile(r"[」』]?\s?との(?:共催|合同|共同)")  # an event that was held together with the report's
# where the author will speak or go is another event
OWN_PLANS = quick(
    r"(?:でも?|にも?)(?:話し|登壇し|発表し|しゃべり|喋り|LTし|参加し)ま?(?:す|る)|I(?:'ll| will| am going to|'m going to) (?:speak|talk|present|be (?:at|speaking))",
    re.I,
)

HEADS_NEXT = re.compile(
    r"(?:次回|次の回|次は|来年|来月|お?知らせ|join us|see you|up next|next(?: .{0,20})?|upcoming.{0,20})[\w\W]{0,12}$",
    re.I,
)
DAY_ALONE = re.compile(r"[\W_]*(?:\d[\d/.年月日\s()（）月火水木金土日祝・〜~–-]{3,30})(?:です|予定)?[\W_]*")
DECORATION = " \u3000■□●◆◇【】*#0123456789.．)）"
NEXT_HEADING = quick(r"次回|次の|今後|予定|\bnext\b|upcoming", re.I)


def choose_next(text: Text, event_key: str | None, event: ReadEvent) -> NextEvent | None:
    """The next edition, where the report announces one: an event page or a day beside words such as 次回."""
    lines = list(lines_in_order(text))
    total = len(lines)
    best: tuple[float, Link] | None = None
    told: date | None = None
    heading = nearby = ""
    heads_next = False
    since = 99  # lines since the one that announces something
    number_named = edition_number(event)
    for number, (at, line) in enumerate(lines):
        if text.blocks[at].kind == "heading":
            heading = line.text
            heads_next = bool(HEADS_NEXT.match(heading.strip(DECORATION)))
        words_of = line.text[:400]
        below = heads_next and text.blocks[at].kind != "heading"
        announced = number > 0.4 * total and (
            below or bool(NEXT_EDITION.search(words_of)) or following_edition(words_of, event, number_named)
        )
        since = 0 if announced else since + 1
        alone = since == 1 and bool(DAY_ALONE.fullmatch(words_of.strip()))  # the day below the line that announces
        if (announced or alone) and told is None and len(words_of) <= 140 and not words.PAST.search(words_of):
            told = next(iter(days_after(words_of, event)), None)
        for link in line.links:
            kind = kind_of(link.url)
            if link.form == "footnote" or key_of(link.url) == event_key or CAMPAIGN.search(link.url):
                continue
            if kind != "event" and not (kind == "page" and announced and is_later(words_of, link, event)):
                continue
            same = same_group(link.url, event.url)
            if HELD_WITH.match(line.text[link.end : link.end + 12]):
                continue
            if OWN_PLANS.search(words_of) and not same and not following_edition(link.text, event, number_named):
                continue
            score = 0.0
            if announced or re.search(r"次回|次は|next", words_of + nearby, re.I):
                score += 2.0
            elif NEXT_HEADING.search(heading):
                score += 1.5
            elif words.NEXT.search(words_of + nearby):
                score += 0.8
            if same:
                score += 0.8
                # a later day beside another page of the event's group speaks for the next edition
                score += 0.9 * bool(event.held_on and days_after(f"{words_of} {nearby[:200]}", event))
            score += 0.6 * (number > 0.5 * total)  # of several announced, the first
            if best is None or score > best[0]:
                best = (score, link)
        nearby = line.text if line.text.strip() and not line.bare else nearby
    if best is not None and best[0] >= 2.0:
        return NextEvent(plain_url(best[1].url), day_near(text, best[1], event))
    return NextEvent(None, told) if told is not None else None


def edition_number(event: ReadEvent) -> int | None:
    """The event's own number, where its edition is one and not a year."""
    return int(event.edition) if event.edition and event.edition.isdecimal() and int(event.edition) < 1000 else None


def following_edition(words_of: str, event: ReadEvent, number: int | None) -> bool:
    """Whether a text names the edition that follows the event's: its series with the next number, "#28", 第13回."""
    if number is None or str(number + 1) not in words_of:
        return False
    follows = rf"(?<![\d.]){number + 1}(?![\d.])"
    if re.search(rf"[#＃]\s?{follows}|第\s?{follows}\s?(?:回|夜|弾|部)|vol\.?\s?{follows}", words_of, re.I):
        return True
    return bool(
        event.series and len(event.series) >= 3 and re.search(rf"{re.escape(event.series)}\s?{follows}", words_of)
    )


def is_later(words_of: str, link: Link, event: ReadEvent) -> bool:
    """Whether a line names a day after the event, or its link a later year."""
    year = year_in_address(link.url)
    return bool(days_after(words_of, event)) or bool(year and event.held_on and year > event.held_on.year)


def days_after(words_of: str, event: ReadEvent) -> list[date]:
    """The days in a text that come after the event; a day without a year is the first such day after it."""
    found: list[date] = []
    for day in find_days(re.sub(r"https?://\S+", " ", words_of)):
        held = day.on(event.held_on.year if event.held_on else None)
        if day.year is None and held is not None and held == event.held_on:
            continue
        if event.held_on is not None and held is not None and day.year is None and held <= event.held_on:
            held = day.on(event.held_on.year + 1)
        if held is not None and (event.held_on is None or 0 < (held - event.held_on).days < 550):
            found.append(held)
    return found


def same_group(a: str, b: str | None) -> bool:
    """Whether two event pages are on the same group's host."""
    if not b:
        return False
    hosts = [re.sub(r"^https?://", "", u).partition("/")[0] for u in (a, b)]
    return hosts[0] == hosts[1] and hosts[0] not in ("connpass.com", "techplay.jp", "peatix.com", "www.meetup.com")


def day_near(text: Text, link: Link, event: ReadEvent) -> date | None:
    """The day of a linked page: on its own line, else the nearest line above, else below, within a few lines."""
    near = sorted(
        (line for _, line in lines_in_order(text) if abs(line.number - link.line) <= 4),
        key=lambda line: (link not in line.links, abs(line.number - link.line), line.number > link.line),
    )
    for line in near:
        found = days_after(line.text, event)
        if found:
            return found[0]
    return None
