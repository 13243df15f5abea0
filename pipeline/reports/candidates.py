"""Every place that could be a talk: headings, list items, table rows, lines with a title in quotes, lone decks.

Belongs here: finding such places, what each covers and what its text parts into. Does not belong here: whether it is
a talk (`features` measures, `judge` decides) and joining several places of one talk (`talks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.reports import words
from pipeline.reports.blocks import Block, Line, Link
from pipeline.reports.hosts import kind_of
from pipeline.reports.names import HANDLE, HONORIFIC, MARKED, read_people
from pipeline.reports.sections import Text
from pipeline.reports.titles import Split, clean_title, forms_of, loose_forms, split_line

CandidateKind = Literal["heading", "item", "row", "line", "deck"]
MOST = 1200  # candidates of one kind in one post; the fullest real one has a third of it
HEAD_LINES = 4  # how many lines under a heading may still name the speaker


@dataclass(slots=True)
class Candidate:
    """A place that could be a talk; `start:stop` are the blocks that it covers."""

    kind: CandidateKind
    block: int
    line: Line
    split: Split
    start: int
    stop: int
    group: int  # candidates of one group stand beside each other: sibling headings, items of one list, rows of a table
    speakers: tuple[str, ...] = ()
    speaker_line: Line | None = None
    links: list[Link] = field(default_factory=list)  # of rows and lines, whose links are no block's
    sure: list[Link] = field(
        default_factory=list
    )  # links that are its material whatever they look like: a column of slides
    score: float = 0.0
    why: tuple[str, ...] = ()
    features: dict[str, float] = field(default_factory=dict)


def heading_candidates(text: Text) -> list[Candidate]:
    """One candidate per heading; siblings are split together, so that a form that recurs is believed."""
    made: list[Candidate] = []
    for parent, headings in text.children.items():
        by_level: dict[int, list[int]] = {}
        for at in headings:
            by_level.setdefault(text.blocks[at].level, []).append(at)
        for level, members in by_level.items():
            if len(made) >= MOST:
                break
            members = members[:MOST]
            lines = [text.blocks[at].lines[0] for at in members]
            splits = split_group(lines)
            for at, line, split in zip(members, lines, splits, strict=True):
                made.append(
                    Candidate("heading", at, line, split, at, text.whole_end[at], group=(parent + 2) * 10 + level)
                )
    made.sort(key=lambda c: c.block)
    return made


def split_group(lines: Sequence[Line]) -> list[Split]:
    """Split sibling lines, twice: what two siblings share is believed of the others too."""
    loose = loose_forms(list(lines))
    splits = [split_line(line, loose) for line in lines]
    shared = forms_of(splits) | loose
    if shared:
        splits = [
            split if split.speakers else split_line(line, shared) for line, split in zip(lines, splits, strict=True)
        ]
    return splits


def item_candidates(text: Text) -> list[Candidate]:
    """One candidate per list item that is short enough to be a title."""
    lists: dict[tuple[int, int, int], list[int]] = {}
    previous = -1
    run = 0
    for at, block in enumerate(text.blocks):
        if block.kind != "item" or not block.lines or is_note(block.lines[0]):
            continue
        place = text.places[at]
        if previous >= 0 and block.level == 1 and not only_addresses(text, text.whole_end[previous], at):
            run += 1
        previous = at if block.level == 1 else previous
        lists.setdefault((place.heading, place.item, run if block.level == 1 else -1), []).append(at)
    made: list[Candidate] = []
    for number, members in enumerate(lists.values()):
        if len(made) >= MOST:
            break
        members = members[:MOST]
        lines = [text.blocks[at].lines[0] for at in members]
        splits = split_group(lines)
        for at, line, split in zip(members, lines, splits, strict=True):
            if len(line.text) <= 200:
                stop = text.whole_end[at]
                while stop < len(text.blocks) and only_addresses(text, stop, stop + 1):
                    stop += 1
                made.append(Candidate("item", at, line, split, at, stop, group=1_000_000 + number))
    made.sort(key=lambda c: c.block)
    return made


def is_note(line: Line) -> bool:
    """Whether an item is plainly a sentence of notes: no link, nobody named, and the end of a sentence or great length."""
    content = line.text.rstrip()
    if line.links or MARKED.search(content):
        return False
    return len(content) > 120 or content.endswith(
        ("。", "です", "ます", "ました", "った", "いる", "する", "ない", "こと", ".")
    )


def only_addresses(text: Text, start: int, stop: int) -> bool:
    """Whether blocks [start, stop) are paragraphs of nothing but addresses and embeds: cards of the item above them."""
    return all(
        block.kind == "paragraph" and not block.level and bool(block.lines) and all(line.bare for line in block.lines)
        for block in text.blocks[start:stop]
    )


# -- who gave it ------------------------------------------------------------------------------------------------------

PROSE_SPEAKER = re.compile(
    rf"(?:^|[、。\s\u3000（(「」はの])((?:[^\s\u3000、。「」（）()はがをに]{{1,20}}[ \u3000])?[^\s\u3000、。「」（）()はがをに:：]{{1,24}}?)\s?{HONORIFIC}\s?(?:[(（]([^()（）]{{1,40}})[)）])?\s?"
    r"(?:の|による|が|から(?:は|の)?|より|に(?:よる)?)[^。\n]{0,30}?(?:発表|セッション|トーク|LT|お?話|講演|登壇|プレゼン|スライド|資料|紹介|解説|説明|デモ|ハンズオン|番)"
)
BRACKETS = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
PROSE_HANDLE = re.compile(
    rf"({HANDLE})\s?(?:[^\s、。@「」]{{0,12}}?{HONORIFIC})?\s?(?:の|による|が|から(?:は|の)?|より)[^。\n]{{0,30}}?(?:発表|セッション|トーク|LT|お?話|講演|登壇|プレゼン|スライド|資料|紹介|解説|説明|デモ|ハンズオン)"
)
ENGLISH_SPEAKER = re.compile(
    r"((?:[A-Z][\w’'.-]+ ){1,3}?[A-Z][\w’'-]+(?:(?:,? and |, )(?:[A-Z][\w’'.-]+ ){1,3}?[A-Z][\w’'-]+)*)(?:,[^,.]{1,60},|\s\([^()]{1,60}\))?\s+"
    r"(?:show(?:s|ed)?|present(?:s|ed)?|talk(?:s|ed)?|speaks?|spoke|gives?|gave|explain(?:s|ed)?|explor(?:es?|ed)|discuss(?:es|ed)?|demonstrat(?:es?|ed)|demo(?:s|ed)|introduc(?:es?|ed)|describ(?:es?|ed)|leads?|led|tells?|told|shar(?:es?|ed)|walk(?:s|ed)?|open(?:s|ed)?|kick(?:s|ed) off|deliver(?:s|ed)?|cover(?:s|ed)?|teach(?:es)?|taught|remind(?:s|ed)?|looks?|takes?|says?|said|argu(?:es?|ed)|did|does)\b"
)
NOT_NAMES = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "Those",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "We",
        "They",
        "I",
        "You",
        "And",
        "But",
        "Our",
        "My",
        "His",
        "Her",
        "Their",
        "As",
        "For",
        "With",
        "From",
        "When",
        "While",
        "After",
        "Before",
    ]
)


def speaker_of_section(text: Text, start: int, stop: int) -> tuple[tuple[str, ...], Line | None]:
    """Who gave the talk that blocks [start, stop) tell of: a line that only names people, a label, or prose."""
    seen = 0
    prose: list[Line] = []
    for at in range(start, stop):
        block = text.blocks[at]
        if block.kind in ("code", "footnote", "tweet", "rule"):
            continue
        if block.kind == "heading":
            if re.match(
                r"[\W\d_]*(?:登壇者|発表者|スピーカー|講演者|話者|speakers?|presenters?)", text.heading_text(at), re.I
            ):
                seen = 0
            continue
        if block.kind == "table":
            named = speaker_of_table(block.rows)
            if named:
                return named, block.rows[0][0].line
            continue
        for line in block.lines:
            content = line.text.strip()
            if not content or line.bare:
                continue
            seen += 1
            if seen > 14:
                return speaker_of_prose(prose)
            prose.append(line)
            labelled = LABELLED_LINE.match(content)
            if labelled:
                people = read_people(labelled[1] if labelled[1].strip() else content)
                if people.names and people.likeness >= 0.2:
                    return people.names, line
            if seen <= 2 and 90 < len(content) <= 300 and MARKED.search(content) and not content.endswith(("。", "！")):
                people = (
                    read_people(content[:200]) if len(content) <= 200 else read_people(BRACKETS.sub("", content)[:200])
                )
                if len(people.names) >= 2 and people.likeness >= 0.7:
                    return people.names, line
            if seen > HEAD_LINES or len(content) > 90 or block.kind == "quote":
                continue
            if (
                re.search(r"[:：]\s*\S", content)
                and not re.match(r"https?:", content.partition(":")[2].strip())
                and block.kind != "item"
            ) and not re.search(r"[(（/／]", content):
                continue
            body = re.sub(r"https?://\S+", "", content).strip()
            people = read_people(body)
            marked = bool(MARKED.search(body)) or any(kind_of(k.url) == "profile" for k in line.links)
            alone = block.kind == "paragraph" and all(other is line or other.bare for other in block.lines)
            if alone and not marked and seen <= 1 and len(body) <= 16 and " " not in body and people.likeness >= 0.35:
                return people.names, line  # one word by itself right under a title: a nickname or handle
            needed = (0.45 if seen <= 2 else 0.6) if marked else (0.56 if seen <= 1 and len(body) < 24 else 0.8)
            if (
                people.names
                and people.likeness >= (needed if block.kind != "item" or marked else 0.85)
                and not body.endswith(("。", "！", "!"))
            ):
                return people.names, line
            if people.names and people.likeness >= 0.85 and seen <= 2 and len(body) < 40:
                return people.names, line
    return speaker_of_prose(prose)


LABELLED_LINE = re.compile(
    r"^[\s・*-]*(?:発表者?|登壇者?|講演者?|話者|講師|スピーカー|スピーカ|担当|ゲスト|プレゼンター|presented by|presenters?|speakers?|panelists?|パネリスト|パネラー)(?:さん|の方|名)?\s*[:：｜|]\s*(.{1,120})$",
    re.I,
)


def speaker_of_table(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """A two-column table of facts under a heading: the row that names the speaker."""
    for row in rows:
        cells = [cell.line.text.strip() for cell in row]  # type: ignore[attr-defined]
        if len(cells) == 2 and re.fullmatch(
            r"(?:発表者?|登壇者?|講演者?|講師|スピーカー|speakers?|presenter)", cells[0], re.I
        ):
            return read_people(cells[1]).names
    return ()


def speaker_of_prose(lines: Sequence[Line]) -> tuple[tuple[str, ...], Line | None]:
    """The first sentence that says who spoke: "○○さんの発表", "○○さんが…紹介", "Jane Doe showed us"."""
    for line in lines[:4]:
        content = line.text.strip()
        handle = PROSE_HANDLE.search(content[:200])
        if handle:
            people = read_people(handle[1])
            return people.names, line
        for found in PROSE_SPEAKER.finditer(content[:200]):
            people = read_people(found[1] + "さん" + (f"({found[2]})" if found[2] else ""))
            name = people.names[0] if people.names else ""
            if name and people.likeness >= 0.55 and not re.search(r"[ぁ-ん]{2,}の[^の]", name):
                return people.names, line
        english = ENGLISH_SPEAKER.match(content[:300])
        if english and english[1].split()[0] not in NOT_NAMES:
            people = read_people(english[1])
            if people.names and people.likeness >= 0.6:
                return people.names, line
    return (), None


# -- tables -----------------------------------------------------------------------------------------------------------

TITLE_COLUMN = re.compile(
    r"タイトル|発表内容|発表名|演題|セッション|テーマ|内容|題目|トーク|講演|プログラム|title|talk|session|topic|subject|presentation(?! ?url)|コンテンツ|LT|発表$|ネタ",
    re.I,
)
SPEAKER_COLUMN = re.compile(
    r"発表者|登壇者|講演者|講師|スピーカー|スピーカ|担当|氏名|名前|話者|speaker|presenter|name|who|登壇$|ハンドル", re.I
)
MATERIAL_COLUMN = re.compile(r"資料|スライド|slide|deck|material|リンク|link|url|pdf|記事", re.I)
VIDEO_COLUMN = re.compile(r"動画|録画|アーカイブ|video|recording|youtube|movie|配信", re.I)
TIME_COLUMN = re.compile(r"時刻|時間|開始|time|when|start", re.I)
NOTE_COLUMN = re.compile(r"メモ|note|感想|備考|コメント|ポスト|post|tweet|my |review|所属|会社", re.I)
NOT_ROW = re.compile(
    r"^(?:受付|開場|開会|閉会|オープニング|クロージング|挨拶|休憩|懇親会|ランチ|昼食|お?昼|自己紹介|乾杯|撤収|片付け|解散|会場説明|諸注意|アンケート|集合写真|終了|開始|質疑|ネットワーキング|交流|移動|準備|スタート|アイスブレイク|break|lunch|registration|opening|closing|welcome|doors|party|networking|dinner|coffee|intro(?:duction)?s?$|q ?& ?a|.{0,8}(?:の挨拶|休憩|受付|懇親会|終了|今後|ご挨拶|会場)(?:$|[\s（(!！〜、]))",
    re.I,
)
ALL_SPEAKERS = re.compile(r"^(?:all|全員|みんな|皆|運営|司会|主催|スタッフ|各自|participants|everyone)", re.I)


def row_candidates(text: Text) -> list[Candidate]:
    """One candidate per row of each table that has a column of titles or of speakers."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "table" or len(block.rows) < 2 or len(made) >= MOST:
            continue
        columns = columns_of(
            [[cell.line.text.strip() for cell in row] for row in block.rows],
            block.rows[0][0].is_header if block.rows[0] else False,
        )
        if columns is None:
            continue
        for position, row in enumerate(block.rows[:MOST]):
            if position == 0 and columns["header"]:
                continue
            found = read_row(row, columns)
            if found is None:
                continue
            line, split, links = found
            at_slides = columns.get("material", -1)
            shown = row[at_slides].line.links if 0 <= at_slides < len(row) else []
            made.append(
                Candidate(
                    "row", at, line, split, at, at + 1, group=2_000_000 + at, speakers=split.speakers,
                    speaker_line=line if split.speakers else None, links=links,
                    sure=[k for k in shown if kind_of(k.url) not in ("session", "event", "profile", "video")],
                )
            )  # fmt: skip
    return made


