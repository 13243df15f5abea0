"""Plain text of HTML: paragraphs as lines, code as it stands, what is hidden or drawn by script left out.

`sections` cuts pages with the same walk; nothing here knows a site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.sites.fields import clean
from pipeline.sites.tree import Element, load

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "head",
        "nav",
        "audio",
        "video",
        "math-field",
    ]
)
_CELLS = frozenset(("td", "th"))
_SPACE = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_BARE_URL = re.compile(r"<?https?://\S+>?")
_FILE_NAME = re.compile(
    r"(?:image|screenshot|スクリーンショット|img)?[\w .()-]*\.(?:png|jpe?g|gif|webp|svg|heic)", re.I
)


def is_silent(element: Element) -> bool:
    """Whether an element shows no words to a reader."""
    tag = element.tag
    if not isinstance(tag, str) or tag in SILENT:
        return True
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def picture_words(element: Element) -> str:
    """What an image says in words: its alternative text, unless that is a file's name or an emoji's code."""
    alt = clean(element.get("alt") or "").strip()
    if len(alt) < 2 or alt.startswith(":") or _FILE_NAME.fullmatch(alt):
        return ""
    return alt


def squeeze(text: str) -> str:
    """Running text with every run of white space made one space."""
    return _SPACE.sub(" ", text)


def finish(pieces: Iterable[str]) -> str:
    """Pieces of text put together: lines stripped at their ends, no empty ones in a row, no line that is only a URL."""
    lines: list[str] = []
    for raw in clean("".join(pieces)).split("\n"):
        text = raw.rstrip()
        if not text.strip() and (not lines or not lines[-1]):
            continue
        if _BARE_URL.fullmatch(text.strip()):
            continue
        lines.append(text.lstrip() if raw.startswith(" ") and not raw.startswith("  ") else text)
    return "\n".join(lines).strip("\n")


def plain_text(root: Element) -> str:
    """The words of `root`, a line each paragraph, list item or table row."""
    pieces: list[str] = []
    collect(root, pieces.append)
    return finish(pieces)


def collect(
    element: Element,
    add: Callable[[str], None],
    on_heading: Callable[[Element], None] | None = None,
    *,
    in_code: bool = False,
) -> None:
    """Give the words of `element` to `add`, in order; its headings to `on_heading`, where that is given.

    Recursion is safe: `tree.load` lets at most 256 levels through.
    """
    if is_silent(element):
        return
    tag = element.tag
    if on_heading and tag in HEADINGS:
        on_heading(element)
        return
    in_code = in_code or tag == "pre"
    if tag in _CELLS:
        add("  " if element.getprevious() is not None else "")
    elif tag in BLOCKS or tag == "br":
        add("\n")
    elif tag == "img":
        add(picture_words(element))
    if element.text:
        add(element.text if in_code else squeeze(element.text))
    for child in element:
        collect(child, add, on_heading, in_code=in_code)
        if child.tail:
            add(child.tail if in_code else squeeze(child.tail))
    if tag in BLOCKS and tag not in _CELLS:
        add("\n")


def html_to_text(markup: str) -> str:
    """The words of an HTML fragment; empty where it has none."""
    root = load(markup)
    return plain_text(root) if root is not None else ""
