"""A post's text to its outline: Markdown by the rules of `block_rules`, HTML by `markup`.

Belongs here: block structure with line numbers, and what the dialects put around it (`:::note`, footnotes).
Does not belong here: which blocks there are (`block_rules`), inline marks (`inline`), tags (`markup`), judgement (`understand`).
"""

from __future__ import annotations

import re
from itertools import takewhile

from markdown_it.token import Token

from pipeline.reports.block_rules import parser_for
from pipeline.reports.blocks import PSEUDO_LEVEL, Block, Cell, Line, Outline
from pipeline.reports.inline import TOKEN, Scanner
from pipeline.reports.markup import merge_lines, read_fragment
from pipeline.reports.page import read_page
from pipeline.reports.said import names_thing

MAX_LENGTH = 1_500_000  # characters; the longest real report has a tenth of it
MAX_LINE = 60_000  # characters of one line; real ones are paragraphs or embedded tweets
MAX_DEFINITIONS = 20_000
MAX_TAGS = 60_000  # of a page; what stands behind them is no report
MAX_BLOCKS = 8_000  # and lines of blocks; judging a block costs most, and the longest real report has some hundreds

CONTAINER = re.compile(r"^[ \t]*:{3,}[ \t]*(?:(?:details|note|message|alert|warning|info|tip)\b[ \t]*(.*)|\w*[ \t]*)$")
FOOTNOTE = re.compile(r"^\[\^[^\]\n]{1,60}\]:")
PSEUDO = re.compile(
    r"^[■◆●▼★☆◇□▶➤♦✅🔹🔸📌🎤][ \u3000]*\S|(?:【(?!.{0,6}\d{1,2}.{0,2}】)[^【】]{2,60}】|[＜〈《≪][^＜〈《≪＞〉》≫]{2,60}[＞〉》≫])$"
)
HALF_WIDTH = str.maketrans("｢｣", "「」")
WRAPPED = 50  # characters: a line of Latin text at least this long that goes on in the next was wrapped by an editor
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
CODE = re.compile(r"[;{}]\s*$|^\s*(?:[$%#>]\s|//|/\*|<\w|\w+\()|==|=>|::|\w=\S|^\s*\w+ = ")
MARKED_END = re.compile(r"(?:\)|\*\*|~~)\s*$")  # of a line that is a link, bold or struck, and of the next
MARKED_START = re.compile(r"\s*(?:\[|\*\*|~~)")
CUT_NAME = re.compile(r"\[[^\s\[\]]+$")  # a line that ends behind the first word of a link
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def read_markdown(text: str, first_line: int = 1) -> Outline:
    """The outline of a Markdown text whose first line is `first_line` of the file."""
    notes: list[str] = []
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
        notes.append(f"only the first {MAX_LENGTH:,} characters were read")
    text = text.replace("\x00", "").replace("\x01", "").replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(HALF_WIDTH) if "｢" in text else text
    if text.count("[") > MAX_DEFINITIONS and len(re.findall(r"^ {0,3}\[[^\]\n]+\]:", text, re.M)) > MAX_DEFINITIONS:
        text = re.sub(r"^ {0,3}\[[^\]\n]+\]:", "", text, flags=re.M)
        notes.append("link definitions were left out: there are too many")
    text = RULE.sub("***", text)  # a rule written as a tag would take the lines below it for HTML
    text = with_spaced_headings("\n".join(tame_line(line) for line in text.split("\n")))
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = parser_for(text).parse(text, environment)
    references = {label: str(entry.get("href", "")) for label, entry in (environment.get("references") or {}).items()}
    blocks, short = first_of(Reader(tokens, text.split("\n"), references, first_line).read())
    return Outline(blocks, (*notes, *short))


RULE = re.compile(r"^<hr ?/?>[ \t]*$", re.M)
UNSPACED = re.compile(r"^ {0,3}#{2,6}[^#\s]", re.M)
HEADING = re.compile(r"( {0,3}#{1,6})(?=[^#\s])(?!#\S+$)")  # of one sign only where no hashtag stands alone


def with_spaced_headings(text: str) -> str:
    """The text with the space after the signs of headings that were written when Markdown asked for none: "##発表"."""
    if "##" not in text or not UNSPACED.search(text):
        return text
    lines = text.split("\n")
    fence = ""
    for at, line in enumerate(lines):
        marks = FENCE.match(line)
        if marks and (not fence or marks[1].startswith(fence)):
            fence = "" if fence else marks[1]
        elif not fence:
            lines[at] = HEADING.sub(r"\1 ", line, count=1) if HEADING.match(line) else line
    return "\n".join(lines)


def tame_line(line: str) -> str:
    """The line, cut where it is longer than any that people write, with runs of marks and nesting kept short."""
    if len(line) > MAX_LINE:
        line = line[:MAX_LINE]
    if line[:40].count(">") > 12:
        line = re.sub(r"^(?:[ \t]*>){12,}", ">" * 12, line)
    return line