def columns_of(rows: list[list[str]], has_header: bool) -> dict[str, int] | None:
    """Which column holds what: by the words of the header, else by what the cells look like. None: no table of talks."""
    width = max(map(len, rows))
    found: dict[str, int] = {}
    header = rows[0]
    for at, name in enumerate(header):
        if not name or len(name) > 30:
            continue
        if VIDEO_COLUMN.search(name):
            found.setdefault("video", at)
        elif MATERIAL_COLUMN.search(name) and not TIME_COLUMN.search(name):
            found.setdefault("material", at)
        elif SPEAKER_COLUMN.search(name):
            found.setdefault("speaker", at)
        elif NOTE_COLUMN.search(name):
            continue
        elif TIME_COLUMN.search(name):
            found.setdefault("time", at)
        elif TITLE_COLUMN.search(name):
            found.setdefault("title", at)
    if ("title" in found or "speaker" in found) and len(found) >= 2:
        found["header"] = 1
        if "title" not in found and "material" not in found:
            return None
        return found
    # no telling header: a column of times beside a column of titles, a column of people
    body = rows[1:] if has_header and not any(re.match(r"\d{1,2}[:：]\d{2}", c) for c in header) else rows
    if len(body) < 2:
        return None
    scores: dict[str, list[float]] = {"time": [], "people": [], "length": []}
    for at in range(width):
        cells = [row[at] for row in body if at < len(row) and row[at]]
        some = max(len(cells), 1)
        scores["time"].append(sum(bool(re.match(r"\s*\d{1,2}\s*[:：]\s*\d{2}", c)) for c in cells) / some)
        scores["people"].append(
            sum(bool(MARKED.search(c)) or read_people(c).likeness >= 0.7 for c in cells) / some
            if len(cells) >= len(body) * 0.4
            else 0.0
        )
        scores["length"].append(sum(map(len, cells)) / max(len(body), 1))
    time_at = max(range(width), key=lambda i: scores["time"][i])
    people_at = max(range(width), key=lambda i: scores["people"][i])
    has_time, has_people = scores["time"][time_at] >= 0.5, scores["people"][people_at] >= 0.5
    if not has_people or (people_at == time_at and has_time):
        return None
    rest = [i for i in range(width) if i != people_at and not (has_time and i == time_at)]
    if not rest:
        return None
    title_at = max(rest, key=lambda i: scores["length"][i])
    if scores["length"][title_at] < 5:
        return None
    found = {"title": title_at, "speaker": people_at, "header": int(body is not rows)}
    if has_time:
        found["time"] = time_at
    return found


