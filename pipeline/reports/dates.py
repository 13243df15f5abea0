"""Days as reports write them: 2022/11/10(木), 令和4年11月10日, １１月１０日, January 28-29, 2015, 10.11.2022, 20220107.

Belongs here: finding days in text. Does not belong here: which of them is the event's (`event`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.reports.patterns import quick

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
MONTH_NAME = quick(MONTH, re.I)
FULL = quick(r"(?<![\d/.])(?<!\d-)((?:19|20)\d{2})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?!\d)\s*[日일]?")
# years of the eras in which reports are written, and the year before each era's first
# as old embedded tweets write it: 2014, 11月 19
YEAR_COMMA = re.compile(r"(?<!\d)((?:19|20)\d{2}), (\d{1,2})月 (\d{1,2})(?!\d)")
ERA = re.compile(r"(令和|平成)\s*(元|\d{1,2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
BEFORE_ERA = {"令和": 2018, "平成": 1988, "R": 2018, "H": 1988}
SHORT_ERA = re.compile(r"(?<![A-Za-z\d])([RH])(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?![\d./])")
SHORT_YEAR = re.compile(r"['’](\d{2})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
YEAR_LAST = quick(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d{2})(?![\d/-])")
# numbers in Chinese characters, where they stand before 年, 月 or 日
IN_KANJI = re.compile(r"[〇一二三四五六七八九十]{1,4}(?=[年月日])")
DAY_FIRST = quick(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d{2})(?![\d.])")
NUMBERED_DAY = re.compile(r"(?:日目|初日|最終日|曜日?|[Dd]ay\s?\d)\s*[:：]?\s*[(（](\d{1,2})/(\d{1,2})(?=\s*[)）])")
FULL_WIDTH = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
COMPACT = quick(r"(?<![\d/_-])(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
PARTIAL_JA = quick(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})(?:\s*[,、・]\s*\d{1,2})?\s*日")
PARTIAL_SLASH = quick(
    r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])(?!\s+of\b)(?=\s*(?:[(（][月火水木金土日]|に|の|は|から|～|〜|-|~|、|開催|で|】|\s|$))"
)
ENGLISH_MD = quick(
    rf"\b{MONTH}\s+(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:\s*(?:-|–|—|to|and|&|,)\s*(?:{MONTH}\s+)?\d{{1,2}}(?!\d)(?:st|nd|rd|th)?)*(?:,?\s+((?:19|20)\d{{2}}))?",
    re.I,
)
ENGLISH_DM = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and|&)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH}(?:,?\s+((?:19|20)\d{{2}}))?",
    re.I,
)


@dataclass(frozen=True)
class Day:
    """A day that the text names; `year` None where it names month and day only."""

    month: int
    day: int
    year: int | None
    start: int
    end: int

    def on(self, year: int | None) -> date | None:
        """The date, with `year` where the text names none; None where there is no such day."""
        chosen = self.year or year
        if chosen is None:
            return None
        try:
            return date(chosen, self.month, self.day)
        except ValueError:
            return None


DIGIT = re.compile(r"[\d一二三四五六七八九十](?:(?<=\d)|月)")  # digits of any script; without one there is no day


def find_days(text: str) -> list[Day]:
    """All days in a piece of text, in order; full dates win over partial ones at the same place."""
    if not DIGIT.search(text):
        return []
    if "月" in text and IN_KANJI.search(text):
        return days_in_kanji(text)
    text = text.translate(FULL_WIDTH)
    found: list[Day] = []
    if "/" in text or "." in text or "-" in text:
        found += short_days(text)
    for match in ERA.finditer(text) if "年" in text else ():
        year = BEFORE_ERA[match[1]] + (1 if match[2] == "元" else int(match[2]))
        found.append(Day(int(match[3]), int(match[4]), year, match.start(), match.end()))
    for match in DAY_FIRST.finditer(text):
        found.append(Day(int(match[2]), int(match[1]), int(match[3]), match.start(), match.end()))
    for match in (*FULL.finditer(text), *YEAR_COMMA.finditer(text)):
        found.append(Day(int(match[2]), int(match[3]), int(match[1]), match.start(), match.end()))
    for match in COMPACT.finditer(text):
        found.append(Day(int(match[2]), int(match[3]), int(match[1]), match.start(), match.end()))
    if MONTH_NAME.search(text):
        for match in ENGLISH_MD.finditer(text):
            named = int(match[4]) if match[4] else None
            found.append(Day(month_number(match[1]), int(match[2]), named, match.start(), match.end()))
        for match in ENGLISH_DM.finditer(text):
            named = int(match[3]) if match[3] else None
            found.append(Day(month_number(match[2]), int(match[1]), named, match.start(), match.end()))
    for pattern in (PARTIAL_JA, PARTIAL_SLASH, NUMBERED_DAY):
        for match in pattern.finditer(text):
            found.append(Day(int(match[1]), int(match[2]), None, match.start(), match.end()))
    found.sort(key=lambda day: (day.start, -(day.end - day.start)))
    kept: list[Day] = []
    for day in found:
        if not (1 <= day.month <= 12 and 1 <= day.day <= 31):
            continue
        if kept and day.start < kept[-1].end:
            continue
        kept.append(day)
    return kept


def short_days(text: str) -> list[Day]:
    """R6.5.18, '24/5/18, 05/30/2024, 5-30-2024 (day first where the first number is no month)."""
    found = [
        Day(int(m[3]), int(m[4]), BEFORE_ERA[m[1]] + int(m[2]), m.start(), m.end()) for m in SHORT_ERA.finditer(text)
    ]
    found += [Day(int(m[2]), int(m[3]), 2000 + int(m[1]), m.start(), m.end()) for m in SHORT_YEAR.finditer(text)]
    for match in YEAR_LAST.finditer(text):
        month, day = sorted((int(match[1]), int(match[3]))) if int(match[1]) > 12 else (int(match[1]), int(match[3]))
        found.append(Day(month, day, int(match[4]), match.start(), match.end()))
    return found


def days_in_kanji(text: str) -> list[Day]:
    """The days of a text that writes numbers in Chinese characters (令和六年五月十八日), at their places in it."""
    places: list[int] = []  # of each character of the rewritten text, where it comes from
    made: list[str] = []
    at = 0
    for match in IN_KANJI.finditer(text):
        number = str(kanji_number(match[0]))
        made += [text[at : match.start()], number]
        places += [*range(at, match.start()), *[match.start()] * len(number)]
        at = match.end()
    made.append(text[at:])
    places += [*range(at, len(text)), len(text)]
    return [Day(d.month, d.day, d.year, places[d.start], places[d.end]) for d in find_days("".join(made))]


def kanji_number(digits: str) -> int:
    """十八 -> 18, 二〇二四 -> 2024."""
    values = "〇一二三四五六七八九"
    if "十" not in digits:
        return int("".join(str(values.index(digit)) for digit in digits))
    tens, _, ones = digits.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 0
    return (values.index(tens) if tens else 1) * 10 + (values.index(ones) if ones else 0)


def month_number(name: str) -> int:
    """1..12 of an English month's name or its beginning."""
    lowered = name.lower().rstrip(".")
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(lowered[:3]))


LONGEST_DAY = 30  # characters
DAY_LETTERS = re.compile(
    r"\d+(?:st|nd|rd|th)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.I,
)


def is_only_day(text: str) -> bool:
    """Whether a text is a day and nothing else: "Feb 9 2017"."""
    if len(text) > LONGEST_DAY or DAY_LETTERS.sub("", text).strip(" ,.-/年月日()（）"):
        return False
    return bool(find_days(text))
