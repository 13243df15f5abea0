"""What stands beside talks in the same form is a talk too: groups of headings and lists are judged together.

Belongs here: completing what was accepted by its siblings. Does not belong here: judging a candidate by itself (`talks`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from pipeline.reports.candidates import Candidate
from pipeline.reports.features import bare_heading
from pipeline.reports.hosts import kind_of
from pipeline.reports.names import is_marked
from pipeline.reports.patterns import quick
from pipeline.reports.sections import Text


def reads_like_title(candidate: Candidate, *, with_event: bool = False) -> bool:
    """Whether a heading's words are those of a title, whatever stands under it. `with_event`: it may name an event, as a
    talk's title sometimes does."""
    features = candidate.features
    return bool(features["plain"]) and not (
        (features["event words"] and not with_event)
        or features["report words"]
        or features["sentence end"]
        or features["parent not"]
        or features["qa words"]
        or NO_SLOT.search(candidate.split.title)
    )


MEDIUM = 10  # characters of a title that is hardly a mere word
NOTES = 3  # so many items that are no sentences show that notes were taken
FULL_STOP = re.compile(r"(?:[。！!]|です|ます|ました|でした)$")


def noted(text: Text, heading: Candidate) -> bool:
    """Whether notes taken while listening stand under a heading: a list, not sentences."""
    below = [block for block in text.blocks[heading.block + 1 : text.own_end[heading.block]] if block.lines]
    items = [block for block in below if block.kind == "item"]
    ended = sum(bool(FULL_STOP.search(block.lines[0].text.rstrip())) for block in items)
    return len(items) >= NOTES and len(items) >= 0.7 * len(below) and ended <= 0.3 * len(items)


