"""Days told by the day of posting: 昨日, 一昨日, 三日前, 先週の土曜日, 先月18日, 20日の夜, yesterday, two days ago, last Thursday.

Belongs here: counting back from the day of posting. Does not belong here: days with a month (`dates`), and which of several days
is the event's (`event_day`). A day is only taken from a sentence that says that something was held or attended.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.reports import words
from pipeline.reports.patterns import quick

_NUMBERS = {
    **{kanji: number for number, kanji in enumerate("一二三四五六七八九十", 1)},
    **{
        word: number
        for number, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
        )
    },
}
_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YESTERDAY = quick(r"(?<!一)昨日|昨晩|昨夜|ゆうべ|\byesterday\b|\blast (?:night|evening)\b", re.I)
BEFORE_YESTERDAY = re.compile(r"一昨日|おととい|\bthe day before yesterday\b", re.I)
DAYS_AGO = quick(
    r"(?<![\d.])(\d{1,2}|[一二三四五六七八九十])\s?日前(?:に|の|、|は)|\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) days? ago\b",
    re.I,
)
WEEKDAY_JA = re.compile(
    rf"(先々週|先週|今週|この前|こないだ|このあいだ|この間|先日|昨週)(?:の|末の|末、|、)?\s?[(（]?([{_DAYS_JA}])曜?日?(?:[)）の、にははへ]|曜)"
)
WEEKDAY_EN = quick(
    rf"(?:\b(?:last|this past|this|past|on)\s+|^)({'|'.join(_DAYS_EN)})\b(?!\s+(?:\w+\s)?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.I,
)
WEEKDAY_ALONE = re.compile(
    rf"(?:^|(?<=[、。\s\u3000]))([{_DAYS_JA}])曜日?(?:の?(?:夜|晩|夕方|午後|午前|昼|朝))?(?:に|は|、)"
)
LAST_MONTH = re.compile(r"先月(?:の)?\s?(\d{1,2})\s?日")
DAY_ALONE = quick(
    rf"(?<![\d月/.\-～〜~・、])(\d{{1,2}})\s?日\s?(?:[(（]([{_DAYS_JA}])(?:曜日?)?(?:[・,]?祝)?[)）]\s?)?(?:の[夜晩朝夕午]\S?|に(?!目|間)|、)"
)
HELD = quick(
    r"開催|行われ|開かれ|参加|登壇|出席|聴講|観て|見て|行って|行った|行き|お邪魔|おじゃま|遊びに|ありました|でした|やりました|LT|発表し|話して(?:き|ま)|しゃべって(?:き|ま)|喋って(?:き|ま)|集ま|"
    r"\b(?:attended|went|held|took place|gathered|met|hosted|spoke|visited|presented|with a talk|gave|was at|were at|got together|happened)\b",
    re.I,
)
# a sentence that says when the one before it was, and nothing more
ONLY_WHEN = re.compile(r"\W*(?:昨日|昨晩|昨夜|ゆうべ|一昨日|おととい)(?:の(?:こと|話))?(?:です|でした)?\W*")
SENTENCE = re.compile(r"[。！!？?]|\.\s")


def relative_day(text: str, posted_on: date) -> date | None:
    """The day that one of the sentences of a line tells by the day of posting, if it tells of something that was held."""
    if not any(mark in text for mark in ("日", "曜", "週", "昨", "ゆうべ", "おととい", "ago", "night", "ay")):
        return None
    before = ""
    for sentence in SENTENCE.split(text[:600]):
        told, before = before, sentence
        if (
            not (HELD.search(sentence) or (ONLY_WHEN.fullmatch(sentence) and HELD.search(told)))
            or words.NEXT.search(sentence)
            or words.PAST.search(sentence)
        ):
            continue
        found = _counted(sentence, posted_on)
        if found is not None:
            return found
    return None


def _counted(sentence: str, posted_on: date) -> date | None:
    if BEFORE_YESTERDAY.search(sentence):
        return posted_on - timedelta(days=2)
    if YESTERDAY.search(sentence):
        return posted_on - timedelta(days=1)
    if found := DAYS_AGO.search(sentence):
        number = (found[1] or found[2]).lower()
        return posted_on - timedelta(days=int(number) if number.isdigit() else _NUMBERS[number])
    if found := WEEKDAY_JA.search(sentence):
        return _weekday(found[1], _DAYS_JA.index(found[2]), posted_on)
    if found := WEEKDAY_ALONE.search(sentence):
        return _weekday("", _DAYS_JA.index(found[1]), posted_on)
    if found := WEEKDAY_EN.search(sentence):
        return _weekday("", _DAYS_EN.index(found[1].lower()), posted_on)
    if found := LAST_MONTH.search(sentence):
        return _on(posted_on.replace(day=1) - timedelta(days=1), int(found[1]))
    if found := DAY_ALONE.search(sentence):
        day = int(found[1])
        month = posted_on if day <= posted_on.day else posted_on.replace(day=1) - timedelta(days=1)
        held = _on(month, day)
        agrees = held is not None and (not found[2] or held.weekday() == _DAYS_JA.index(found[2]))
        return held if agrees else None
    return None


def _weekday(week: str, weekday: int, posted_on: date) -> date:
    """The last such weekday before the day of posting; of last week (which ends with Sunday) where the text says so."""
    if week in ("先週", "昨週", "先々週", "今週"):
        monday = posted_on - timedelta(days=posted_on.weekday())
        weeks = {"今週": 0, "先々週": 2}.get(week, 1)
        return monday - timedelta(days=7 * weeks - weekday)
    back = (posted_on.weekday() - weekday) % 7
    return posted_on - timedelta(days=back or 7)


def _on(month: date, day: int) -> date | None:
    try:
        return month.replace(day=day)
    except ValueError:
        return None
