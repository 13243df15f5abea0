"""The recording of a whole evening, cut by its chapters: which chapter is which talk, and where a talk ends.

Here: putting chapters to talks. Not here: reading chapters (`pipeline.sites.chapters`), rows (`materials`). A chapter is a
talk's where, the surest first,

- a report says that the talk begins in it,
- its words are like the talk's title, and it names no other speaker,
- it names a speaker of the talk.

Each talk has one chapter at most, each chapter one talk. Where several pairs are as good, they are put in the order of
time, between those that are certain; where that leaves a choice, none is made. A talk goes on until the next chapter
that is something else: another talk, a break, the closing words; its questions and parts stay with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.corpus.folding import fold, likeness
from pipeline.corpus.materials import Given, Part
from pipeline.corpus.shelf import Shelf
from pipeline.corpus.talks import ALIKE, Talk
from pipeline.sites.document import Document

WHOLE = "event_recording"
_CLOSE = 0.05  # scores that differ by less are as good as each other
_SOMEWHAT = 0.4  # likeness of titles that counts beside a speaker's name
_BEGINS = {"start": 4.0, "title": 2.0, "speaker": 1.0}
_SEPARATORS = re.compile(r"\s*[/／|｜:：「」『』【】\[\]()（）<>〈〉《》―—–~〜]\s*|\s+-+\s+|\s+by\s+", re.I)
_NUMBERED = re.compile(
    r"^\W*(?:(?:LT|talk|session|セッション|発表|登壇|第)?\s*(?:no\.?|#|＃|その)?\s*\d{1,2}\s*(?:[.:：)）、]|本目|人目|番目|つ目)?\s+|LT\s*[:：])",
    re.I,
)
_HONORIFIC = re.compile(r"\s*(?:さん|氏|先生|様|くん|ちゃん)$")
_FORMS = {
    "by": re.compile(r"[/／|｜]|\bby\b|@", re.I),
    "honorific": re.compile(r"さん|氏$|先生|様$"),
    "number": re.compile(r"^\W*(?:LT|talk|session|セッション|発表|登壇)?\s*[#＃]?\s*\d{1,2}\b", re.I),
    "quoted": re.compile(r"[「『]"),
}
_FRAME = re.compile(
    r"オープニング|クロージング|エンディング|開場|開演|開始|開会|閉会|待機|乾杯|休憩|懇親会|交流会|挨拶|あいさつ|集合写真|写真撮影|お?知らせ|告知"
    r"|はじめに|おわりに|終わりに|会場|スポンサー|諸注意|注意事項|次回|自己紹介|イベント(?:紹介|説明|概要)|主催|趣旨|投票|結果発表|表彰|準備|アンケート"
    r"|\b(?:opening|closing|intro(?:duction)?|outro|welcome|break|intermission|lunch|networking|party|sponsors?|announcements?"
    r"|housekeeping|start(?:ing)?|end(?:ing)?|wrap[ -]?up|goodbye|thanks|greetings?|waiting)\b",
    re.I,
)
_INSIDE = re.compile(
    r"質疑|質問|\bQ\s*&\s*A\b|\bQA\b|デモ|\bdemo\b|\bquestions?\b|まとめ|まえがき|ディスカッション", re.I
)


@dataclass(frozen=True)
class Chapter:
    """A stretch of a recording, as its description names it; in seconds."""

    title: str
    start: int
    end: int | None


@dataclass(frozen=True)
class _Pair:
    score: float
    chapter: int
    talk: int
    found_by: str


def cut_recordings(given: Sequence[Given], names: Mapping[str, Sequence[str]], shelf: Shelf) -> list[Given]:
    """`given` with every recording of several talks cut to the talks whose chapters it has.

    `names` are what the speakers of a talk are called, by talk_id. What is found becomes the talk's own recording, with
    start and end; a talk without a chapter keeps the recording as one of the whole event.
    """
    parts: dict[tuple[str, str], Part] = {}
    for material_id, its in _recordings(given).items():
        document = shelf.document(material_id)
        talks = list({one.talk.talk_id: one.talk for one in its}.values())
        if document is None or (len(talks) < 2 and not any(one.role == WHOLE for one in its)):
            continue
        starts = {
            one.talk.talk_id: one.reference.locator.seconds
            for one in its
            if one.role != WHOLE and one.reference.locator.seconds is not None
        }
        talks.sort(key=lambda talk: (talk.event.event_id, talk.position))
        for talk_id, part in match_chapters(chapters_of(document), talks, names, starts).items():
            parts[talk_id, material_id] = part
    return [_cut(one, parts.get((one.talk.talk_id, one.reference.material_id))) for one in given]


def _recordings(given: Sequence[Given]) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for one in given:
        if one.role in (WHOLE, "recording"):
            found.setdefault(one.reference.material_id, []).append(one)
    return found


def _cut(one: Given, part: Part | None) -> Given:
    if part is None or one.role not in (WHOLE, "recording"):
        return one
    own = one.role == "recording" and one.reference.locator.seconds is not None
    locator = one.reference.locator if own else replace(one.reference.locator, seconds=part.start)
    return replace(one, role="recording", reference=replace(one.reference, locator=locator), part=part)


def chapters_of(document: Document) -> list[Chapter]:
    """The chapters of a recording by time. What was cut further, to stretches of one heading, is one chapter again."""
    found: list[Chapter] = []
    pages = [(page.start_seconds, page) for page in document.pages if page.start_seconds is not None]
    for start, page in sorted(pages, key=lambda pair: pair[0]):
        if not page.heading:
            continue
        if found and found[-1].title == page.heading:
            found[-1] = replace(found[-1], end=page.end_seconds)
        elif not found or start > found[-1].start:
            found.append(Chapter(page.heading, start, page.end_seconds))
    return found


def match_chapters(
    chapters: Sequence[Chapter],
    talks: Sequence[Talk],
    names: Mapping[str, Sequence[str]],
    starts: Mapping[str, int] | None = None,
) -> dict[str, Part]:
    """The part of the recording that each talk is, by talk_id. `talks` stand in the order in which they were given.

    `starts` are the seconds at which reports say that talks begin.
    """
    pairs = [
        pair
        for c, chapter in enumerate(chapters)
        for t, talk in enumerate(talks)
        if (pair := _judge(c, chapter, t, talk, talks, names, starts or {})) is not None
    ]
    chosen = _choose(pairs)
    by_chapter = {pair.chapter: pair for pair in chosen}
    likely: dict[int, int] = {}  # chapter -> the talk that it is most like
    for pair in sorted(pairs, key=lambda p: (p.score, -p.talk)):
        likely[pair.chapter] = pair.talk
    ends = _ends(chapters, by_chapter, likely)
    return {
        talks[pair.talk].talk_id: Part(
            chapters[pair.chapter].start, ends[pair.chapter], chapters[pair.chapter].title, pair.found_by
        )
        for pair in chosen
    }


def _judge(
    c: int,
    chapter: Chapter,
    t: int,
    talk: Talk,
    talks: Sequence[Talk],
    names: Mapping[str, Sequence[str]],
    starts: Mapping[str, int],
) -> _Pair | None:
    """How well a chapter fits a talk; None where nothing speaks for it."""
    begins = starts.get(talk.talk_id)
    if begins is not None and chapter.start <= begins + 30 and (chapter.end is None or begins + 30 < chapter.end):
        return _Pair(_BEGINS["start"], c, t, "start")
    alike = max((likeness(a, b) for a in _wordings(chapter.title) for b in _titles(talk)), default=0.0)
    named = _names_any(chapter.title, names.get(talk.talk_id, ()))
    others = [name for other in talks if other is not talk for name in names.get(other.talk_id, ())]
    if alike >= ALIKE:
        if not named and _names_any(chapter.title, others):
            return _Pair(alike * 0.9, c, t, "title")  # two talks of one title: rather the other one's
        return _Pair(_BEGINS["title"] + alike + 0.5 * named, c, t, "title")
    if not named or _FRAME.search(chapter.title) or _INSIDE.search(chapter.title):
        return None
    return _Pair(_BEGINS["speaker"] + (alike if alike >= _SOMEWHAT else 0.0), c, t, "speaker")


def _titles(talk: Talk) -> list[str]:
    told = [talk.title, talk.title_as_reported, *(m.told.title for m in talk.mentions)]
    told.append(talk.authority.title if talk.authority is not None else None)
    told += [t for one in talk.shown if not one.role for t in one.titles]
    return [title for title in dict.fromkeys(told) if title]


def _wordings(title: str) -> list[str]:
    """A chapter's title as a whole, without its number, and by its parts."""
    bare = _NUMBERED.sub("", title)
    return [wording for wording in dict.fromkeys((title, bare, *_SEPARATORS.split(bare))) if fold(wording)]


