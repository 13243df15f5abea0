"""Scrapbox (Cosense) notation to Markdown, line by line: `[** headings]`, `[label url]`, `[name.icon]`, indented lists.

Belongs here: telling that a post is written in Scrapbox's notation, and rewriting it. Does not belong here: Hatena's notation
(`hatena`) and blocks (`outline`). Every line stays where it is, so that line numbers hold. The notation:
scrapbox.io/help-jp, "記法".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

HEADING = re.compile(r"^\[(\*{1,9}) ([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\][ \t\u3000]*(.*)$")
ICON = re.compile(r"[ \u3000]?\[/?(?:[^\[\]\s]*/)?([^\[\]\s/]{1,40})\.icon(?:\*\d+)?\][ \u3000]?")
ONLY_SCRAPBOX = re.compile(r"^[ \t\u3000]*\[\*{1,9} \S.*\]|\[[^\[\]\s]{1,40}\.icon(?:\*\d+)?\]", re.M)
OF_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|~~~)|\]\(\S", re.M)
DECORATED = re.compile(r"\[([*/_-]{1,9}) ([^\[\]]+)\]")
URL_FIRST = re.compile(r"\[(https?://[^\s\[\]]+)[ \t\u3000]+([^\[\]]+)\]")
URL_LAST = re.compile(r"\[([^\[\]]{1,200}?)[ \t\u3000]+(https?://[^\s\[\]]+)\]")
URL_ALONE = re.compile(r"\[(https?://[^\s\[\]]+)\]")
SAYS = re.compile(r"^\[([^\[\]\s:：]{1,20})\][ \u3000]?([:：])")  # a person's page before a colon: their words
PAGE = re.compile(r"\[([^\[\]]{1,80})\](?!\()")
INDENT = re.compile(r"^[ \t\u3000]+")
TAGS = re.compile(r"^(?:#\S+[ \u3000]*)+$")
BLOCK = re.compile(r"^(?:code|table):\S")
HANDLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,38}")
DEEPEST = 3  # levels of a list that are kept apart
ENOUGH = 3  # marks that only Scrapbox knows


def is_notation(text: str) -> bool:
    """Whether a post is written in Scrapbox's notation: several of its headings or icons, and no Markdown."""
    if "[*" not in text and ".icon" not in text:
        return False
    return len(ONLY_SCRAPBOX.findall(text)) >= ENOUGH and not OF_MARKDOWN.search(text)


def to_markdown(text: str) -> str:
    """The same post with Markdown's marks; as many lines as before. The first line is the title, as in Scrapbox itself."""
    made: list[str] = []
    levels = levels_of(found[1] for line in text.split("\n") if (found := HEADING.match(line)))
    titled = False
    code = -1  # the indentation of the block of code that is open
    for line in text.split("\n"):
        indent = INDENT.match(line)
        depth, content = (indent.end(), line[indent.end() :].rstrip()) if indent else (0, line.rstrip())
        if code >= 0 and content and depth > code:
            made.append(f"    {content}")
            continue
        code = -1
        if not content:
            made.append("")
        elif BLOCK.match(content):
            code = depth
            made.append("")
        elif not titled and not TAGS.match(content):
            titled = True
            made.append(f"# {inline(content)}")
        elif not depth and (found := HEADING.match(content)):
            made.append(f"{'#' * levels[found[1]]} {inline(f'{found[2]} {found[3]}').strip()}")
        elif depth:
            made.append(f"{'    ' * (min(depth, DEEPEST) - 1)}- {inline(content)}")
        else:
            made.append(inline(content))
    return "\n".join(made)


def levels_of(marks: Iterable[str]) -> Mapping[str, int]:
    """The level of a heading by its stars, of which more are larger: the largest that the post uses comes second."""
    return {stars: min(6, rank + 2) for rank, stars in enumerate(sorted(set(marks), key=len, reverse=True))}


def inline(content: str) -> str:
    """One line with Markdown's links and bold words; icons and pages of people who speak become mentions of them."""
    if "[" not in content:
        return content
    content = SAYS.sub(lambda found: f"{mention(found[1])}{found[2]}", content)
    content = ICON.sub(lambda found: f" {mention(found[1])} ", content)
    content = URL_FIRST.sub(r"[\2](\1)", content)
    content = URL_LAST.sub(r"[\1](\2)", content)
    content = URL_ALONE.sub(r"\1", content)
    content = DECORATED.sub(lambda found: f"**{found[2]}**" if "*" in found[1] else found[2], content)
    return PAGE.sub(r"\1", content).strip()


def mention(name: str) -> str:
    """A person's page or icon as a mention: with @ where it is a handle."""
    return f"@{name}" if HANDLE.fullmatch(name) else f"{name}さん"
