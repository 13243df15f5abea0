"""The project's own posts are labelled with care, and read at least as well as `posts/floors.json` says."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.reports.files import load_post
from pipeline.reports.understand import understand
from tests.reports.score import FIELDS, Score, score_post

POSTS = Path(__file__).parent / "posts"
LABELS: list[dict[str, Any]] = [
    json.loads(line) for line in (POSTS / "labels.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOORS: dict[str, float] = json.loads((POSTS / "floors.json").read_text(encoding="utf-8"))

each_label = pytest.mark.parametrize("label", LABELS, ids=lambda label: Path(label["file"]).name)


def post_path(label: dict[str, Any]) -> Path:
    return POSTS.parent / str(label["file"])


def post_text(label: dict[str, Any]) -> str:
    return html.unescape(post_path(label).read_text(encoding="utf-8"))


@cache
def scored() -> Score:
    score = Score()
    for label in LABELS:
        read = understand(load_post(post_path(label), name=label["file"])).to_label()
        score_post(score, label, read)
    return score


def test_every_post_has_one_label_and_one_line_of_patterns() -> None:
    posts = sorted(
        path.name for path in POSTS.iterdir() if path.suffix in {".md", ".html"} and path.name != "PATTERNS.md"
    )
    assert [Path(label["file"]).name for label in LABELS] == posts
    assert re.findall(r"^\| (\S+\.(?:md|html)) \|", (POSTS / "PATTERNS.md").read_text(encoding="utf-8"), re.M) == posts


@each_label
def test_a_label_has_the_shape_of_a_report(label: dict[str, Any]) -> None:
    assert list(label) == [
        "file",
        "kind",
        "language",
        "event",
        "talks",
        "recordings",
        "next_event",
        "remarks",
        "notes",
    ]
    assert label["kind"] in {"report", "no-talk-report", "not-a-report"}
    assert label["language"] in {"ja", "en"}
    if label["kind"] == "not-a-report":
        assert not (label["event"] or label["talks"] or label["recordings"] or label["next_event"] or label["remarks"])
        return
    assert list(label["event"]) == ["title", "date", "url", "series", "edition"]
    assert bool(label["talks"]) == (label["kind"] == "report")
    for talk in label["talks"]:
        assert list(talk) == ["title", "speakers", "kind", "materials", "videos"]
        assert talk["kind"] in {"lt", "talk", "keynote", "panel", "workshop", "other"}
        assert talk["title"] or talk["speakers"]
    for dated in filter(None, (label["event"], label["next_event"])):
        assert dated["date"] is None or date.fromisoformat(dated["date"])
    for remark in label["remarks"]:
        assert set(remark) <= {"speaker", "talk", "starts", "via"}
        assert remark["talk"] is None or 0 <= remark["talk"] < len(label["talks"])


@each_label
def test_a_label_says_nothing_that_its_post_does_not(label: dict[str, Any]) -> None:
    text = post_text(label)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", text))
    for talk in label["talks"]:
        assert talk["title"] is None or talk["title"] in words
        for speaker in talk["speakers"]:
            assert all(name in words for name in speaker.split("|"))
        for url in talk["materials"] + talk["videos"]:
            assert url in text or identifier(url) in text, url
    for url in [*label["recordings"], (label["event"] or {}).get("url"), (label["next_event"] or {}).get("url")]:
        assert not url or url in text or identifier(url) in text, url
    for remark in label["remarks"]:
        assert len(remark["starts"]) <= 30
        assert remark["starts"] in words


def identifier(url: str) -> str:
    """What an embed gives instead of the public address: the last part of the path or the video's id."""
    found = re.fullmatch(
        r"https://(?:speakerdeck\.com/player/|www\.docswell\.com/slide/|www\.youtube\.com/watch\?v=|www\.slideshare\.net/slideshow/embed_code/key/)([\w-]+)",
        url,
    )
    assert found, f"{url} is not in the post as written"
    return found[1]


def test_every_field_has_a_floor() -> None:
    assert sorted(FLOORS) == sorted(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_the_posts_are_read_no_worse_than_the_floor(name: str) -> None:
    count = scored().counts[name]
    slips = "\n  ".join(str(slip) for slip in scored().slips if slip.field == name)
    assert count.f1 >= FLOORS[name], (
        f"{name}: F1 {count.f1:.3f} is below the floor {FLOORS[name]} (precision {count.precision:.3f}, recall {count.recall:.3f})\n  {slips}"
    )
