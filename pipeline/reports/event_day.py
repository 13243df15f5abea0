"""The first day of a report's event, as the text says it.

Belongs here: choosing among the days that a post names, and the year of a day that is written without one. Does not
belong here: finding days in text (`dates`), and the next edition's day (`next_event`).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from pipeline.reports import words
from pipeline.reports.blocks import Block, Line
from pipeline.reports.dates import Day, find_days
from pipeline.reports.features import fold
from pipeline.reports.hosts import kind_of
from pipeline.reports.patterns import quick
from pipeline.reports.relative_day import relative_day
from pipeline.reports.sections import Text, lines_in_order

HELD = quick(
    r"開催|行われ|参加|日時|日程|開催日|日付|にて|登壇|出演|行って|お邪魔|\bdates?\b|\bwhen\b|今回|held|\bran\b|started|kicked off|took place|attended|\bon\b",
    re.I,
)

NOT_HELD = quick(
    r"\b(?:is|are) back (?:on|in)\b|\balready (?:announced|planned|scheduled|set) for\b|次回|予定|締切|締め切り|追記|更新|公開|リリース|発売|現在|時点|投稿|執筆|作成日|last updated|updated|published|posted|deadline",
    re.I,
)
# what else has a day, said in the same clause: the evening before, the way there, applying, an edition long ago
OTHER_DAY = quick(
    r"前夜祭|後夜祭|前日(?!の)|前々日|翌日|前入り|現地入り|到着|出発|申し?込|応募|プロポーザル|売り切れ|発表され|告知|第\s?[1１一]\s?回|始まっ|初開催|スタートし|"
    r"\b(?:flew|arrived|travell?ed|landed|cfp|closed|sold out|tickets?|announced|founded|started in|first edition|released|workshops? (?:on|were))\b",
    re.I,
)
STILL_TO_COME = re.compile(r"\b(?:I|we|it|they)(?:['’]ll| will) (?:be|give|speak|take|hold)\b", re.I)
# the line, cell or heading right before a day that says what the day is
DAY_LABEL = re.compile(
    r"[\W_]*(?:(?:開催)?(?:日時|日程|日付|日)|とき|いつ|(?:event )?dates?(?: (?:and|&) time)?|when)[\W_]*", re.I
)
ADDRESS = re.compile(r"https?://\S+")
FIRST_DAY = re.compile(r"\W{0,3}(?:day ?1(?!\d)|[1１一]日目|初日)", re.I)
SENTENCE = re.compile(r"。|[a-z)]\. (?=[A-Z])")
CLAUSE = quick(r"[、。，!！?？\n]|[;.] |, (?=[a-z])")

BYLINE = re.compile(
    r"\s*(?:by|posted|written|公開|投稿|\||｜|・)\s*\S", re.I
)  # after the day of posting at the top of a page

POSTED = re.compile(r"\W{0,6}(?:(?:posted|published)(?: on| at)?\b|(?:投稿|公開)日?(?:時)?\s?[:：])", re.I)
POSTED_WITHIN = 5  # lines of the beginning
YEAR_TOLD = quick(r"(?<!\d)(20\d{2})(?=\s?年(?!前|間|代|ぶり)|[-/.]\d)")
WEEKDAY = re.compile(r"\s?[(（]([月火水木金土日])")
TODAY = quick(
    r"本日|今日は|今日、|今日の|^今日|先ほど|さきほど|(?<![\w-])today(?:['’]s|,? (?:we|i)\b)|(?:^|[.!] )today(?![\w-])|this evening|tonight",
    re.I,
)


SUMMED_UP = 2.2  # how much a day in the summary speaks for itself


CALENDAR = re.compile(r"さん|氏|記事|カレンダー|担当|@")  # whose article stood yesterday


def choose_day(text: Text, title: str | None, address: str | None) -> tuple[date | None, Line | None, str]:
    """The first day of the event, as the text says it."""
    if text.source.held_on is not None:
        return text.source.held_on, Line(1, text.source.held_on.isoformat()), "front matter"
    published_at = text.source.published_at
    published_on = published_at.date() if published_at else day_of_byline(text)
    posted_on = published_on or (text.source.updated_at.date() if text.source.updated_at else None)
    best: tuple[float, date, Line, str] | None = None
    year_hint = year_in(text.title) or year_in(title or "") or (year_in_address(address) if address else None)
    if year_hint is None and posted_on is None:
        year_hint = year_of_links(text) or only_year(text)
    in_title = find_days(text.title)
    candidates: list[tuple[float, Day, Line, str]] = []
    for day in in_title:
        candidates.append((3.2, day, Line(1, text.title), "in the post's title"))
    for day in find_days(text.source.summary[:500]):
        begin, end = sentence_around(text.source.summary, day)
        if HELD.search(text.source.summary[begin:end]) and not NOT_HELD.search(text.source.summary[begin:end]):
            candidates.append((SUMMED_UP, day, Line(1, text.source.summary), "in the post's summary"))
    folded = fold(title or "")
    heading = before = ""
    for number, (at, line) in enumerate(lines_in_order(text)):
        if text.blocks[at].kind == "heading":
            heading = line.text
        if number > 400:
            break
        content = line.text[:500]
        days = find_days(ADDRESS.sub(lambda m: " " * len(m[0]), content) if "://" in content else content)
        for position, day in enumerate(days[:4]):
            begin, end = sentence_around(content, day)
            around = content[max(begin, day.start - 30) : min(end, day.end + 60)]
            if not position and len(before) <= 16 and DAY_LABEL.fullmatch(before):
                around = f"{before} {around}"
            score = 1.0
            if HELD.search(around):
                score += 1.2
            if re.search(r"開催|took place|was held|日時|開催日", around):
                score += 0.8
            if NOT_HELD.search(around) or words.NEXT.search(content[begin:end]) or words.NEXT.search(heading):
                score -= 2.0
            if number > HEAD_LINES and heading and names_other(heading, folded):
                score -= 2.6
            if STILL_TO_COME.search(content[begin : day.start]):
                score -= 2.0
            if text.blocks[at].kind == "heading" and FIRST_DAY.match(content):
                score += 1.3
            if OTHER_DAY.search(clause_around(content, day)):
                score -= 1.5
            if number < 3 and len(content.strip()) <= day.end - day.start + 2:
                score -= 0.6  # nothing but a day at the top of a page: when it was posted
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
        before = line.text
    for score, day, line, rule in candidates:
        held = dated(day, WEEKDAY.match(line.text[day.end : day.end + 8]), year_hint, posted_on)
        if held is None:
            continue
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
            of_calendar = words.OTHER_ARTICLE.match(line.text) and CALENDAR.search(line.text)
            counted = None if of_calendar else relative_day(line.text, posted_on)
            if counted is not None:
                return counted, line, "counted back from the day of posting"
        tweeted = day_of_tweets(text, posted_on)
        if tweeted is not None and (best is None or best[0] < 0.9):
            return tweeted[0], tweeted[1], "the day of its tweets"
    if best is not None and best[0] >= 0.9:
        return best[1], best[2], best[3]
    tweeted = day_of_tweets(text, None) if posted_on is None else None
    return (*tweeted, "the day of its tweets") if tweeted else (None, None, "")


def day_of_byline(text: Text) -> date | None:
    """The day of posting, where one of the first lines says it: "Posted on 3 June 2023", 投稿日：2023/6/3."""
    for number, (_, line) in enumerate(lines_in_order(text)):
        if number >= POSTED_WITHIN:
            break
        if POSTED.match(line.text):
            days = [day for day in find_days(line.text[:120]) if day.year is not None]
            return days[0].on(None) if days else None
    return None


def dated(day: Day, weekday: re.Match[str] | None, year_hint: int | None, posted_on: date | None) -> date | None:
    """The date of a day without a year: of the year that a title or address says, else of the posting's; not long after the
    posting, and on the weekday that is told, where one of these years allows it."""
    if day.year is not None:
        return day.on(None)
    years = [year_hint] if year_hint else []
    if posted_on is not None:
        years += [posted_on.year, posted_on.year - 1]
    dates = [held for held in map(day.on, years) if held is not None]
    if posted_on is not None:
        dates = [held for held in dates if (held - posted_on).days <= 40] or dates
    if weekday is not None:
        dates = [held for held in dates if held.weekday() == "月火水木金土日".index(weekday[1])] or dates
    return dates[0] if dates else None


def day_of_tweets(text: Text, posted_on: date | None) -> tuple[date, Line] | None:
    """The day on which most of the embedded tweets were written, three at least, within two weeks before the posting where that
    is known."""
    written: Counter[date] = Counter()
    first: dict[date, Block] = {}
    for block in text.blocks:
        if block.tweet is None:
            continue
        for day in find_days(block.tweet.date)[:1]:
            held = day.on(None)
            if held is not None and (posted_on is None or 0 <= (posted_on - held).days <= 14):
                written[held] += 1
                first.setdefault(held, block)
    if not written:
        return None
    held, number = written.most_common(1)[0]
    if number < 3 or number <= 0.6 * written.total():
        return None
    tweet = first[held].tweet
    return held, Line(first[held].first_line, tweet.date if tweet else "")


def names_other(heading: str, event: str) -> bool:
    """Whether a heading names an event, by its year or edition, and not the one that the post tells of."""
    return bool(OTHER_EVENT.search(heading)) and bool(event) and fold(heading)[:4] not in event


HEAD_LINES = 5  # of the beginning, in which the event itself is told of
OTHER_EVENT = re.compile(rf"(?:{words.EVENT_NAME.pattern})[^。、]{{0,20}}(?:19|20)\d{{2}}", re.I)


def sentence_around(content: str, day: Day) -> tuple[int, int]:
    """Where the sentence of a day begins and ends."""
    begin = max([0, *(stop.end() for stop in SENTENCE.finditer(content, 0, day.start))])
    stop = SENTENCE.search(content, day.end)
    return begin, stop.end() if stop else len(content)


def clause_around(content: str, day: Day) -> str:
    """The words between the marks around a day."""
    begin = max([0, *(stop.end() for stop in CLAUSE.finditer(content, 0, day.start))])
    stop = CLAUSE.search(content, day.end)
    return content[begin : stop.start() if stop else len(content)]


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
