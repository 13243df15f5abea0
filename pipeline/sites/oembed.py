"""What an oEmbed answer says (oembed.com, section 2.3.4), for every site that gives one: title, author, picture.

What a site adds to it (a date, chapters, a handle in the author's address) it puts in itself, as further facts.
"""

from __future__ import annotations

from typing import Any

from pipeline.sites.document import Document, DocumentKind
from pipeline.sites.fields import line_at, text_at
from pipeline.sites.layers import draft


def from_oembed(url: str, kind: DocumentKind, value: Any, **facts: Any) -> Document | None:
    """The reading of the oEmbed answer `value` for `url`, with the site's own `facts`; None where it has no title."""
    if not line_at(value, "title"):
        return None
    told = {
        "title": line_at(value, "title"),
        "author_name": line_at(value, "author_name"),
        "author_url": text_at(value, "author_url"),
        "thumbnail_url": text_at(value, "thumbnail_url"),
    }
    return draft(url, kind, "oembed", **(told | facts))
