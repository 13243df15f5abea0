"""Hatena notation to Markdown, line by line: `*` headings, `-` and `+` lists, `>>` quotes, `>||` code.

Belongs here: telling that a post is written in Hatena notation, and rewriting its block marks. Does not belong here: links such as
`[url:embed:cite]` (`inline`, as Markdown posts of Hatena have them too) and blocks (`outline`). Every line stays where it is,
so that line numbers hold. The notation: help.hatenablog.com, "はてな記法一覧".
"""

from __future__ import annotations

import re

from pipeline.reports.patterns import quick

# at the head of a line, nothing that Markdown knows: "** title", "*title" (with a blank it may be a list of Markdown)
HEADING = re.compile(r"^(\*{1,3})(?!\*)[ \u3000]*([^*\s][^*]*)$")
ONLY_HATENA = re.compile(r"^(?:\*{2,3}[ \u3000]*[^*\s][^*]*|\*[^*\s\u3000][^*]*)$", re.M)
OF_HATENA = quick(r"\[:contents\]|\[https?://[^\s\]]+:(?:title|embed|cite)|^>\|\w*\|$|^\|\|<$|^>>$", re.M)
OF_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|~~~)", re.M)
LIST = re.compile(r"^([-+]{1,3})[ \u3000]*([^-+\s].*)$")


def is_notation(text: str) -> bool:
    """Whether a post has headings of Hatena notation: none of Markdown, one that only Hatena knows with other marks of it,
    or several."""
    if "\n*" not in text and not text.startswith("*"):
        return False
    if OF_MARKDOWN.search(text):
        return False
    only = len(ONLY_HATENA.findall(text))
    return only >= 3 or (only >= 1 and bool(OF_HATENA.search(text)))


def to_markdown(text: str) -> str:
    """The same post with Markdown's marks for headings, lists, quotes and code; as many lines as before."""
    made: list[str] = []
    code = quote = False
    for line in text.split("\n"):
        bare = line.rstrip()
        if code:
            code = bare not in ("||<", "|<")
            made.append(line if code else "```")
        elif bare.startswith(">|") and bare.endswith("|"):
            code = True
            made.append("```")
        elif bare in (">>", "<<"):
            quote = bare == ">>"
            made.append("")
        elif quote:
            made.append(f"> {line}")
        elif found := HEADING.match(bare):
            made.append(f"{'#' * (len(found[1]) + 2)} {found[2]}")
        elif (found := LIST.match(bare)) and not bare.endswith("---"):
            mark = "-" if found[1][0] == "-" else "1."
            made.append("    " * (len(found[1]) - 1) + f"{mark} {found[2]}")
        else:
            made.append(line)
    return "\n".join(made)