def read_html(text: str) -> Outline:
    """The outline of a whole HTML page, or of a piece of one."""
    notes: tuple[str, ...] = ()
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
        notes = (f"only the first {MAX_LENGTH:,} characters were read",)
    if text.count("<") > MAX_TAGS:
        text = "<".join(text.split("<", MAX_TAGS)[:-1])
        notes += (f"only the first {MAX_TAGS:,} tags were read",)
    blocks, head = read_page(text.replace("\x00", "").replace("\x01", ""))
    blocks, short = first_of(blocks)
    return Outline(with_pseudo_headings(with_typed_lists(blocks)), notes + short, head)


def first_of(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks that can be judged within seconds, and a note where there are more."""
    lines = 0
    for number, block in enumerate(blocks):
        room = MAX_BLOCKS - lines
        lines += max(len(block.lines) + len(block.rows), 1)
        if lines > MAX_BLOCKS:
            block.lines, block.rows = block.lines[:room], block.rows[: max(room - len(block.lines), 0)]
            kept = blocks[: number + 1] if block.lines or block.rows else blocks[:number]
            return kept, (f"only the first {MAX_BLOCKS:,} lines of text were read",)
    return blocks, ()


class Reader:
    """Tokens of markdown-it-py to blocks."""

    def __init__(self, tokens: list[Token], source: list[str], references: dict[str, str], first_line: int) -> None:
        self.tokens = tokens
        self.source = source
        self.scanner = Scanner(references)
        self.references = references
        self.offset = first_line
        self.blocks: list[Block] = []

    def read(self) -> list[Block]:
        depth = 0
        quotes = 0
        steps: list[int] = []
        before: dict[int, Token] = {}  # the list last opened at each depth
        ordinals: list[int | None] = []
        item_open: list[bool] = []
        heading: Token | None = None
        table: Block | None = None
        for token in self.tokens:
            kind = token.type
            line = (token.map[0] if token.map else 0) + self.offset
            if kind == "inline":
                if table is not None:
                    cell = self._lines(token.content, line)
                    table.rows[-1].append(Cell(merge_lines(cell) if cell else Line(line, "")))
                elif heading is not None:
                    self._add("heading", token, line, int(heading.tag[1]))
                elif item_open and item_open[-1]:
                    item_open[-1] = False
                    self._add("item", token, line, depth, ordinals[-1])
                    if ordinals[-1] is not None:
                        ordinals[-1] += 1
                else:
                    self._add("quote" if quotes else "paragraph", token, line, depth)
            elif kind == "heading_open":
                heading = token
            elif kind == "heading_close":
                heading = None
            elif kind in ("bullet_list_open", "ordered_list_open"):
                steps.append(2 if self._is_under(before.get(depth + 1), token) else 1)
                depth += steps[-1]
                before[depth] = token
                ordinals.append(int(token.attrGet("start") or 1) if kind[0] == "o" else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                depth -= steps.pop()
                ordinals.pop()
            elif kind == "list_item_open":
                item_open.append(True)
            elif kind == "list_item_close":
                item_open.pop()
            elif kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind in ("fence", "code_block"):
                last = (token.map[1] if token.map else 0) + self.offset - 1
                if kind == "code_block" and not item_open and self._is_indented_text(token.content):
                    self._paragraph(token.content, line, depth)
                elif kind == "fence" and not depth and not token.info.strip() and is_memo(token.content):
                    self._memo(token.content, line + 1)
                else:
                    self.blocks.append(Block("code", line, last, text=token.content))
            elif kind == "html_block":
                self.blocks.extend(read_fragment(token.content, line, Scanner(self.references), list_depth=depth))
            elif kind == "hr":
                self.blocks.append(Block("rule", line, line))
            elif kind == "table_open":
                last = (token.map[1] if token.map else 0) + self.offset - 1
                table = Block("table", line, last)
            elif kind == "tr_open" and table is not None:
                table.rows.append([])
            elif kind == "table_close" and table is not None:
                if table.rows and table.rows[0]:
                    for cell_ in table.rows[0]:
                        cell_.is_header = True
                self.blocks.append(table)
                table = None
        return with_pseudo_headings(with_typed_lists(self.blocks))

    def _is_under(self, before: Token | None, token: Token) -> bool:
        """Whether a list of bullets was meant to stand in the last item of the numbered list right before it: its bullets are
        indented, by less than CommonMark asks for."""
        if before is None or not (before.map and token.map):
            return False
        first, line = before.map[0], token.map[0]
        if before.type[0] != "o" or token.type[0] != "b" or before.map[1] != line or line >= len(self.source):
            return False
        return indent_of(self.source[line]) > indent_of(self.source[first])

    @staticmethod
    def _is_indented_text(content: str) -> bool:
        """Text that was indented by full-width habit, to set it off or under a list, not code: embeds and addresses alone on
        lines, or lines of Japanese."""
        parts = content.strip().split("\n")
        if all(re.match(r"\s*(https?://\S+|@\[\w+\]\(\S+\)|<iframe|\{\{|!\[)", part) for part in parts):
            return True
        written = sum(bool(JAPANESE.search(part)) for part in parts)
        return written > 0.6 * len(parts) and not any(CODE.search(part) for part in parts)

    def _memo(self, content: str, line: int) -> None:
        """Notes of a meetup that were put between fences to keep their indents: a paragraph for each stretch of lines."""
        for found in STRETCH.finditer(content):
            self._paragraph(LEADING_BLANKS.sub("", found[0]), line + content.count("\n", 0, found.start()), 0)

    def _lines(self, content: str, line: int) -> list[Line]:
        if TOKEN.search(content) is None and "$" not in content:  # plain words on one line
            return [Line(line, content)] if content.strip() else []
        self.scanner.scan(content, line)
        return self.scanner.take(line)

    def _add(self, kind: str, token: Token, line: int, level: int, ordinal: int | None = None) -> None:
        content = token.content
        if kind == "heading":
            lines = self._lines(content, line)
            if not lines:
                return
            merged = merge_lines(lines)
            found = HEADING_ID.search(merged.text) if merged.text.rstrip().endswith("}") else None
            anchor = found[1] if found else ""
            if found:
                merged.cut(found.start())
            self.blocks.append(Block("heading", line, lines[-1].number, [merged], level, anchor=anchor))
            return
        self._paragraph(content, line, level, kind, ordinal)

    def _paragraph(
        self, content: str, line: int, level: int, kind: str = "paragraph", ordinal: int | None = None
    ) -> None:
        if kind == "paragraph" and FOOTNOTE.match(content):
            kind = "footnote"
            content = FOOTNOTE.sub("", content)
        if ":::" in content:
            kept = []
            for part in content.split("\n"):
                found = CONTAINER.match(part)
                kept.append((found[1] or "") if found else part)
            content = "\n".join(kept)
        lines = self._lines(content, line)
        if not lines:
            return
        lines = unwrap(lines, self.source, self.offset)
        block = Block("paragraph", lines[0].number, lines[-1].number, lines, level, ordinal)
        block.kind = kind  # type: ignore[assignment]
        if kind == "footnote":
            for each in lines:
                for link in each.links:
                    link.form = "footnote"
        self.blocks.append(block)


LABELLED = re.compile(r"[A-Z][A-Za-z() ]{1,18}: \S")  # "Talk: …", "Speaker: …": lines of their own


# notes of a meetup: its facts, whoever spoke, and what was asked
FACTS = re.compile(r"^[\s\u3000]*(?:日時|会場|場所|主催|発表者?|登壇者|[QＱ][：:])", re.M)
NUMBERED_PERSON = re.compile(r"^[\s\u3000]*\d{1,2}[.．)）、].{0,40}(?:さん|氏|[@＠]\w+)", re.M)
STRETCH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
LEADING_BLANKS = re.compile(r"^[ \t\u3000]+", re.M)
FEWEST_NOTED = 6  # lines


def is_memo(content: str) -> bool:
    """Whether what stands between fences is notes of a meetup in Japanese and no code."""
    parts = [part for part in content.split("\n") if part.strip()]
    written = sum(bool(JAPANESE.search(part)) for part in parts)
    return (
        len(parts) >= FEWEST_NOTED
        and written >= 0.6 * len(parts)
        and bool(FACTS.search(content))
        and bool(NUMBERED_PERSON.search(content))
    )


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def unwrap(lines: list[Line], source: list[str], offset: int) -> list[Line]:
    """Lines that an editor wrapped, joined again: long Latin text that goes on, without a hard break."""
    if len(lines) < 2:
        return lines
    kept = [lines[0]]
    for line in lines[1:]:
        before = kept[-1]
        at = line.number - offset - 1
        raw = source[at] if 0 <= at < len(source) else ""
        goes_on = (
            before.number <= line.number
            and len(raw) >= WRAPPED
            and len(raw.encode()) < len(raw) * 1.1
            and not raw.endswith(("  ", "\\"))
            and not (MARKED_END.search(raw) and at + 1 < len(source) and MARKED_START.match(source[at + 1]))
            and not line.bare
            and not before.bare
            and line.text[:1].isascii()
            and not line.mentions[:1]
            and not (LABELLED.match(line.text) and LABELLED.match(before.text))
        ) or CUT_NAME.search(raw) is not None  # in the middle of a link's words
        if goes_on:
            kept[-1] = merge_lines([before, line])
        else:
            kept.append(line)
    return kept


# the fragment of a heading as kramdown, Pandoc and Hugo write it, and MDX (whose comment loses its stars as emphasis)
HEADING_ID = re.compile(r"\s*\{(?:#|/\*?\s*)([\w-]+)(?:\s*\*?/)?\}\s*$")


def captions_the_embed(blocks: list[Block], position: int) -> bool:
    """Whether a paragraph right under a heading is the section's one embedded deck with its bold, linked caption: it says
    no more than the heading does."""
    section = list(takewhile(lambda block: block.kind != "heading", blocks[position:]))
    embeds = [block for block in section if any(link.form == "embed" for link in block.links())]
    linked = any(link.form == "link" for link in blocks[position].lines[0].links)
    return linked and len(embeds) == 1 and embeds[0] is blocks[position]


# a point of a list that was typed, not marked up: ・, ○, •, ①, (1)
TYPED = re.compile(r"([ \t\u3000]*)(?:([・･○◯•◦‣▪▫－])(?!\2)|([①-⑳]|[(（]\d{1,2}[)）]))[ \t\u3000]*(?=\S)")
SAME_MARK = re.compile(r"([ \t\u3000]*)([●■◆◇★☆])[ \t\u3000]*(?=\S)")
TYPED_MARKS = frozenset("・･○◯•◦‣▪▫－(（") | {chr(number) for number in range(0x2460, 0x2474)}
FEWEST_TYPED = 2


def with_typed_lists(blocks: list[Block]) -> list[Block]:
    """Paragraphs whose lines begin with ・ and the like become lists, as a reader sees them; what follows a point is part
    of it. Marks that stand before headings too make a list where every line of a paragraph begins with one."""
    typed = 0
    for block in blocks:
        if block.kind == "paragraph":
            for line in block.lines:
                if line.text.lstrip()[:1] in TYPED_MARKS and TYPED.match(line.text):
                    typed += 1
    if typed < FEWEST_TYPED:
        form_of = {id(b): SAME_MARK for b in blocks if all_marked(b)}
    else:
        form_of = {
            id(b): SAME_MARK if all_marked(b) else TYPED for b in blocks if b.kind == "paragraph" and not b.level
        }
    made: list[Block] = []
    for block in blocks:
        form = form_of.get(id(block))
        first = next((at for at, line in enumerate(block.lines) if form.match(line.text)), None) if form else None
        if form is None or first is None:
            made.append(block)
            continue
        if first:
            made.append(Block("paragraph", block.first_line, block.lines[first - 1].number, block.lines[:first]))
        for number, line in enumerate(block.lines[first:], 1):
            point = form.match(line.text)
            if point is None:
                made[-1].lines.append(line)
                made[-1].last_line = line.number
                continue
            line.skip(point.end())
            ordinal = number if form is TYPED and point[3] else None
            made.append(Block("item", line.number, line.number, [line], 2 if point[1] else 1, ordinal))
    return made


def all_marked(block: Block) -> bool:
    """Whether a paragraph is two lines or more that begin with the same mark."""
    if len(block.lines) < FEWEST_TYPED or block.kind != "paragraph" or block.level:
        return False
    if block.lines[0].text.lstrip()[:1] not in "●■◆◇★☆":
        return False
    marks = {found[2] if (found := SAME_MARK.match(line.text)) else "" for line in block.lines}
    return len(marks) == 1 and "" not in marks


def with_pseudo_headings(blocks: list[Block]) -> list[Block]:
    """Paragraphs of one line that stand as headings (all bold, or led by a mark such as ■) become headings of PSEUDO_LEVEL.

    A line led by a mark, or all bold, at the head of a paragraph is cut off as a heading too.
    """
    made: list[Block] = []
    for position, block in enumerate(blocks):
        if block.kind != "paragraph" or not block.lines or block.level:
            made.append(block)
            continue
        first = block.lines[0]
        text = first.text.strip()
        following = blocks[position + 1].kind if position + 1 < len(blocks) else "rule"
        marked = bool(PSEUDO.match(text)) and len(text) < 150 and not names_thing(text)
        listed = (
            len(block.lines) > 1 and block.lines[1].is_strong
        )  # one of several bold lines is no heading of the others
        bold = first.is_strong and not listed and 3 < len(text) < 120 and not text.endswith(("。", "！", "!", "．"))
        if bold and made and made[-1].kind == "heading" and captions_the_embed(blocks, position):
            first.strong = []
            made.append(block)
            continue
        if (marked or bold) and (len(block.lines) > 1 or following not in ("heading", "rule")):
            made.append(Block("heading", first.number, first.number, [first], PSEUDO_LEVEL))
            if len(block.lines) > 1:
                rest = block.lines[1:]
                made.append(Block("paragraph", rest[0].number, rest[-1].number, rest))
            continue
        made.append(block)
    return made
