"""A recorded web that answers in the network's place, through the same client: for the demo and for tests.

A folder with `manifest.toml`, whose `[[answer]]` tables say what each address answers:

    [[answer]]
    url = "https://qiita.com/someone/items/0123456789abcdef0123"  # as asked
    file = "qiita/item.md"            # the body, relative to the folder; without it the body is empty
    status = 200                      # the default
    content_type = "text/markdown; charset=utf-8"   # the default follows from the file's name
    headers = { location = "..." }    # further headers

Addresses that are not listed answer 404, robots.txt among them, which by RFC 9309 allows everything. Every body has an
ETag made of its content, and If-None-Match is answered with 304.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError, one_line
from pipeline.web.urls import request_url
from pipeline.web.urls.parts import parse

MANIFEST = "manifest.toml"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".pdf": "application/pdf",
}


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    file: str = ""
    status: int = Field(200, ge=100, le=599)
    content_type: str = ""
    headers: dict[str, str] = {}


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    answer: tuple[_Entry, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """What one address answers; the body is read from `path` when it is asked for."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None


def load_recorded_web(folder: Path) -> dict[str, Recorded]:
    """The answers of a recorded web by address. Raises ConfigError of one line."""
    manifest = folder / MANIFEST
    try:
        entries = _Manifest.model_validate(tomllib.loads(manifest.read_text(encoding="utf-8"))).answer
    except FileNotFoundError:
        raise _wrong(manifest, "a recorded web needs its manifest", "no file", "check [crawl] replay") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(manifest, "must be a readable TOML file", str(error), "mend the file") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        remedy = f"allowed in [[answer]]: {', '.join(_Entry.model_fields)}"
        raise _wrong(manifest, f"{where}: {first['msg']}", first["input"], remedy) from None
    answers: dict[str, Recorded] = {}
    for entry in entries:
        if parse(entry.url) is None:
            raise _wrong(manifest, "url must be an http or https address", entry.url, "write it in full")
        asked = request_url(entry.url)
        if asked in answers:
            raise _wrong(manifest, "an address may answer once", asked, "remove one of the two")
        path = folder / entry.file if entry.file else None
        if path is not None and not (path.is_file() and path.resolve().is_relative_to(folder.resolve())):
            raise _wrong(manifest, "file must lie in the folder", entry.file, "check its name")
        headers = {name.lower(): value for name, value in entry.headers.items()}
        content_type = entry.content_type or (_TYPES.get(path.suffix.lower(), "") if path else "")
        if content_type:
            headers.setdefault("content-type", content_type)
        answers[asked] = Recorded(entry.status, headers, path)
    return answers


def _wrong(manifest: Path, rule: str, value: object, remedy: str) -> ConfigError:
    return ConfigError(one_line(str(manifest), rule, value, remedy))


class ReplayTransport(httpx.AsyncBaseTransport):
    """Answers from the recorded web in `folder`. Raises ConfigError where that is not well formed."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.answers = load_recorded_web(self.folder)
        self.asked: list[str] = []  # every address asked for, in order

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The recorded answer, 304 where the asker has it already, or 404."""
        url = request_url(str(request.url))
        self.asked.append(url)
        recorded = self.answers.get(url)
        if recorded is None:
            return httpx.Response(404, headers={"content-type": "text/plain"}, content=b"not in the recorded web")
        body = recorded.path.read_bytes() if recorded.path else b""
        headers = dict(recorded.headers)
        if recorded.status == 200:
            tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            headers.setdefault("etag", tag)
            if request.headers.get("if-none-match", "") == headers["etag"]:
                return httpx.Response(304, headers={"etag": headers["etag"]})
        return httpx.Response(recorded.status, headers=headers, content=body)
