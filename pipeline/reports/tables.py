"""Tables of talks: which column holds what, and what a row says.

Belongs here: the words and the looks of columns, reading a row. Does not belong here: the places that could be a talk
(`candidates`) and people (`names`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.names import is_marked, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.split import Split
from pipeline.reports.splitting import split_line
from pipeline.reports.titles import clean_title, strip_prefix

TITLE_COLUMN = quick(
    r"タイトル|発表内容|発表名|演題|セッション|テーマ|内容|題目|トーク|講演|プログラム|title|talk|session|topic|subject|presentation(?! ?url)|コンテンツ|LT|発表$|ネタ",
    re.I,
)
SPEAKER_COLUMN = quick(
    r"発表者|登壇者|講演者|講師|スピーカー|スピーカ|担当|氏名|名前|話者|演者|話した人|話す人|発表した人|プレゼンター|パネリスト|ゲスト|お名前|アカウント|speaker|presenter|panell?ist|guest|name|who|登壇$|ハンドル",
    re.I,
)
MATERIAL_COLUMN = quick(r"資料|スライド|slide|deck|material|リンク|link|url|pdf|記事", re.I)
VIDEO_COLUMN = quick(r"動画|録画|アーカイブ|video|recording|youtube|movie|配信", re.I)
TIME_COLUMN = quick(r"時刻|時間|開始|time|when|start", re.I)
NOTE_COLUMN = quick(r"メモ|note|感想|備考|コメント|ポスト|post|tweet|my |review|所属|会社", re.I)
NOT_ROW = re.compile(
    r"^(?:受付|開場|開会|閉会|オープニング|クロージング|挨拶|休憩|懇親会|ランチ|昼食|お?昼|自己紹介|乾杯|撤収|片付け|解散|会場説明|諸注意|アンケート|集合写真|終了|開始|質疑|ネットワーキング|交流|移動|準備|スタート|アイスブレイク|break|lunch|registration|opening|closing|welcome|doors|party|networking|dinner|coffee|intro(?:duction)?s?$|q ?& ?a|.{0,8}(?:の挨拶|休憩|受付|懇親会|終了|今後|ご挨拶|会場)(?:$|[\s（(!！〜、]))",
    re.I,
)
ALL_SPEAKERS = re.compile(r"^(?:all|全員|みんな|皆|運営|司会|主催|スタッフ|各自|participants|everyone)", re.I)


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
        if "speaker" not in found:
            add_people(rows[1:], found)
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
            sum(is_marked(c) or read_people(c).likeness >= 0.7 for c in cells) / some
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


def add_people(rows: list[list[str]], found: dict[str, int]) -> None:
    """The column whose cells name people, where no word of the header says so."""
    taken = {at for name, at in found.items() if name != "header"}
    for at in range(max(map(len, rows), default=0)):
        cells = [row[at] for row in rows if at < len(row) and row[at]]
        if at in taken or len(cells) < 2 or max(map(len, cells)) > 60:
            continue
        if sum(is_marked(cell) or read_people(cell).likeness >= 0.7 for cell in cells) >= 0.6 * len(cells):
            found["speaker"] = at
            return


def read_row(row: Sequence[object], columns: dict[str, int]) -> tuple[Line, Split, list[Link]] | None:
    """A row's title, speakers and links; None for a break, a greeting, an empty row."""
    cells: list[Line] = [cell.line for cell in row]  # type: ignore[attr-defined]

    def cell(name: str) -> Line | None:
        at = columns.get(name)
        return cells[at] if at is not None and at < len(cells) else None

    title_cell, speaker_cell = cell("title"), cell("speaker")
    if speaker_cell is not None and not is_marked(speaker_cell.text):
        marked = [c for c in cells if c is not title_cell and is_marked(c.text) and len(c.text) <= 60]
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
    return clean_title(strip_prefix(content)[0])


LISTED = re.compile(
    r"(?:^|\s)(?:[・●•■◆▼]\s?|[(（]?\d{1,2}[.．)）]\s?|[①-⑳]\s?)(?=\S)|\s(?=[「『])"
)  # where a cell's next talk begins
MOST_LISTED = 30


def listed_in(cell: Line) -> list[Split]:
    """The talks of a cell that lists several: "LT ・「…」○○さん ・「…」○○さん"; none where it gives one or names nobody."""
    text = cell.text[:2000]
    begins = [found.end() for found in LISTED.finditer(text)][:MOST_LISTED]
    if len(begins) < 2:
        return []
    pieces = [text[start:stop] for start, stop in zip(begins, [*begins[1:], len(text)], strict=True)]
    splits = [
        split_line(Line(cell.number, LISTED.sub(" ", piece).strip())) for piece in pieces if len(piece.strip()) > 3
    ]
    found = [split for split in splits if split.title and split.speakers]
    return found if len(found) >= 2 and len(found) == len(splits) else []
