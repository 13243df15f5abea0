"""A talk in the making: the title, the speakers and the evidence that an accepted candidate gives.

Belongs here: reading a title below a heading that is none, the kind of a talk, the words of evidence. Does not belong
here: accepting candidates (`talks`), joining drafts of one talk (`joining`), their links (`roles`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.candidates import Candidate
from pipeline.reports.ending import GOES_ON
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.patterns import quick
from pipeline.reports.report import Evidence, TalkKind
from pipeline.reports.sections import Text
from pipeline.reports.titles import PAGE_TAIL, POINTING, clean_title, outer_quote

LABEL_ALONE = re.compile(words.TALK_LABEL.pattern + r".{0,8}", re.I)

LABEL_ITSELF = re.compile(
    r"(?:opening |closing |オープニング|クロージング)?(?:keynote|キーノート)|(?:基調|招待|特別)講演|座談会|パネル(?:ディスカッション|トーク)|panel(?: discussion)?|ハンズオン|hands-?on|ワークショップ|workshop",
    re.I,
)
# the number of a talk and nothing else: 一席目, 第二幕, 3本目, Talk 2, 前半
ORDINAL_ALONE = re.compile(
    r"(?:第\s?)?[\d一二三四五六七八九十]{1,2}\s?(?:席|幕|部|人|組|本|番|枠|コマ|限|つ|番手|席|題|話)目?|(?:talk|session|speaker|slot|part) ?#?\d{1,2}|ひとり目|ふたり目|(?:トップバッター|トリ|大トリ|前半|後半)",
    re.I,
)


# "no title", beside whoever gave it
UNTITLED = re.compile(
    r"[\W_]*(?:(?:タイトル|題名?)?\s?(?:不明|失念)|無題|(?:タイトル|題名?)(?:は)?(?:忘れ\S{0,6}|なし)|untitled|no title)[\W_]*",
    re.I,
)


@dataclass(slots=True)
class Draft:
    """A talk in the making: the candidates that tell of it and what was read from them."""

    candidates: list[Candidate]
    title: str | None
    speakers: list[str]
    materials: list[str] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)
    order: int = 0
    label: str = ""

    @property
    def own_lines(self) -> set[int]:
        """The numbers of the lines that it was read from."""
        return {candidate.line.number for candidate in self.candidates}


def drafts_of(text: Text, accepted: Sequence[Candidate]) -> list[Draft]:
    """One draft per accepted candidate."""
    made = []
    for candidate in accepted:
        title: str | None = (
            None if candidate.speakers and UNTITLED.fullmatch(candidate.split.title) else candidate.split.title or None
        )
        evidence = [evidence_of(text, candidate, title or candidate.line.text)]
        if candidate.kind in ("heading", "item") and needs_title(candidate):
            title, line = title_within(text, candidate)
            if line is not None and title:
                evidence.append(
                    Evidence(
                        line.number,
                        line.number,
                        title[:200],
                        "title below the name",
                        0.7,
                        text.heading_path(candidate.block),
                    )
                )
            named = candidate.split.title or candidate.split.label
            if title is None and LABEL_ITSELF.fullmatch(named):
                title = named  # "Keynote", "座談会": it is called nothing else
        speakers = list(candidate.speakers)
        if candidate.speaker_line is not None and candidate.speaker_line is not candidate.line:
            found = candidate.speaker_line
            evidence.append(
                Evidence(
                    found.number,
                    found.number,
                    found.text.strip()[:200],
                    "speaker: a line of the section",
                    0.8,
                    text.heading_path(candidate.block),
                )
            )
        draft = Draft(
            [candidate], title, speakers, evidence=evidence, order=candidate.line.number, label=candidate.split.label
        )
        made.append(draft)
    return made


def evidence_of(text: Text, candidate: Candidate, shown: str) -> Evidence:
    rule = {
        "heading": "heading judged a talk",
        "item": "list item judged a talk",
        "row": "row of a table of talks",
        "line": "title in running text",
        "deck": "deck that no other talk has",
    }[candidate.kind]
    if candidate.why:
        rule += f" ({', '.join(candidate.why)})"
    first = text.blocks[candidate.start].first_line if candidate.kind != "row" else candidate.line.number
    last = (
        text.blocks[min(candidate.stop, len(text.blocks)) - 1].last_line
        if candidate.kind in ("heading", "item")
        else candidate.line.number
    )
    return Evidence(
        first, max(first, last), shown[:200], rule, round(candidate.score, 3), text.heading_path(candidate.block)
    )


def needs_title(candidate: Candidate) -> bool:
    """Whether a candidate's own text is no title: a name, a label, a word such as 登壇."""
    title = candidate.split.title
    return (
        not title
        or candidate.split.form == "name"
        or bool(words.NOT_TALK.match(title))
        or bool(LABEL_ALONE.fullmatch(title))
        or bool(ORDINAL_ALONE.fullmatch(title))
        or bool(
            re.search(
                r"^.{0,10}(?:ホール|会場|ルーム|トラック|Track ?\w|Room ?\w|Hall ?\w)(?:\s*[(（].{0,20}[)）])?$|^(?:セッション|登壇|発表|トーク|LT)(?:の)?(?:内容|概要|資料|スライド|について)|Ask the Speaker|^本編",
                title,
                re.I,
            )
        )
        or bool(
            re.search(
                r"^(?:自分|私|僕).{0,6}(?:登壇|発表|LT|番)|(?:登壇|発表|LT|出演|プレゼン)(?:内容|した(?:セッション|内容|発表|トーク)?|しました|セッション|資料|について|の話|してきた|してきました|報告|しちゃ.*)*[!！。]?$",
                title,
            )
        )
    )


