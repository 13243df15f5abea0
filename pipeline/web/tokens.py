"""Keys of the sites' official APIs: from the environment, sent to that API over https alone, never kept or logged.

An API for which the operator holds a key is used under its own terms, so robots.txt, which is for crawlers, is not asked.
"""

from __future__ import annotations

import os
import re
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
    always: str = (
        r"(?!)"  # pattern of the paths that are there whatever is looked for: a 403 or 404 there speaks of the key
    )


KEYS = (
    _Key("QIITA_TOKEN", "qiita.com", "/api/v2/", "authorization", "Bearer {}"),
    # lists, which are empty where nothing is found; readers of the API were told 404, 403 or 401 for no key or a bad one
    _Key("CONNPASS_API_KEY", "connpass.com", "/api/v2/", "x-api-key", "{}", r"/api/v2/(?:events|groups|users)/?"),
    _Key("DOORKEEPER_TOKEN", "api.doorkeeper.jp", "/", "authorization", "Bearer {}"),
    _Key("YOUTUBE_API_KEY", "www.googleapis.com", "/youtube/v3/", "x-goog-api-key", "{}"),
)
# what Google's APIs say of a key in an answer with 400 or 403 (google.rpc.ErrorInfo's reasons, and the older names)
_BAD_KEY = re.compile(
    rb"API[_ ]KEY[_ ](?:INVALID|EXPIRED|NOT VALID|SERVICE_BLOCKED|HTTP_REFERRER_BLOCKED|IP_ADDRESS_BLOCKED)"
    rb"|keyInvalid|keyExpired|SERVICE_DISABLED|accessNotConfigured",
    re.I,
)


def key_headers(url: str, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The header with the key for `url`; empty where none is set or the address is not that API's."""
    key = _key(url, environ)
    return {key.header: key.form.format(environ[key.variable].strip())} if key is not None else {}


def key_name(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The environment variable whose key goes along to `url`; empty where none does."""
    key = _key(url, environ)
    return key.variable if key is not None else ""


def api_of(url: str) -> str:
    """The API that `url` belongs to, as `host/path/`; empty where it is none for which a key can be had.

    An API counts its requests apart from its site: where its allowance is used up, the site's pages may be asked for.
    """
    parts = parse(url)
    if parts is None:
        return ""
    return next((f"{k.host}{k.path}" for k in KEYS if parts.host == k.host and parts.path.startswith(k.path)), "")


def key_refused(url: str, status: int, body: bytes = b"", environ: Mapping[str, str] = os.environ) -> str:
    """Why an answer with `status` to a request that carried a key means that the API does not take it; else empty."""
    key, parts = _key(url, environ), parse(url)
    if key is None or parts is None:
        return ""
    says_so = status in (400, 403) and _BAD_KEY.search(body[:10_000]) is not None
    if status == 401 or says_so or (status in (403, 404) and re.fullmatch(key.always, parts.path)):
        return f"HTTP {status}: {key.host} does not take the key in {key.variable}; put it right, or unset it"
    return ""


def _key(url: str, environ: Mapping[str, str]) -> _Key | None:
    parts = parse(url)
    if parts is None or parts.scheme != "https" or parts.port:
        return None
    for key in KEYS:
        value = environ.get(key.variable, "").strip()
        meant = parts.host == key.host and parts.path.startswith(key.path)
        if meant and value and value.isascii() and value.isprintable():
            return key
    return None
