"""The name under which this program asks: one honest User-Agent, and the token by which robots.txt may name it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PRODUCT = "talk-corpus"


def user_agent(contact: str = "") -> str:
    """The one name by which every request is signed: `talk-corpus/VERSION (+contact)`."""
    try:
        number = version(PRODUCT)
    except PackageNotFoundError:
        number = "0"
    reach = "".join(c for c in contact.strip() if c.isascii() and c.isprintable() and c not in "()")
    return f"{PRODUCT}/{number}" + (f" (+{reach})" if reach else "")
