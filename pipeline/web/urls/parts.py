"""The syntax of a web address (RFC 3986): taking it apart, writing each part in one way, putting it together again.

Only what holds for every address belongs here; what a host's paths mean is in `decks`, `media` and `platforms`.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

import idna

_URL = re.compile(r"(?:(https?):)?//([^/?#\\]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.I | re.S)
_BREAKS = str.maketrans("", "", "\t\r\n")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")
_DEFAULT_PORT = {"http": "80", "https": "443"}

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# RFC 3986 pchar and "/", and "?" beyond the path
_PATH_CLEAN = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/]*")
_QUERY_CLEAN = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*")
_PATH_FIX = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]", re.S)
_QUERY_FIX = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]", re.S)
_AMP = re.compile(r"&(?:amp;)+", re.I)


@dataclass(frozen=True, slots=True)
class Parts:
    """An http(s) address taken apart; every part is already in its one written form."""

    scheme: str
    host: str  # lower case, IDNA; an IPv6 address in brackets
    port: str  # empty for the scheme's default
    path: str  # starts with "/"
    query: str
    fragment: str

    @property
    def netloc(self) -> str:
        return f"{self.host}:{self.port}" if self.port else self.host

    def without_fragment(self) -> str:
        """The address as it is asked for."""
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.netloc}{self.path}{query}"


def parse(url: str) -> Parts | None:
    """The parts of an http(s) or protocol-relative address, or None where `url` is none. Never raises.

    Name and password are dropped: a public page needs none, and none may reach the archive.
    """
    found = _URL.fullmatch(url.strip().translate(_BREAKS))
    if found is None:
        return None
    scheme, authority, path, query, fragment = found.groups()
    scheme = (scheme or "https").lower()
    host, port = _split_authority(authority)
    if not host:
        return None
    if port == _DEFAULT_PORT[scheme]:
        port = ""
    path = clean_path(path) if path else "/"
    return Parts(
        scheme,
        host,
        port,
        path if path.startswith("/") else "/" + path,
        clean_query(query) if query else "",
        clean_query(fragment) if fragment else "",
    )


@lru_cache(maxsize=8192)
def _split_authority(authority: str) -> tuple[str, str]:
    """(host, port) of an authority; an empty host where it is not well formed."""
    at = authority.rpartition("@")[2]
    if at.startswith("["):
        inside, closed, rest = at[1:].partition("]")
        try:
            host = f"[{ipaddress.IPv6Address(inside)}]" if closed else ""
        except ValueError:
            return "", ""
        port = rest.removeprefix(":")
        if rest and not rest.startswith(":"):
            return "", ""
    else:
        name, _, port = at.partition(":")
        host = _clean_host(name)
    if port:
        if not (port.isascii() and port.isdigit()) or not 0 < int(port[:6]) < 65536:
            return "", ""
        port = str(int(port))
    return host, port


def _clean_host(name: str) -> str:
    host = name.lower().rstrip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii").rstrip(".")
        except (idna.IDNAError, UnicodeError, ValueError):
            return ""
    return host if len(host) <= 253 and _HOST.fullmatch(host) else ""


def _fix(found: re.Match[str]) -> str:
    code = found.group(1)
    if code is None:
        return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "replace"))
    char = chr(int(code, 16))
    return char if char in _UNRESERVED else "%" + code.upper()


def clean_path(path: str) -> str:
    """`path` with RFC 3986 escapes: UTF-8, upper-case hex, none for unreserved characters; no dot segments."""
    if not _PATH_CLEAN.fullmatch(path):
        path = _PATH_FIX.sub(_fix, path if path.isascii() else unicodedata.normalize("NFC", path))
    return _remove_dots(path) if "/." in path else path


def clean_query(query: str) -> str:
    """The same for a query or fragment; `&amp;`, left by a page that was escaped twice, becomes `&`."""
    if "&amp;" in query or "&AMP;" in query:
        query = _AMP.sub("&", query)
    if _QUERY_CLEAN.fullmatch(query):
        return query
    return _QUERY_FIX.sub(_fix, query if query.isascii() else unicodedata.normalize("NFC", query))


def _remove_dots(path: str) -> str:
    """RFC 3986, section 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def request_url(url: str) -> str:
    """`url` as it is put on the wire and kept in the archive: written properly, without fragment, else unchanged.

    Unlike `canonical` it keeps every parameter and path as given. What is no http(s) address comes back stripped.
    """
    parts = parse(url)
    return parts.without_fragment() if parts else plain(url)


def plain(text: str) -> str:
    """`text` stripped, with nothing in it that UTF-8 cannot hold (JSON can carry half a surrogate pair)."""
    text = text.strip()
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def host_of(url: str) -> str:
    """The host in lower case, without port; empty where `url` is no http(s) address."""
    parts = parse(url)
    return parts.host if parts else ""


def join(base: str, reference: str) -> str:
    """`reference` as seen from the page `base` (RFC 3986, section 5.2). Never raises; the reference itself if it must."""
    try:
        return urljoin(base, reference.strip().translate(_BREAKS))
    except ValueError:
        return reference.strip()