def _names_any(title: str, names: Sequence[str]) -> bool:
    shown = unicodedata.normalize("NFKC", title).lower()
    parts = {fold(_HONORIFIC.sub("", part)) for part in (*_SEPARATORS.split(shown), *re.split(r"\s+", shown))}
    return any(_stands(name, shown, parts) for name in names)


def _stands(name: str, shown: str, parts: set[str]) -> bool:
    """Whether a name stands in a chapter's title: as a word of its own, or by the family name as one of its parts."""
    folded = fold(name)
    if len(folded) < 2:
        return False
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).lower().replace("_", " "))
    written = r"[\s_.・-]*".join(re.escape(word) for word in words)
    start = r"(?<![0-9a-z])" if folded[0].isascii() else ""
    end = r"(?![0-9a-z])" if folded[-1].isascii() else ""
    if written and re.search(start + written + end, shown):
        return True
    return any(len(part) >= 2 and not part.isascii() and folded.startswith(part) for part in parts)


def _choose(pairs: Sequence[_Pair]) -> list[_Pair]:
    """One talk a chapter, one chapter a talk: the best first; what is as good as another, by the order of time."""
    chosen: list[_Pair] = []
    waiting = sorted(pairs, key=lambda p: (-p.score, p.chapter, p.talk))
    while waiting:
        top = waiting[0].score
        tied = [pair for pair in waiting if pair.score >= top - _CLOSE]
        waiting = waiting[len(tied) :]
        for group in _linked(tied):
            if len(group) > 1:
                group = [pair for pair in group if not any(_cross(pair, other) for other in chosen)]
            chosen += _in_time(group)
        waiting = [p for p in waiting if not any(p.chapter == o.chapter or p.talk == o.talk for o in chosen)]
    return sorted(chosen, key=lambda pair: pair.chapter)


