"""Files behind a page that only shows them: GitHub's `blob`, Google Drive, Dropbox. What is asked for is the file itself.

Which kind of file it is, its content tells (`web`: a PDF, a deck in Markdown or HTML, an article); here is only where it lies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document, Site, Unreadable
from pipeline.sites.page import load_page
from pipeline.sites.tree import find, words
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import host_of, identify

_GITHUB_FILES = (".pdf", ".md", ".markdown", ".html", ".htm", ".txt")
_HTML = (".html", ".htm")
# what the page says that comes instead of a file
_INSTEAD = (
    (Outcome.ERROR, re.compile(r"quota exceeded|too many users have", re.I), "too many have loaded the file lately"),
    (
        Outcome.GONE,
        re.compile(
            r"(?:file|link) (?:has been |was |is )?(?:moved or )?(?:deleted|removed|expired)|does not exist|not found|削除",
            re.I,
        ),
        "the file is not there",
    ),
    (
        Outcome.PRIVATE,
        re.compile(r"need (?:access|permission)|request access|sign[- ]in|アクセス権", re.I),
        "the file is not shared",
    ),
)


class _FileSite:
    """What the three have in common: the file is read as any page is."""

    def __init__(self, reader: Site) -> None:
        self._reader = reader

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return self._reader.read(url, answers)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return self._reader.further(url, answers)

    def is_enough(self, document: Document) -> bool:
        return True


class GitHubFileSite(_FileSite):
    """Files of a repository that may be decks or articles; other pages of GitHub are any page."""

    name = "github"
    about = About(
        title="GitHub, files",
        forms=("https://github.com/OWNER/REPO/blob/main/slides.md",),
        layers=("raw",),
        reads="decks in Markdown or PDF, and articles, from the raw file",
    )

    def owns(self, url: str) -> bool:
        identity = identify(url)
        return identity.key.startswith("github:") and "/blob/" in identity.key and _is_read(identity.url)

    def requests(self, url: str) -> Sequence[Request]:
        owner, repository, _, rest = urlsplit(identify(url).url).path.strip("/").split("/", 3)
        raw = f"https://raw.githubusercontent.com/{owner}/{repository}/{rest}"
        return (Request(raw, accept="*/*", layer="raw"),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        if urlsplit(url).path.lower().endswith(_HTML):
            # raw files are all labelled as text
            answers = [replace(a, headers={**a.headers, "content-type": "text/html"}) for a in answers]
        return super().read(url, answers)


def _is_read(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(_GITHUB_FILES)


class GoogleDriveSite(_FileSite):
    """A shared file of Google Drive; a PDF is read, anything else is not."""

    name = "gdrive"
    about = About(
        title="Google Drive, files",
        forms=("https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/view",),
        layers=("file",),
        reads="PDFs page by page",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("gdrive:")

    def requests(self, url: str) -> Sequence[Request]:
        identity = identify(url)
        query = urlsplit(identity.url).query
        address = f"https://drive.google.com/uc?export=download&id={identity.key.partition(':')[2]}"
        return (Request(f"{address}&{query}" if query else address, accept="application/pdf,*/*;q=0.5", layer="file"),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        for answer in answers:
            if host_of(answer.final_url) == "accounts.google.com":
                raise Unreadable(Outcome.PRIVATE, "sent to the login page of accounts.google.com")
            _refuse_page_around(answer)
        return super().read(url, answers)


class DropboxSite(_FileSite):
    """A file that is shared by Dropbox: `dl=1` gives the file instead of the page around it."""

    name = "dropbox"
    about = About(
        title="Dropbox, files",
        forms=("https://www.dropbox.com/s/abc123/talk.pdf",),
        layers=("file",),
        reads="PDFs page by page",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("dropbox:")

    def requests(self, url: str) -> Sequence[Request]:
        address = identify(url).url
        return (Request(f"{address}{'&' if '?' in address else '?'}dl=1", accept="*/*", layer="file"),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        for answer in answers:
            _refuse_page_around(answer)
        return super().read(url, answers)


def _refuse_page_around(answer: Answer) -> None:
    """Raise Unreadable where a page for people came instead of the file, which comes as an attachment. RECALLED."""
    attached = answer.headers.get("content-disposition", "").lower().startswith("attachment")
    start = answer.body[:1024].lstrip().lower()
    if attached or "html" not in answer.content_type or not start.startswith(b"<"):
        return
    page = load_page(text_of(answer), answer)
    if page is None:
        return
    form = find(page.root, ".//form[@id='download-form' or contains(@action, 'confirm')]")
    if form is not None:
        raise Unreadable(Outcome.TOO_BIG, "a person is asked to confirm the download of a large file")
    title = page.metas.title[:80]
    said = f"{title} {words(page.root)[:2000]}"
    for outcome, pattern, why in _INSTEAD:
        if pattern.search(said):
            raise Unreadable(outcome, f"{why} ({title!r})")
    raise Unreadable(Outcome.PRIVATE, f"a page for people instead of the file ({title!r})")
