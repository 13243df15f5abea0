"""Keys of the sites' official APIs: from the environment, sent to that API over https alone, never kept or logged.

An API for which the operator holds a key is used under its own terms, so robots.txt, which is for crawlers, is not asked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.web.urls.parts import parse


@dataclass(frozen=True)
class _Key:
    variable: str
    host: str
    path: str
    header: str
    form: str


KEYS = (
    _Key("QIITA_TOKEN", "qiita.com", "/api/v2/", "authorization", "Bearer {}"),
    _Key("CONNPASS_API_KEY", "connpass.com", "/api/v2/", "x-api-key", "{}"),
    _Key("DOORKEEPER_TOKEN", "api.doorkeeper.jp", "/", "authorization", "Bearer {}"),
    _Key("YOUTUBE_API_KEY", "www.googleapis.com", "/youtube/v3/", "x-goog-api-key", "{}"),
    _Key("GITHUB_TOKEN", "api.github.com", "/", "authorization", "Bearer {}"),
)


def key_headers(url: str, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The header with the key for `url`; empty where none is set or the address is not that API's."""
    parts = parse(url)
    if parts is None or parts.scheme != "https" or parts.port:
        return {}
    for key in KEYS:
        value = environ.get(key.variable, "").strip()
        meant = parts.host == key.host and parts.path.startswith(key.path)
        if meant and value and value.isascii() and value.isprintable():
            return {key.header: key.form.format(value)}
    return {}
