"""Lines of running text that are a talk as a whole: "title by speaker" with a deck, "title / @speaker" over an address,
"**title** ○○さん", "Jane Doe showed us …" beside a video.

Belongs here: lines that are parted like headings and items are. Does not belong here: those (`candidates`), and titles inside
sentences (`told`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from pipeline.reports import words
from pipeline.reports.blocks import Block, Line
from pipeline.reports.candidates import LONGEST_ITEM, MOST, Candidate, told
from pipeline.reports.hosts import kind_of
from pipeline.reports.name_only import is_full_name
from pipeline.reports.names import is_marked, read_people
from pipeline.reports.prose import ENGLISH_SPEAKER, NOT_NAMES, VERBS
from pipeline.reports.sections import Text
from pipeline.reports.split import Split
from pipeline.reports.splitting import split_line
from pipeline.reports.titles import clean_title, only_leads


def line_candidates(text: Text) -> list[Candidate]:
    """Lines such as "title by speaker" or "speaker: title" that lead to a deck."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "paragraph" or len(made) >= MOST:
            continue
        for position, line in enumerate(block.lines):
            content = line.text
            if len(content) > 600:
                content = content[:600]
            if len(content) <= 160 and position < 40:
                titled = any(
                    k.form == "link" and kind_of(k.url) in ("deck", "video", "article", "session") for k in line.links
                )
                if not titled or ends_sentence(line):
                    continue
                split = split_line(line, names=text.known)
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


FEWEST_SET_APART = 2


def set_apart_lines(text: Text) -> list[Candidate]:
    """Paragraphs that begin with a title that is set apart, and whoever gave it, in posts that have two such or more; the
    addresses that stand alone behind one are its own."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "paragraph" or not block.lines or len(made) >= MOST:
            continue
        line = block.lines[0]
        split, why = set_apart(line, text.known) if len(line.text) <= LONGEST_ITEM and not line.is_strong else NOT_SO
        if not why or words.NOT_TALK.match(split.title):
            continue
        links = list(line.links)
        for following in islice(chain(block.lines[1:], following_lines(text, at)), 4):
            links += following.links if only_leads(following) else []
        candidate = told(at, line, split, links)
        candidate.why = (why,)
        candidate.score = SET_APART
        made.append(candidate)
    return made if len(made) >= FEWEST_SET_APART else []


NOT_SO = (Split(""), "")
# behind whoever is set in bold: ": Title. What the author says of it"
LED_TITLE = re.compile(r"\s*(?::|—|–|-)\s*([A-Z“\"][^.!?。]{5,80})[.!?](?=\s|$)")
VERB_FIRST = re.compile(rf"{VERBS}\b", re.I)


def set_apart(line: Line, names: frozenset[str]) -> tuple[Split, str]:
    """A line as "**title** ○○さん", 「title」 ○○さん or "title by ○○さん", and which it is; "" where it is none of them."""
    if line.strong and line.strong[0][0] <= 2:
        split = split_line(line, names=names)
        start, stop = line.strong[0]
        led = LED_TITLE.match(line.text, stop) if is_full_name(line.text[start:stop].strip(" :")) else None
        if led is not None and not VERB_FIRST.match(led[1]):
            people = read_people(line.text[start:stop].strip(" :"))
            return Split(
                clean_title(led[1]), people.names, "markup", people.likeness
            ), "title behind its speaker in bold"
        if split.form == "markup" and clean_title(line.text[slice(*line.strong[0])]) == split.title:
            return split, "title set in bold beside its speaker"
    else:
        quoted = line.text.lstrip()[:1] in ("「", "『")
        if (quoted or BY.search(line.text)) and is_marked(line.text) and not ends_sentence(line):
            split = split_line(line, names=names)
            if (
                split.title
                and split.speakers
                and split.form == ("quote" if quoted else "by")
                and not SAID.search(split.title)
            ):
                return split, "title in quotes beside its speaker" if quoted else "title by its speaker"
    return NOT_SO


BY = re.compile(r"\b[Bb]y\s")
SET_APART = 0.7
SAID = re.compile(
    r"(?:です|ます|ました|ました|ね|よ|かな|たい|った)[。！!？?〜～…笑]*$"
)  # so end words that somebody said


def following_lines(text: Text, at: int) -> Iterator[Line]:
    """The lines of the paragraphs behind a block, up to one that begins in bold or is none."""
    for block in text.blocks[at + 1 :]:
        if block.kind != "paragraph" or not block.lines or block.lines[0].strong:
            return
        yield from block.lines


def ends_sentence(line: Line) -> bool:
    """Whether the line is Japanese prose to its end: no talk's name."""
    return line.text.rstrip().endswith(("。", "！"))


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
            if (
                following is None
                or not only_leads(following)
                or not 6 <= len(line.text) <= 160
                or line.links
                or ends_sentence(line)
            ):
                continue
            if kind_of(following.links[0].url) not in ("deck", "article", "video", "tweet", "repository", "page"):
                continue
            split = split_line(line, names=text.known)
            if split.title and split.speakers and split.form != "name" and is_marked(line.text):
                made.append(told(at, line, split, [following.links[0]]))
                made[-1].sure = [link for link in made[-1].links if kind_of(link.url) != "video"]
        line = block.lines[0]
        lead = next((k for k in line.links if k.start <= 2 and k.form == "link"), None)
        if lead is not None and kind_of(lead.url) in ("video", "deck") and len(line.text) > len(lead.text) + 8:
            people = read_people(lead.text)
            tells = people.likeness >= 0.8 or not line.text.isascii() or TELLS.match(line.text, lead.end)
            if people.names and people.likeness >= 0.6 and tells:
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


TELLS = re.compile(rf"(?:\s?\([^()]{{1,60}}\)|,[^,.]{{1,60}},)?[,:]? (?:\w+ )?{VERBS}\b")
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