def read_row(row: Sequence[object], columns: dict[str, int]) -> tuple[Line, Split, list[Link]] | None:
    """A row's title, speakers and links; None for a break, a greeting, an empty row."""
    cells: list[Line] = [cell.line for cell in row]  # type: ignore[attr-defined]

    def cell(name: str) -> Line | None:
        at = columns.get(name)
        return cells[at] if at is not None and at < len(cells) else None

    title_cell, speaker_cell = cell("title"), cell("speaker")
    if speaker_cell is not None and not MARKED.search(speaker_cell.text):
        marked = [c for c in cells if c is not title_cell and MARKED.search(c.text) and len(c.text) <= 60]
        if len(marked) == 1 and read_people(marked[0].text).likeness >= 0.6:
            speaker_cell = marked[0]
    line = title_cell or speaker_cell
    if line is None:
        return None
    named = read_people(speaker_cell.text) if speaker_cell else None
    content = title_cell.text.strip() if title_cell else ""
    if NOT_ROW.match(re.sub(r"^[^\w「『]+", "", content)) or (
        speaker_cell and ALL_SPEAKERS.match(speaker_cell.text.strip())
    ):
        return None
    split = split_line(title_cell) if title_cell else Split("")
    if words.NOT_TALK.match(split.title) and not (named and named.names):
        return None
    if split.form == "name" and named and not named.names:
        return None
    title = split.title
    speakers = split.speakers
    if speaker_cell is not None and speaker_cell.text.strip():
        people = tuple(named.names) if named else ()
        if people:
            if split.speakers and split.form != "name":
                # the title cell was parted although a column of its own names the speaker
                title = (
                    clean_title(split_line(Line(line.number, content)).title)
                    if split.likeness >= 0.9
                    else whole_title(content)
                )
            elif split.form == "name":
                title = whole_title(content)
            speakers = people
    if (not title and not speakers) or (title and sum(char.isalpha() for char in title) < 2):
        return None
    links: list[Link] = []
    for each in cells:
        links.extend(each.links)
    return line, Split(title, speakers, "row", 1.0, split.label, split.has_time, split.has_number, split.quoted), links


