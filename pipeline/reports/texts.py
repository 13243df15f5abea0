"""A source to the text that is judged: its outline, with its front matter or its page's head cut off and put where it belongs.

Belongs here: title, language, and what of a post's beginning is no part of its text. Does not belong here: blocks (`outline`)
and judgement (`understand`).
"""

from __future__ import annotations

import re
from datetime import date
from string import ascii_letters

from pipeline.reports import hatena, scrapbox
from pipeline.reports.blocks import PSEUDO_LEVEL, Block, Outline
from pipeline.reports.dates import find_days
from pipeline.reports.files import completed
from pipeline.reports.frontmatter import FrontMatter, cut_front_matter
from pipeline.reports.outline import read_html, read_markdown
from pipeline.reports.report import Source
from pipeline.reports.sections import Text

TITLE_WITHIN = 6  # blocks from the beginning
LONGEST_DAY = 40  # characters: "Posted on Wednesday, 12 September 2024"


def outline_of(source: Source) -> tuple[Outline, FrontMatter]:
    """The outline of the source's text, its front matter cut off."""
    if source.text_format == "html":
        outline = read_html(source.text)
        return outline, FrontMatter(dict(outline.head))
    matter = cut_front_matter(source.text)
    body = source.text.removeprefix("\ufeff").replace("\r\n", "\n")
    body = "\n".join(body.split("\n")[matter.lines :])
    notation = next((each for each in (hatena, scrapbox) if each.is_notation(body)), None)
    return read_markdown(notation.to_markdown(body) if notation else body, matter.lines + 1), matter


def text_of(source: Source) -> tuple[Text, tuple[str, ...]]:
    """The post ready to be judged, and notes on what was wrong with it."""
    outline, matter = outline_of(source)
    source = completed(source, matter)
    title = source.title
    blocks = list(outline.blocks)
    if not title:
        first = next((b for b in blocks[:TITLE_WITHIN] if b.kind == "heading" and b.level == 1), None)
        if first is None:
            # a lower heading only where nothing is told before it
            first = next((b for b in blocks[:1] if b.kind == "heading"), None)
        title = first.lines[0].text.strip() if first is not None and first.lines else ""
    level_opening(blocks)
    outline.blocks = without_head(blocks, title, source)
    notes = (*outline.notes, *((matter.note,) if matter.note else ()))
    return Text.of(source, outline, title, language_of(title, blocks_text(outline))), notes


def level_opening(blocks: list[Block]) -> None:
    """A first heading such as はじめに that is set larger than all others is no part that holds them: it is levelled with them."""
    headings = [block for block in blocks if block.kind == "heading"]
    if len(headings) < 2 or not headings[0].lines or not OPENING.fullmatch(headings[0].lines[0].text.strip()):
        return
    highest = min(block.level for block in headings[1:])
    if headings[0].level < highest < PSEUDO_LEVEL:
        headings[0].level = highest


OPENING = re.compile(r"は[じし]めに|初めに|始めに|まえがき|前書き|introduction|intro|概要|背景|きっかけ", re.I)


def without_head(blocks: list[Block], title: str, source: Source) -> list[Block]:
    """The blocks without the heading that is the post's own title, of which what follows is no section, and without a line
    that is no more than a page's own date."""
    wanted = " ".join(title.split())
    kept = list(blocks[:TITLE_WITHIN])
    named = next((b for b in kept if b.kind == "heading" and not b.links() and words_of(b) == wanted), None)
    if (
        named is not None
        and not source.title
        and sum(b.kind == "heading" and b.level == named.level for b in blocks) > 1
    ):
        named = None  # taken for the title for want of one
    posted = source.published_at.date() if source.published_at and source.text_format == "html" else None
    dated = next((b for b in kept if posted and b.kind == "paragraph" and is_day(words_of(b), posted)), None)
    return [b for b in kept if b is not named and b is not dated] + blocks[TITLE_WITHIN:]


def words_of(block: Block) -> str:
    """A block's only line, spaces folded; empty where it has several."""
    return " ".join(block.lines[0].text.split()) if len(block.lines) == 1 else ""


def is_day(words: str, day: date) -> bool:
    """Whether words are that day and nothing else."""
    days = find_days(words) if len(words) <= LONGEST_DAY else []
    return len(days) == 1 and days[0].year is not None and days[0].on(None) == day


def blocks_text(outline: Outline) -> str:
    """Some of the post's words, enough to tell its language."""
    parts: list[str] = []
    length = 0
    for block in outline.blocks:
        if block.kind in ("code", "tweet"):
            continue
        for line in block.all_lines():
            parts.append(line.text)
            length += len(line.text)
        if length > 6000:
            break
    return "\n".join(parts)


KANA, HAN = re.compile(r"[ぁ-んァ-ヶ]+"), re.compile(r"[一-龥]+")
HANGUL, LATIN = re.compile(r"[가-힣]+"), ascii_letters.encode()


def language_of(title: str, body: str) -> str:
    """BCP 47 primary subtag by script: ja, ko, zh, en; empty where there are no words."""
    sample = title + "\n" + body

    def count(script: re.Pattern[str]) -> int:
        return sum(map(len, script.findall(sample)))

    plain = sample.encode("ascii", "ignore")
    latin = len(plain) - len(plain.translate(None, LATIN))
    kana = 0
    for run in KANA.finditer(sample):  # as far as it takes
        kana += run.end() - run.start()
        if kana * 12 > latin and kana >= 3:
            return "ja"
    hangul, han = count(HANGUL), count(HAN)
    if hangul * 6 > latin and hangul > 3:
        return "ko"
    if han * 6 > latin and han > 6:
        return "zh"
    return "en" if latin else ""
