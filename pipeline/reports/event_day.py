"""The first day of a report's event, as the text says it.

Belongs here: choosing among the days that a post names, and the year of a day that is written without one. Does not
belong here: finding days in text (`dates`), and the next edition's day (`next_event`).
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.dates import Day, find_days
from pipeline.reports.features import fold
from pipeline.reports.hosts import kind_of
from pipeline.reports.sections import Text, lines_in_order

HELD = re.compile(
    r"開催|行われ|参加|日時|日程|開催日|日付|にて|登壇|出演|行って|お邪魔|date|held|took place|attended|on\b", re.I
)

NOT_HELD = re.compile(
    r"次回|予定|締切|締め切り|追記|更新|公開|リリース|発売|現在|時点|last updated|updated|published|deadline", re.I
)

BYLINE = re.compile(
    r"\s*(?:by|posted|written|公開|投稿|\||｜|・)\s*\S", re.I
)  # after the day of posting at the top of a page

YEAR_TOLD = re.compile(r"(?<!\d)(20\d{2})(?=\s?年(?!前|間|代|ぶり)|[-/.]\d)")
TODAY = re.compile(r"本日|今日は|今日、|今日の|^今日|先ほど|さきほど|today|this evening|tonight", re.I)

YESTERDAY = re.compile(r"昨日|昨晩|昨夜|yesterday|last night", re.I)


def choose_day(text: Text, title: str | None, address: str | None) -> tuple[date | None, Line | None, str]:
    """The first day of the event, as the text says it."""
    published_on = day_of_posting(text)
    posted_on = published_on or (text.source.updated_at.date() if text.source.updated_at else None)
    best: tuple[float, date, Line, str] | None = None
    year_hint = year_in(text.title) or year_in(title or "") or (year_in_address(address) if address else None)
    if year_hint is None and posted_on is None:
        year_hint = year_of_links(text) or only_year(text)
    in_title = find_days(text.title)
    candidates: list[tuple[float, Day, Line, str]] = []
    for day in in_title:
        candidates.append((3.2, day, Line(1, text.title), "in the post's title"))
    folded = fold(title or "")
    heading = ""
    for number, (at, line) in enumerate(lines_in_order(text)):
        if text.blocks[at].kind == "heading":
            heading = line.text
        if number > 400:
            break
        content = line.text[:500]
        days = find_days(re.sub(r"https?://\S+", lambda m: " " * len(m[0]), content))
        for position, day in enumerate(days[:4]):
            around = content[max(0, day.start - 30) : day.end + 60]
            score = 1.0
            if HELD.search(around):
                score += 1.2
            if re.search(r"開催|took place|was held|日時|開催日", around):
                score += 0.8
            if NOT_HELD.search(around) or words.NEXT.search(content) or words.NEXT.search(heading):
                score -= 2.0
            if day.start <= 3 and BYLINE.match(content[day.end :]):
                score -= 2.5
            if words.PAST.search(around):
                score -= 1.2
            if folded and len(folded) > 4 and folded[:12] in fold(content):
                score += 0.9
            if day.year is not None:
                score += 0.4
            score -= 0.03 * min(number, 40) + 0.2 * position
            if number > 60:
                score -= 0.6
            candidates.append((score, day, line, "in the text"))
    for score, day, line, rule in candidates:
        year = day.year or year_hint or (posted_on.year if posted_on else None)
        held = day.on(year)
        if held is None:
            continue
        if posted_on is not None and day.year is None and year_hint is None and (held - posted_on).days > 40:
            held = day.on(posted_on.year - 1) or held
        if posted_on is not None and (held - posted_on).days > 45 and published_on is not None:
            score -= 1.5
        if posted_on is not None and (posted_on - held).days > 500:
            score -= 0.8
        if best is None or score > best[0]:
            best = (score, held, line, rule)
    if best is not None and best[0] >= 1.35:
        return best[1], best[2], best[3]
    if posted_on is not None and published_on is not None:
        for number, (_, line) in enumerate(lines_in_order(text)):
            if number > 14:
                break
            if TODAY.search(line.text):
                return posted_on, line, "today, and the day of posting"
            if YESTERDAY.search(line.text):
                return date.fromordinal(posted_on.toordinal() - 1), line, "yesterday, and the day of posting"
    if best is not None and best[0] >= 0.9:
        return best[1], best[2], best[3]
    return None, None, ""


def year_in(title: str) -> int | None:
    """The year in a title, where there is one."""
    found = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", title)
    return int(found[1]) if found else None


def only_year(text: Text) -> int | None:
    """The year that an undated post names in its sentences, where it names one only."""
    named: set[str] = set()
    for _, line in lines_in_order(text):
        named.update(YEAR_TOLD.findall(line.text[:2000]))
    return int(next(iter(named))) if len(named) == 1 else None


def day_of_posting(text: Text) -> date | None:
    """The day on which the post says that it was published: its front matter's, or a page's own."""
    if text.source.published_at is not None:
        return text.source.published_at.date()
    try:
        return date.fromisoformat(text.outline.published[:10])
    except ValueError:
        return None


def year_in_address(url: str) -> int | None:
    """The year in an event's address, where there is one."""
    found = re.search(r"(?<!\d)(20\d{2})(?!\d)", url)
    return int(found[1]) if found else None


def year_of_links(text: Text) -> int | None:
    """The year that the links of an undated post carry, where two or more agree and none differs."""
    kinds = ("event", "session", "page")
    years = [year_in_address(link.url) for block in text.blocks for link in block.links() if kind_of(link.url) in kinds]
    named = [year for year in years if year is not None]
    return named[0] if len(named) >= 2 and len(set(named)) == 1 else None