def whole_title(content: str) -> str:
    """A cell's text as a title, nothing parted from it but numbers, times, labels and marks."""
    from pipeline.reports.titles import strip_prefix

    return clean_title(strip_prefix(content)[0])


# -- lines ------------------------------------------------------------------------------------------------------------

SAID_TITLE = re.compile(
    r"(?:という|といった|と題した|と題し|との)?(?:タイトル|題|テーマ|お?題目|演題|ネタ|内容)?(?:の|で|という|にて|について|を)?\s?(?:[^。「」\n]{0,14}?)(?:発表|LT|登壇|お?話|講演|セッション|トーク|プレゼン|話して|しゃべ|ショートトーク)"
)
PERSON_BEFORE = re.compile(
    rf"((?:[^\s\u3000、。「」（）()はがを]{{1,20}}[ \u3000])?[^\s\u3000、。「」はがを]{{1,24}}?{HONORIFIC}|{HANDLE}(?:\s?{HONORIFIC})?)\s?(?:[(（][^()（）]{{1,40}}[)）])?\s?(?:の|による|から|が|は|より)[^。「」]{{0,20}}$"
)


def line_candidates(text: Text) -> list[Candidate]:
    """Titles in quotes that running text says were talks; lines such as "title by speaker" with a deck; speaker: title."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "paragraph" or len(made) >= MOST:
            continue
        for position, line in enumerate(block.lines):
            content = line.text
            if len(content) > 600:
                content = content[:600]
            for start, stop in quotes_in(content):
                title = content[start + 1 : stop].strip()
                if not 5 <= len(title) <= 110 or title.endswith(("。", "？」", "！」")):
                    continue
                after, before = content[stop + 1 : stop + 60], content[:start]
                person = PERSON_BEFORE.search(before[-60:])
                said = SAID_TITLE.match(after) or (
                    re.search(
                        r"(?:発表|LT|セッション|講演|トーク|プレゼン|ライトニングトーク)(?:の|は|が|、|:|：)?\s?$",
                        before,
                    )
                    if person
                    else None
                )
                if not (said or person):
                    continue
                if (
                    said is None
                    and person is not None
                    and not re.match(r"\s*(?:[。！!、（(]|$|https?:|です|でした|by )", after)
                ):
                    continue
                people = read_people(person[1]) if person else None
                names = people.names if people and people.likeness >= 0.5 else ()
                split = Split(clean_title(title), names, "said" if said else "person-quote", 0.6, quoted=True)
                links = [k for k in line.links if start <= k.start <= stop + 40]
                made.append(
                    Candidate(
                        "line",
                        at,
                        line,
                        split,
                        at,
                        at + 1,
                        group=3_000_000 + at,
                        links=links,
                        speakers=names,
                        speaker_line=line if names else None,
                    )
                )
            if len(content) <= 160 and position < 40:
                titled = any(
                    k.form == "link" and kind_of(k.url) in ("deck", "video", "article", "session") for k in line.links
                )
                if not titled or content.endswith(("。", "！")):
                    continue
                split = split_line(line)
                if split.title and split.speakers and split.form != "name":
                    made.append(
                        Candidate(
                            "line",
                            at,
                            line,
                            split,
                            at,
                            at + 1,
                            group=3_500_000 + at,
                            links=list(line.links),
                            speakers=split.speakers,
                            speaker_line=line,
                        )
                    )
    return made


def told_lines(text: Text) -> list[Candidate]:
    """Lines that name a talk by who gave it: "title / @speaker" over an address, "[Speaker](video) covers …" and a
    sentence such as "Jane Doe showed us …" beside an embedded video."""
    made: list[Candidate] = []
    videos = [at for at, block in enumerate(text.blocks) if is_video(block)]
    beside = set(videos)
    first_told: int | None = None
    for at, block in enumerate(text.blocks):
        if block.kind not in ("paragraph", "item") or not block.lines or at in beside or len(made) >= MOST:
            continue
        for line, following in zip(block.lines, [*block.lines[1:], None], strict=True):
            if following is None or not following.bare or not 6 <= len(line.text) <= 160 or line.links:
                continue
            if kind_of(following.links[0].url) not in ("deck", "article", "video", "tweet", "repository", "page"):
                continue
            split = split_line(line)
            if split.title and split.speakers and split.form != "name" and MARKED.search(line.text):
                made.append(told(at, line, split, [following.links[0]]))
                made[-1].sure = [link for link in made[-1].links if kind_of(link.url) != "video"]
        line = block.lines[0]
        lead = next((k for k in line.links if k.start <= 2 and k.form == "link"), None)
        if lead is not None and kind_of(lead.url) in ("video", "deck") and len(line.text) > len(lead.text) + 8:
            people = read_people(lead.text)
            if people.names and people.likeness >= 0.6:
                made.append(told(at, line, Split("", people.names, "name", people.likeness), [lead]))
                continue
        if block.kind != "paragraph" or not ({at - 1, at + 1} & beside):
            continue
        found = ENGLISH_SPEAKER.search(line.text[:220])
        if found is None or found[1].split()[0] in NOT_NAMES:
            continue
        people = read_people(found[1])
        if not people.names or people.likeness < 0.6:
            continue
        if first_told is None:
            first_told = at
        before = videos[0] < first_told
        chosen = at - 1 if (before and at - 1 in beside) or at + 1 not in beside else at + 1
        title = TITLED.search(line.text[found.end() - 12 : found.end() + 160])
        name = clean_title(next(group for group in title.groups() if group)) if title else ""
        links = [link for link in text.blocks[chosen].links() if kind_of(link.url) == "video"][:1]
        made.append(told(at, line, Split(name, people.names, "told", people.likeness), links))
    return made


TITLED = re.compile(
    r"[“\"]([^”\"]{4,100})[”\"]|(?:presented|presenting|keynote,|talk,|titled|called|entitled)\s+"
    r"((?:[A-Z0-9][\w’'.-]*|of|the|and|in|for|to|with|a|an|on)(?:\s(?:[A-Z0-9][\w’'-]*|of|the|and|in|for|to|with|a|an|on))*\s?[A-Z0-9][\w’'-]*)"
)


def is_video(block: Block) -> bool:
    """Whether a block is nothing but an embedded video."""
    return (
        block.kind == "paragraph"
        and len(block.lines) == 1
        and block.lines[0].bare
        and kind_of(block.lines[0].links[0].url) == "video"
    )


def told(at: int, line: Line, split: Split, links: list[Link]) -> Candidate:
    return Candidate(
        "line",
        at,
        line,
        split,
        at,
        at + 1,
        group=4_000_000 + at,
        links=links,
        speakers=split.speakers,
        speaker_line=line,
    )


def quotes_in(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of 「」 and 『』 in a line: (index of the opening, index of the closing)."""
    pairs: list[tuple[int, int]] = []
    depth = 0
    opened = -1
    for at, char in enumerate(text):
        if char in "「『":
            if depth == 0:
                opened = at
            depth += 1
        elif char in "」』" and depth:
            depth -= 1
            if depth == 0:
                pairs.append((opened, at))
    return pairs
