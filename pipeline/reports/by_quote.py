"""Words in quotes and who stands beside them: 「title」 ○○さん, ○○さん「title」, "title" by its label; or only a part of a title.

Belongs here: what the outermost quotes of a line are. Does not belong here: lines without quotes and what goes before this
form (`splitting`), quotes in running text (`told_japanese`, `told_english`).
"""

from __future__ import annotations

import re

from pipeline.reports import words
from pipeline.reports.ending import GOES_ON
from pipeline.reports.likeness import PARTICLE
from pipeline.reports.names import is_marked
from pipeline.reports.split import Reader, Split
from pipeline.reports.titles import outer_quote

BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
LABEL_ONLY = re.compile(words.TALK_LABEL.pattern, re.I)
LABELISH = re.compile(
    r"(?:\S{0,6}第?[\d①-⑳一二三四五六七八九十]+\S{0,4}|\S{0,8}(?:LT|講演|発表|セッション|トーク|講座))\s*[:：]?\s*"
)
MINE = re.compile(r"(?:And |Then )?I (?:did|gave|held|presented|spoke|talked)\b[^\"“]{0,40}[:,]?")  # my own: "title"
AROUND = " :：/-–—,、"
# which of the talks it was: "二番手は○○さん「…」"
IN_TURN = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,2}\s?(?:人目|番手|番目|本目|組目|つ目)|トップバッター|大?トリ|最初|最後|次|お次|続いて|ラスト)(?:は|に|の|、)\s?"
)
LEADS_TO_TITLE = re.compile(
    r"(?:による|からの?|の|が|(?<=さん)で|(?<=氏)で|,? (?:gave|presented|held|did|on|about|with|(?:talk(?:s|ed)?|sp(?:oke|eaks)|speaking) (?:on|about))(?: (?:a|an|the|his|her|their) (?:\w+ )?(?:talk|session|keynote|presentation|demo)(?: (?:on|about|called|titled|entitled|named))?)?)[:,、]?$"
)
# a title of which words in quotes are only the beginning: 「速い・安い」配信基盤の設計
NAMES_MORE = re.compile(
    r"(?=.{6,}$)(?!.*(?:発表|講演|登壇|セッション|トーク|LT|資料|スライド|お?話|会社|枠))[一-龥ァ-ヶーA-Za-z0-9][^、。:：/／|｜(（]*"
)
UP_TO_MARK = re.compile(r"(?:[のをはがにでとへやか]|って)[^:：/／(（@「『」』]{2,40}(?=\s?[:：/／(（@])")


def by_quote(text: str, forms: frozenset[str], reader: Reader) -> Split | None:
    """The title in the quotes of a line, with the people around it; None where the quotes are a part of a title, or of none."""
    quoted = set_apart(text, reader)
    if quoted is None:
        return None
    start, stop = quoted
    left, inner, right = text[:start].strip(), text[start + 1 : stop].strip(), text[stop + 1 :].strip()
    sides = [
        (reader(piece), piece, other)
        for piece, other in (
            (IN_TURN.sub("", LEADS_TO_TITLE.sub("", left)).strip(AROUND), right),
            (right.strip(AROUND), left),
        )
    ]
    for piece_people, piece, other in sorted(sides, key=lambda side: -side[0].likeness):
        marked = is_marked(piece)
        strong_enough = piece_people.likeness >= (0.35 if marked or "quote" in forms else 0.5)
        if not marked and (
            len(re.sub(r"[\s:：・|/()（）。!！-]", "", other)) > 12 or (len(piece) > 12 and PARTICLE.search(piece))
        ):
            continue
        if piece_people.names and strong_enough and len(piece) <= 70:
            return Split(inner, piece_people.names, "quote", piece_people.likeness, quoted=True)
    if not left and not right:
        return Split(inner, (), "plain", 0.0, quoted=True)
    if (not left and len(right) < 20 and not GOES_ON.match(right) and not names_more(right, reader)) or (
        not right and (LABEL_ONLY.fullmatch(left) or LABELISH.fullmatch(left) or MINE.fullmatch(left))
    ):
        return Split(inner, (), "plain", 0.0, quoted=True)
    return None


def set_apart(text: str, reader: Reader) -> tuple[int, int] | None:
    """Where the outermost quotes of a line stand, unless they are a part of its title."""
    quoted = outer_quote(text)
    if quoted is None:
        return None
    within = inside_a_title(text, quoted, reader) if quoted[0] else begins_a_title(text[quoted[1] + 1 :], reader)
    return None if within else quoted


def begins_a_title(right: str, reader: Reader) -> bool:
    """Whether the words behind a quote go on with it: 「速い」を支える仕組み（speaker）; the person stands in the brackets only."""
    outside = BRACKETED.sub("", right).strip()
    return bool(
        GOES_ON.match(outside) and outside != right and not is_marked(outside) and reader(outside).likeness < 0.6
    )


def names_more(right: str, reader: Reader) -> bool:
    """Whether what stands behind words in quotes is the rest of the title: no label, nobody's name."""
    words_ = right.strip(AROUND)
    return bool(NAMES_MORE.fullmatch(words_)) and reader(words_).likeness < 0.3


def inside_a_title(text: str, quoted: tuple[int, int], reader: Reader) -> bool:
    """Whether words in quotes are the middle of a title, up to a mark before the person: Aできる「B」という選択肢: @handle."""
    left, goes_on = text[: quoted[0]].strip(), UP_TO_MARK.match(text, quoted[1] + 1)
    if len(left) < 4 or goes_on is None or is_marked(left) or reader(left).likeness >= 0.5:
        return False
    return not is_marked(goes_on[0]) and reader(goes_on[0]).likeness < 0.5