def _linked(pairs: Sequence[_Pair]) -> Iterator[list[_Pair]]:
    """`pairs` in groups that share no chapter and no talk."""
    left = list(pairs)
    while left:
        group, left = [left[0]], left[1:]
        while more := [p for p in left if any(p.chapter == g.chapter or p.talk == g.talk for g in group)]:
            group += more
            left = [p for p in left if p not in more]
        yield group


def _in_time(group: Sequence[_Pair]) -> list[_Pair]:
    """The pairs of a group that is as long in chapters as in talks, in order; of any other none."""
    chapters = sorted({pair.chapter for pair in group})
    talks = sorted({pair.talk for pair in group})
    if len(chapters) != len(talks):
        return []
    by_place = {(pair.chapter, pair.talk): pair for pair in group}
    found = [by_place.get(place) for place in zip(chapters, talks, strict=True)]
    return [pair for pair in found if pair is not None] if None not in found else []


def _cross(a: _Pair, b: _Pair) -> bool:
    return (a.chapter - b.chapter) * (a.talk - b.talk) < 0


def _ends(chapters: Sequence[Chapter], chosen: Mapping[int, _Pair], likely: Mapping[int, int]) -> dict[int, int | None]:
    """Chapter of a talk -> the second at which the talk is over."""
    plain = [
        c for c, chapter in enumerate(chapters) if not (_FRAME.search(chapter.title) or _INSIDE.search(chapter.title))
    ]
    one_a_talk = 2 * len(chosen) >= len({*plain, *chosen})
    ends: dict[int, int | None] = {}
    for first, pair in chosen.items():
        last = first
        for c in range(first + 1, len(chapters)):
            title = chapters[c].title
            if c in chosen or not (
                likely.get(c) == pair.talk
                or _INSIDE.search(title)
                or not (one_a_talk or _FRAME.search(title) or _forms(title) & _forms(chapters[first].title))
            ):
                break
            last = c
        following = chapters[last + 1].start if last + 1 < len(chapters) else None
        ends[first] = chapters[last].end if chapters[last].end is not None else following
    return ends


def _forms(title: str) -> set[str]:
    """How a chapter's title is put: a talk's is mostly put as the other talks' are."""
    return {name for name, form in _FORMS.items() if form.search(title)}
