"""What is measured of a link in the section of a talk, to tell the talk's material from what it merely mentions.

Belongs here: measuring links. Does not belong here: measuring candidate talks (`features`) and weighing (`judge`, `roles`).
"""

from __future__ import annotations

import re

from pipeline.reports.blocks import Line, Link
from pipeline.reports.features import SLIDE_WORDS, fold
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.patterns import quick
from pipeline.reports.sections import Text

OTHER_EVENT = quick(r"以前|過去|前回|昨年|去年|前に|別の|他の|先日|previous|last year|earlier|前夜祭|関連", re.I)


CODE_WORDS = quick(r"コード|リポジトリ|デモ|サンプル|repo|source|demo|code", re.I)
THIS_TALK = quick(r"こちら|発表|紹介|今回|この|here|this", re.I)
# how a repository is called that was made for a talk, other than a tool that it speaks of
SAMPLE = quick(
    r"sample|example|demo|hands?-?on|tutorial|workshop|playground|experiment|exercise|\btalks?\b|slides?|conf\b|conf[-_\d]|kaigi|meetup|20\d\d(?:\d{4})?",
    re.I,
)
YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
TALK_IN_PATH = quick(r"slide|talk|presentation|deck|speaker|lt\b|preso|keynote", re.I)


def year_of_post(text: Text) -> int:
    """The earliest year of which the post can tell: of its title, else the one before it was published; 0 if neither is known."""
    if years := [int(year) for year in YEAR.findall(text.title)]:
        return min(years)
    return text.source.published_at.year - 1 if text.source.published_at is not None else 0


def is_older(link: Link, since: int) -> bool:
    """Whether a deck or recording names a year before the one that the post tells of, as one of another event does."""
    return any(int(year) < since for year in YEAR.findall(f"{link.text} {link.url[:300]}"))


def link_features(
    text: Text,
    link: Link,
    *,
    order: int,
    decks_before: int,
    same_kind: int,
    in_heading: bool,
    block_kind: str,
    depth: int,
    from_start: int,
    title: str,
    line: Line,
    has_heading_material: bool,
    since: int = 0,
) -> dict[str, float]:
    """What is measured of a link in a talk's scope, to tell the talk's material from what it merely mentions."""
    kind = kind_of(link.url)
    words_of = link.text or link.title
    # of a repository its name, not its owner's
    path = "/".join(link.url.partition("://")[2].split("/")[2 if kind == "repository" else 1 :])
    sample = bool(SAMPLE.search(path[:200]))
    around = line.text[max(0, link.start - 30) : link.start] + " " + line.text[link.end : link.end + 20]
    title_fold = fold(title)
    text_fold = fold(words_of)
    return {
        **{
            f"kind {k}": float(kind == k)
            for k in (
                "deck",
                "video",
                "article",
                "repository",
                "page",
                "session",
                "event",
                "tweet",
                "profile",
                "shop",
                "image",
                "playlist",
            )
        },
        "sure deck": float(hosts_a_deck(link.url)),
        "embed": float(link.form == "embed"),
        "bare": float(link.form in ("bare", "card", "embed") and line.bare),
        "inline": float(link.form == "link" and not line.bare and len(line.text) > len(words_of) + 12),
        "whole line": float(link.form == "link" and len(line.text.strip()) <= len(words_of) + 12),
        "order": min(order, 8) / 8,
        "first": float(order == 0),
        "decks before": min(decks_before, 3) / 3,
        "later deck": float(kind == "deck" and decks_before > 0 and from_start > 3),
        "same kind": min(same_kind, 8) / 8,
        "only of kind": float(same_kind == 1),
        "in heading": float(in_heading),
        "in item": float(block_kind == "item"),
        "in quote": float(block_kind == "quote"),
        "in table": float(block_kind == "table"),
        "depth": min(depth, 4) / 4,
        "from start": min(from_start, 8) / 8,
        "near start": float(from_start <= 3),
        "slide words": float(bool(SLIDE_WORDS.search(words_of)) or "発表" in words_of),
        "slide words around": float(bool(SLIDE_WORDS.search(around))),
        "code words": float(bool(CODE_WORDS.search(words_of + around))),
        "own code": float(
            kind == "repository"
            and bool(
                re.search(
                    r"発表|紹介して|使用した|使った|今回|デモ|登壇|ソースコードは|コードは|of (?:this|the) talk|demo",
                    words_of + around,
                    re.I,
                )
            )
        ),
        "public beside embed": float(
            "slideshare.net" in link.url and "embed_code" not in link.url and kind == "deck" and link.form == "link"
        ),
        "this talk": float(bool(THIS_TALK.search(words_of + around))),
        "other event": float(
            bool(OTHER_EVENT.search(around + words_of)) or (kind in ("deck", "video") and is_older(link, since))
        ),
        "sample in address": float(sample),
        "sample repository": float(sample and kind == "repository"),
        "title is text": float(
            bool(title_fold) and len(text_fold) >= 4 and (title_fold in text_fold or text_fold in title_fold)
        ),
        "text is url": float(words_of.startswith("http")),
        "heading has material": float(has_heading_material),
        "talk in path": float(bool(TALK_IN_PATH.search(link.url))),
    }
