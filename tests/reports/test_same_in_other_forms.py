"""A post that is written another way says the same: line ends, marks, where the title stands, how a link is written, HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any

import pytest
from markdown_it import MarkdownIt

from pipeline.reports.files import load_post, source_of
from pipeline.reports.frontmatter import cut_front_matter
from pipeline.reports.outline import FENCE
from pipeline.reports.report import Source
from pipeline.reports.understand import understand
from tests.reports.score import Score, score_post
from tests.reports.test_posts import LABELS, post_path

POSTS = [label for label in LABELS if label["file"].endswith(".md")]


def by_line(change: Callable[[str], str]) -> Callable[[str], str]:
    """What changes each line outside of fences."""

    def changed(text: str) -> str:
        lines, fenced = [], False
        for line in text.split("\n"):
            fenced ^= bool(FENCE.match(line))
            lines.append(line if fenced or FENCE.match(line) else change(line))
        return "\n".join(lines)

    return changed


def parts(text: str) -> tuple[str, str]:
    """The front matter with the line after it, and the post."""
    lines = text.split("\n")
    taken = cut_front_matter(text).lines
    return "".join(f"{line}\n" for line in lines[:taken]), "\n".join(lines[taken:])


def of_body(change: Callable[[str], str]) -> Callable[[str], str]:
    """What changes the post and leaves its front matter."""

    def changed(text: str) -> str:
        matter, body = parts(text)
        return matter + change(body)

    return changed


BARE = re.compile(r"^(https?://\S+)$")
FORMS: dict[str, Callable[[str], str]] = {
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "closed headings": of_body(by_line(lambda line: re.sub(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*$", r"\1 \2 \1", line))),
    "more blank lines": of_body(lambda text: text.replace("\n\n", "\n\n\n")),
    "stars for lists": of_body(by_line(lambda line: re.sub(r"^(\s*)[-+] (?!\[)", r"\1* ", line))),
    "angles around addresses": of_body(by_line(lambda line: BARE.sub(r"<\1>", line))),
    "links that show their address": of_body(by_line(lambda line: BARE.sub(r"[\1](\1)", line))),
}


@cache
def read(name: str) -> dict[str, Any]:
    return understand(
        load_post(next(post_path(label) for label in POSTS if label["file"] == name), name=name)
    ).to_label()


@pytest.mark.parametrize("form", FORMS)
def test_a_post_written_another_way_says_the_same(form: str) -> None:
    for label in POSTS:
        source = load_post(post_path(label), name=label["file"])
        assert understand(replace(source, text=FORMS[form](source.text))).to_label() == read(label["file"]), label[
            "file"
        ]


def test_a_title_over_the_post_is_as_good_as_one_in_its_front_matter() -> None:
    told = 0
    for label in POSTS:
        source = load_post(post_path(label), name=label["file"])
        title = cut_front_matter(source.text).text("title", "Title")
        if not title or source.published_at or re.search(r"^# ", parts(source.text)[1], re.M):
            continue
        told += 1
        body = replace(source, text=f"# {title}\n\n{parts(source.text)[1]}")
        bare = replace(source, text=f"---\ntitle: {title!r}\n---\n{parts(source.text)[1]}")
        assert understand(body).to_label() == understand(bare).to_label(), label["file"]
    assert told >= 10


DIRECTIVES = re.compile(
    r"@\[|\{\{[<%]|\{%|:embed|^:::|^\+\+\+|\[:|^\[[^\]]+\]$", re.M
)  # what only a site makes HTML of


def page_of(source: Source) -> Source:
    """The post as the page of a blog."""
    matter, body = cut_front_matter(source.text), parts(source.text)[1]
    linked = by_line(lambda line: re.sub(r"(?<![(\"<\[=\w/])(https?://[^\s<>()\[\]、。）」|]+)", r"<\1>", line))(body)
    shown = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table").render(linked)
    title = escape(matter.text("title", "Title") or "")
    day = source.published_at.date().isoformat() if source.published_at else ""
    head = f'<h1>{title}</h1><time datetime="{day}">{day}</time>'
    tags = "".join(f'<a rel="tag" href="/tags">{escape(tag)}</a> ' for tag in source.tags)
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{head}\n{shown}</article>{tags}</body></html>"
    return source_of(source.name, page, suffix=".html")


def test_the_page_of_a_post_is_read_as_well_as_the_post() -> None:
    posts, pages = Score(), Score()
    for label in POSTS:
        source = load_post(post_path(label), name=label["file"])
        if DIRECTIVES.search(source.text):
            continue
        score_post(posts, label, read(label["file"]))
        score_post(pages, label, understand(page_of(source)).to_label())
    assert posts.counts["talks"].wanted >= 100
    for name in ("event title", "event date", "event url", "talks", "titles", "speakers", "materials", "videos"):
        assert pages.counts[name].f1 >= posts.counts[name].f1 - 0.015, (
            name,
            [str(slip) for slip in pages.slips if slip.field == name and slip not in posts.slips],
        )