ENDED = re.compile(r"(?:[。.!！:：]|です|ます|した)$")
FULL_STOP = re.compile(r"(?<=[a-z\d])\.$")
SENTENCE_ENDS = ("。", "です", "ます", "した")


def title_within(text: Text, candidate: Candidate) -> tuple[str | None, Line | None]:
    """The title that a section gives below a heading that only names a person: a link, bold words, a quote, an item."""
    stop = text.own_end[candidate.block] if candidate.kind == "heading" else candidate.stop
    seen = 0
    named: tuple[str, Line] | None = None  # what an embedded deck is called, where the text does not say
    for at in range(candidate.block if candidate.kind == "item" else candidate.block + 1, stop):
        block = text.blocks[at]
        if block.kind in ("code", "tweet", "footnote", "heading", "table"):
            continue
        for line in block.lines:
            if line is candidate.line or is_only_person(line, candidate):
                continue
            content = line.text.strip()
            if not content or line.bare:
                named = named or next(
                    ((k.title, line) for k in line.links if len(k.title) >= 5 and hosts_a_deck(k.url)), None
                )
                continue
            seen += 1
            if seen > 5:
                return (clean_title(named[0]), named[1]) if named else (None, None)
            for link in line.links:
                whole = len(content) <= len(link.text) + 8
                if (
                    (
                        link.form == "link"
                        and len(link.text) >= 5
                        and kind_of(link.url) in ("deck", "article", "video", "session")
                        and (whole or hosts_a_deck(link.url))
                    )
                    and not re.match(r"https?:", link.text)
                    and not re.fullmatch(r".{0,8}(?:スライド|資料|slides?|こちら|動画|記事).{0,6}", link.text, re.I)
                ):
                    return clean_title(PAGE_TAIL.sub("", link.text)), line
            alone = block.kind == "paragraph" and len(block.lines) == 1 and seen == 1
            if alone and candidate.split.label and 6 <= len(content) <= 80 and not ENDED.search(content):
                return clean_title(content), line  # "Talk #1 — Jane Doe" over its title
            if line.is_strong and 4 <= len(content) <= 100:
                return clean_title(content), line
            quote = outer_quote(content[:300])
            if block.kind == "item" and seen == 1 and quote and goes_on(content, quote):
                return clean_title(content), line
            if (
                quote
                and 4 <= quote[1] - quote[0] <= 100
                and seen <= 3
                and not A_THING.match(content, quote[1] + 1)
                and (
                    quote[0] < 12
                    or re.match(r".{0,24}(?:発表|LT|話|トーク|登壇|セッション|タイトル|題)", content[quote[1] + 1 :])
                )
            ):
                return clean_title(content[quote[0] + 1 : quote[1]]), line
            labelled = re.match(
                r"(?:タイトル|題名?|演題|テーマ|(?:(?:talk|session|presentation) )?title|talk|presentation|topic|発表タイトル|発表内容)\s*[:：]\s*(.{3,120})",
                content,
                re.I,
            )
            if labelled:
                return clean_title(FULL_STOP.sub("", labelled[1])), line
            if (
                block.kind == "item"
                and seen == 1
                and 5 <= len(content) <= 80
                and not POINTING.fullmatch(content)
                and not content.endswith(("。",) if candidate.features.get("listed as talk") else SENTENCE_ENDS)
            ):
                return clean_title(content), line
    return (clean_title(named[0]), named[1]) if named else (None, None)


def is_only_person(line: Line, candidate: Candidate) -> bool:
    """Whether a line below an item is the one that names its speaker, and says nothing else."""
    return line is candidate.speaker_line and candidate.kind == "item" and outer_quote(line.text) is None


# what quotation marks hold that is no title: 「○○」というサービス, 「○○」「△△」
A_THING = re.compile(
    r"\s?(?:[「『]|(?:という|って|といった)[^\s、。]{0,6}(?:サービス|アプリ|会社|企業|製品|プロダクト|ツール|ライブラリ|言語|本|書籍|言葉|キーワード|人|方|もの|声|質問|意見))"
)
TOLD_BEHIND = quick(r"発表|LT|話し|トーク|登壇|セッション|タイトル|題し|について|という|talk", re.I)


def goes_on(content: str, quote: tuple[int, int]) -> bool:
    """Whether a short line goes on behind words in quotation marks, so that these are a part of what it is called."""
    behind = content[quote[1] + 1 :]
    return bool(GOES_ON.match(behind)) and len(content) <= LONGEST_NAMED and not TOLD_BEHIND.search(behind)


LONGEST_NAMED = 80  # characters of a title


def kind_of_talk(text: Text, draft: Draft) -> TalkKind:
    """lt, keynote, panel, workshop or talk, by its label, its title and the headings over it."""
    around = " ".join([draft.label, *(text.heading_text(at) for c in draft.candidates for at in text.parents(c.block))])
    own = f"{draft.label} {draft.title or ''}"
    raw = " ".join(c.line.text for c in draft.candidates)[:600]
    if words.KEYNOTE.search(own) or words.KEYNOTE.search(raw[:60]):
        return "keynote"
    if words.PANEL.search(own):
        return "panel"
    if words.WORKSHOP.search(own):
        return "workshop"
    if words.LIGHTNING.search(draft.label) or words.LIGHTNING.search(raw[:40]) or re.search(r"[(（]5分[)）]", raw):
        return "lt"
    if words.LIGHTNING.search(around):
        return "lt"
    if words.KEYNOTE.search(around):
        return "keynote"
    if words.LIGHTNING.search(text.title) and not words.LIGHTNING.search(draft.title or ""):
        return "lt"
    return "talk"