def complete_groups(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Where most of a group of sibling headings are talks, those between them that read like titles are talks too, and beyond
    them those under which notes were taken."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind == "heading":
            groups.setdefault(candidate.group, []).append(candidate)
    picked = {id(c) for c in chosen}
    made = list(chosen)
    for members in groups.values():
        sure = [c for c in members if id(c) in picked]
        plain = [c for c in members if id(c) in picked or reads_like_title(c)]
        if len(sure) < 3 or len(sure) * 2 < len(plain):
            continue
        first, last = sure[0].block, sure[-1].block
        made += [
            c
            for c in plain
            if id(c) not in picked
            and not c.features["strong inside"]
            and (first < c.block < last or (noted(text, c) and len(c.split.title) >= MEDIUM))
        ]
    made.sort(key=lambda c: c.block)
    return made


def kin_of(text: Text, candidates: Sequence[Candidate]) -> dict[int, tuple[int, int]]:
    """By block: the group of each heading, where headings under rooms or days that are siblings are one group."""
    holders = {
        c.block
        for c in candidates
        if c.kind == "heading"
        and (c.features["is day"] or ROOM.fullmatch(c.split.title) or ROOM.fullmatch(c.line.text.strip()))
    }
    kin: dict[int, tuple[int, int]] = {}
    for c in candidates:
        if c.kind == "heading":
            parent = text.places[c.block].heading
            kin[c.block] = (text.places[parent].heading, -1 - c.level) if parent in holders else (c.group, 0)
    return kin


ROOM = re.compile(
    r"(?:メイン|サブ|第?[\dA-ZＡ-Ｚ一二三])?\s?(?:会場|ホール|ルーム|トラック|部屋|教室)\s?[\dA-Z一二三]?(?:[(（].{0,20}[)）])?|(?:track|room|hall|stage|day)\s?[\dA-Z](?:\s?[(（:：–—-].{0,24})?|(?:main|small|big) (?:hall|stage|room)|[一二三四\d]日目.{0,12}|午前(?:の部)?|午後(?:の部)?|前半|後半|morning|afternoon|evening",
    re.I,
)


HEARSAY = re.compile(
    r"(?:という|との)(?:内容|お話|話|主張|指摘|説明)|内容(?:でした|です|だった)|(?:だ|な|た|る|い)(?:ん)?そうです|とのこと|らしいです|おっしゃ|仰っ|語られ|述べられ|触れられ"
)
HEARD_WITHIN = 8  # lines of a section


def heard(text: Text, heading: Candidate) -> bool:
    """Whether the first lines under a heading tell what somebody said: という内容でした, とのこと."""
    below = islice(text.lines(heading.block + 1, text.own_end[heading.block]), HEARD_WITHIN)
    return any(HEARSAY.search(line.text[:400]) for line in below)


def plain_talks(text: Text, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The headings of a report in which no talk was found otherwise: the largest group that reads like titles and is told
    of as talks."""
    kin = kin_of(text, candidates)
    groups: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind != "heading" or candidate.features["plain in report"] <= 0.6:
            continue
        if reads_like_title(candidate) or (noted(text, candidate) and reads_like_title(candidate, with_event=True)):
            groups.setdefault(kin[candidate.block], []).append(candidate)
    told = [
        members
        for members in groups.values()
        if len(members) >= 2
        and sum(
            c.features["talk words"] > 0 or c.speaker_line is not None or noted(text, c) or heard(text, c)
            for c in members
        )
        >= 0.6 * len(members)
    ]
    return max(told, key=len, default=[])


NAMED_FORMS = frozenset(
    ("paren", "slash", "bar", "dash", "by", "quote", "behind", "above", "markup")
)  # a line so written tells who
NOT_BESIDE = ("generic", "sentence about a link")  # no talk even beside talks of the same form
NOT_ELSEWHERE = (*NOT_BESIDE, "parent not", "parent qa", "sentence end")  # nor elsewhere in the post


def named_form(candidate: Candidate) -> str:
    """How a candidate that gives title and speaker writes them; empty where it does not, or in a way that says little."""
    split = candidate.split
    form = split.form.rstrip("<>")
    if split.form == "plain" and candidate.line.strong and candidate.line.strong[0][0] <= 2:
        return "bold" if candidate.kind == "item" else ""
    if split.form == "markup" and not (candidate.line.strong and candidate.line.strong[0][0] <= 2):
        return ""  # a link and a name: so are books and other people's articles listed too
    return form if split.speakers and split.title and form in NAMED_FORMS else ""


def complete_named(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Items and headings that name their speaker in the same form as a talk of the same list, or as two talks elsewhere in
    the post, are talks too, whether or not a deck stands with them."""
    picked = {id(c) for c in chosen}
    beside: Counter[tuple[int, str]] = Counter()
    elsewhere: Counter[tuple[str, str, int]] = Counter()
    for c in chosen:
        form = named_form(c)
        if form:
            beside[c.group, form] += 1
            elsewhere[c.kind, form, c.level] += 1
    if not elsewhere:
        return list(chosen)
    made = list(chosen)
    for c in candidates:
        if c.kind not in ("item", "heading") or id(c) in picked:
            continue
        form = named_form(c)
        near = beside[c.group, form]
        if not form or any(c.features[name] for name in (NOT_BESIDE if near else NOT_ELSEWHERE)):
            continue
        if near or (elsewhere[c.kind, form, c.level] >= 2 and (c.split.likeness >= 0.5 and form != "bold")):
            made.append(c)
    made.sort(key=lambda c: c.block)
    return made


HEARD = re.compile(
    r"(?:(?:聞|聴)いた|参加した|見た|観た|印象に残った|気になった|拝聴した|面白かった|おもしろかった|良かった|よかった|視聴した|聴講した|おすすめの?)(?:セッション|発表|講演|トーク|LT)(?:たち|一覧|の?(?:感想|メモ|紹介|まとめ))?|"
    r"(?:各)?(?:セッション|発表|トーク|講演|LT)(?:ごと)?(?:の)?(?:一覧|紹介|内容|レポート|感想|まとめ|メモ|概要)|"
    r"(?:the )?(?:talks|sessions|presentations)(?: (?:i|we) (?:attended|saw|watched|heard|liked|enjoyed))?|(?:my )?favou?rite (?:talks|sessions)",
    re.I,
)  # headings whose subheadings are the titles of talks


def heard_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Two headings or more that read like titles, right below a heading such as "the talks that I heard", are talks."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        parent = text.places[c.block].heading
        if c.kind == "heading" and parent >= 0 and HEARD.fullmatch(bare_heading(text.heading_text(parent))):
            groups.setdefault(c.group, []).append(c)
    return added(chosen, [c for members in groups.values() for c in told_of(members)])


GIVEN = quick(
    r"発表|セッション|登壇|講演|トーク|お話|(?<![A-Za-z])LT(?![A-Za-z])|\b(?:talks?|speakers?|sessions?|presentation|presented|keynote)\b",
    re.I,
)
SAY_SO = 3  # so many sibling headings, and this share of those that read like titles, show that talks are told
SHARE_SAY_SO = 2 / 3


def said_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sibling headings of a report that read like titles, each over a first sentence that speaks of a talk, are talks."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        of_event = c.features["post title report"] or c.features["post title event"]
        if c.kind == "heading" and of_event and reads_like_title(c) and not c.features["empty"]:
            groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    for members in groups.values():
        told = [c for c in members if GIVEN.search(first_sentence(text, c))]
        if len(told) >= SAY_SO and len(told) >= SHARE_SAY_SO * len(members):
            found += told
    return added(chosen, found)


def first_sentence(text: Text, heading: Candidate) -> str:
    """The beginning of the first line of words under a heading."""
    for block in text.blocks[heading.block + 1 : text.own_end[heading.block]]:
        if block.kind == "heading":
            break
        for line in block.lines:
            if line.text.strip() and not line.bare:
                return line.text[:120]
    return ""


def told_of(members: Sequence[Candidate]) -> list[Candidate]:
    """The headings of a group that read like titles and have something told under them; none where only one does."""
    plain = [c for c in members if reads_like_title(c) and not c.features["empty"] and not c.features["strong inside"]]
    return plain if len(plain) >= 2 and 2 * len(plain) > len(members) else []


def recorded_talks(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Two sibling headings or more that read like titles, each over one recording of its own, are talks."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and c.features["own video"] and c.features["near video"] and reads_like_title(c):
            groups.setdefault(c.group, []).append(c)
    sure = any(
        len(members) >= 2 for members in groups.values()
    )  # then one that stands alone under "other talks" is one too
    told = [
        c
        for members in groups.values()
        if len(members) >= 2 or (sure and members[0].features["parent session"])
        for c in members
    ]
    return added(chosen, [c for c in told if max(c.features["post title report"], c.features["post did not will"])])


def paged_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Two sibling headings or more, each right over the page that the event's site has of its session, are talks."""
    groups: dict[int, dict[str, Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and not any(c.features[name] for name in ("generic", "is day", "is empty")):
            page = session_page(text, c)
            if page:
                groups.setdefault(c.group, {}).setdefault(page, c)
    return added(chosen, [c for pages in groups.values() if len(pages) >= 2 for c in pages.values()])


def session_page(text: Text, heading: Candidate) -> str:
    """The address of a session that stands by itself in the first two lines below a heading; "" where none does."""
    below = islice(text.lines(heading.block + 1, text.own_end[heading.block]), 2)
    return next((line.links[0].url for line in below if line.bare and kind_of(line.links[0].url) == "session"), "")


def named_talks(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sibling headings of which two or more, and most, give a title and its speaker in one form are talks."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and not c.features["generic"]:
            groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    for members in groups.values():
        named = [
            c
            for c in members
            if named_form(c) and c.split.likeness >= 0.6 and not any(c.features[name] for name in NOT_ELSEWHERE)
        ]
        if len(named) >= 2 and 2 * len(named) > len(members) and len({named_form(c) for c in named}) == 1:
            found += named
    return added(chosen, found)


def signed_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sibling headings of which two or more, and most, stand right over a line that names a person by handle or honorific and
    says nothing else are talks."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and not any(
            c.features[name] for name in (*NOT_ELSEWHERE, "qa words", "is label", "is day")
        ):
            groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    talks = {c.block for c in chosen}
    for members in groups.values():
        if text.places[members[0].block].heading in talks:
            continue  # parts of a talk, over whoever spoke up there
        signed = [c for c in members if c.split.title and stands_over_name(text, c)]
        if len(signed) >= 2 and 2 * len(signed) > len(members):
            found += signed
    return added(chosen, found)


def stands_over_name(text: Text, heading: Candidate) -> bool:
    """Whether the first line below a heading is the one that names the speaker, short and marked as a person."""
    line = heading.speaker_line
    first = next(iter(text.lines(heading.block + 1, text.own_end[heading.block])), None)
    return (
        line is not None and line is first and len(line.text) <= 60 and is_marked(line.text) and "。" not in line.text
    )


TIMED = 3  # so many sibling headings with a time of day show that the post goes through a timetable


def timed_talks(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Headings of a timetable ("10:15~ title") are talks, but for those that say that they are something else."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and c.split.has_time:
            groups.setdefault(c.group, []).append(c)
    found = [
        c
        for members in groups.values()
        if len(members) >= TIMED
        for c in members
        if not any(c.features[name] for name in ("generic", "is label", "container words"))
        and (c.split.speakers or c.speaker_line is not None or len(c.split.title) > 6)
        and not NO_SLOT.search(c.split.title or c.line.text)
    ]
    return added(chosen, found)


# what has a time of its own in a timetable and is no talk
NO_SLOT = quick(
    r"フェア|おやつ|写真|パーティ|受付|開場|休憩|休息|ランチ|昼食|昼休み|懇親|オープニング|クロージング|閉会|開会|挨拶|ブース|移動|撤収|集合|解散|ポスター|自由時間|もくもく|司会|進行|\b(?:lunch|break|opening|closing|registration|party|reception|doors|booth|fair|posters?|networking)\b",
    re.I,
)


def panels(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """A heading that calls itself a panel and gives its theme in quotes or after a colon is a talk, where the post reports."""
    found = [
        c
        for c in candidates
        if c.kind == "heading"
        and PANEL_WITH_THEME.match(c.line.text.strip())
        and not (c.features["generic"] or c.features["parent not"])
        and max(c.features["post title report"], c.features["post did not will"])
    ]
    return added(chosen, found)


PANEL_WITH_THEME = re.compile(
    r"(?:.{0,12}[:：\s])?(?:パネル(?:ディスカッション|トーク)?|座談会|トークセッション|鼎談|対談|panel(?: discussion)?|fireside chat|debate)\s*(?:[「『\"“].{4,}|[:：]\s*\S.{3,})",
    re.I,
)


def titles_below_names(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Titles that each stand alone under a heading which names a person are talks, where two or more such headings are
    siblings, and a deck stands under one of the titles or no two of these are alike."""
    groups: dict[tuple[int, int], list[Candidate]] = {}
    for c in candidates:
        person = text.places[c.block].heading
        if c.split.form == "above" and person >= 0 and not any(c.features[name] for name in NOT_ELSEWHERE):
            groups.setdefault((text.places[person].heading, c.level), []).append(c)
    found = [
        members
        for members in groups.values()
        if len(members) >= 2
        and (any(c.features["own decks"] for c in members) or len({c.split.title for c in members}) == len(members))
    ]
    return added(chosen, [c for members in found for c in members])


def added(chosen: Sequence[Candidate], more: Sequence[Candidate]) -> list[Candidate]:
    """The chosen and those of `more` that are not among them, in the order of the post."""
    picked = {id(c) for c in chosen}
    return sorted([*chosen, *(c for c in more if id(c) not in picked)], key=lambda c: c.block)
