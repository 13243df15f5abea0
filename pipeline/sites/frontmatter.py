"""YAML front matter of a Markdown answer: cut off, and read as plain strings. Nothing raises.

Ids such as `1e5` and dates must stay as written, so nothing is resolved (YAML's BaseLoader). Posts on disk have many
more dialects; those are read in `pipeline.reports`.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_FENCED = re.compile(r"\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LIMIT = 50_000  # characters
_PAIR = re.compile(r"([A-Za-z_][\w-]{0,40}):[ \t]+(.{1,500})")


def cut_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """(what the front matter says, the text behind it); values are strings, lists or dicts of strings."""
    found = _FENCED.match(text[:_LIMIT])
    if found is None:
        return {}, text
    return _parse(found[1]), text[found.end() :].lstrip("\n")


def _parse(block: str) -> dict[str, Any]:
    if "&" in block and "*" in block:
        return _pairs(block)  # anchors and aliases can be made to unfold without end
    try:
        value = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _pairs(block)
    return {k: v for k, v in value.items() if isinstance(k, str)} if isinstance(value, dict) else {}


def _pairs(block: str) -> dict[str, Any]:
    """`key: value` lines, where the block is no YAML, e.g. because a title holds a colon."""
    pairs = (_PAIR.fullmatch(row.strip()) for row in block.splitlines())
    return {pair[1]: pair[2].strip().strip("\"'") for pair in pairs if pair}
