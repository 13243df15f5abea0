"""Answers as the archive keeps them, made from the pages beside this file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.sites.document import Document
from pipeline.sites.registry import site_of
from pipeline.web.answers import Answer, Outcome

PAGES = Path(__file__).parent / "pages"
CAPTURES = Path(__file__).resolve().parents[3] / "shared" / "sites" / "captures"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".ics": "text/calendar",
    ".xml": "text/xml; charset=utf-8",
}
_LAYERS = {".json": "api", ".md": "markdown"}


def answer(
    url: str,
    body: bytes | str,
    *,
    final_url: str = "",
    layer: str = "html",
    content_type: str = "text/html; charset=utf-8",
) -> Answer:
    """A 200 with `body`."""
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    final = final_url or url
    return Answer(url, final, 200, Outcome.OK, "", {"content-type": content_type}, data, now, now, (), layer)


def page(name: str, url: str, *, final_url: str = "") -> Answer:
    """The page of that name in `pages/`, as the answer to `url`."""
    path = PAGES / name
    kind = path.suffix
    return answer(
        url,
        path.read_bytes(),
        final_url=final_url,
        layer=_LAYERS.get(kind, "html"),
        content_type=_TYPES.get(kind, "text/html"),
    )


def read(url: str, *answers: Answer) -> Document:
    """What the site of `url` reads from the answers."""
    document = site_of(url).read(url, answers)
    assert document is not None
    return document
