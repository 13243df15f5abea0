"""A PDF as a deck: each page's text, the title, author and date that the file states.

Read by pdfium, which knows the maps of Japanese fonts. What tells a PDF is its first bytes, never its label: servers send
decks as `binary/octet-stream` and pages as `application/pdf`. Which addresses lead to PDFs is the sites' business.
"""

from __future__ import annotations

import re
from datetime import datetime
from threading import Lock
from typing import Any

from pipeline.sites.document import Document, DocumentPage, Unreadable
from pipeline.sites.fields import line
from pipeline.sites.glyphs import is_garbled, repair
from pipeline.sites.layers import draft
from pipeline.web.answers import Answer, Outcome

_MARK = b"%PDF-"
_MARK_WITHIN = 1024  # bytes (PDF 1.7, implementation note 13: readers accept the header anywhere in these)
_MOST_PAGES = 2000
_MOST_CHARACTERS = 50_000  # of one page
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)")
# what programs put where no one wrote a title
_NO_TITLE = re.compile(
    r"(?:microsoft (?:power ?point|word)\s*[-–].*|power ?point\s*(?:プレゼンテーション|presentation)|プレゼンテーション\s*\d*"
    r"|(?:untitled|無題)(?:[ _-]?(?:presentation|のプレゼンテーション|document))?[ _.-]*\d*|presentation\s*\d*|title|slide \d+|スライド \d+"
    r"|.*\.(?:pptx?|key|docx?|odp|pdf|indd|ai|md|html?|tex|dvi))",
    re.I,
)
_LOCK = Lock()  # pdfium is not made for threads


def is_pdf(answer: Answer) -> bool:
    """Whether the answer's body is a PDF, whatever its label says."""
    head = answer.body[:_MARK_WITHIN]
    return head.lstrip().startswith(_MARK) or (_MARK in head and "pdf" in answer.content_type)


def read_pdf(url: str, answer: Answer, layer: str = "pdf") -> Document:
    """The pages of the PDF in `answer`, as a reading of the deck at `url`.

    A page whose text cannot be read has none; a note says so. Raises Unreadable where the file needs a password or is
    broken.
    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # only where there is a PDF

    with _LOCK:
        try:
            file = pdfium.PdfDocument(answer.body)
        except pdfium.PdfiumError as error:
            raise _refusal(error) from None
        try:
            facts = file.get_metadata_dict()
            count = len(file)
            texts = [_text_of(file, index) for index in range(min(count, _MOST_PAGES))]
        except pdfium.PdfiumError as error:
            raise Unreadable(Outcome.ERROR, f"the PDF cannot be read: {line(str(error))[:120]}") from None
        finally:
            file.close()
    if not count:
        raise Unreadable(Outcome.ERROR, "the PDF has no pages")
    pages, notes = _pages(texts)
    if count > _MOST_PAGES:
        notes.append(f"only the first {_MOST_PAGES} of {count} pages were read")
    title = line(facts.get("Title", ""))
    author = line(facts.get("Author", ""))
    return draft(
        url,
        "deck",
        layer,
        title="" if _NO_TITLE.fullmatch(title) or is_garbled(title) else title,
        author_name="" if is_garbled(author) else author,
        published_at=_date(facts.get("CreationDate", "")),
        page_count=count,
        pages=pages,
        notes=tuple(notes),
    )


def _text_of(file: Any, index: int) -> str | None:
    """The text of one page; None where the page cannot be read."""
    import pypdfium2 as pdfium

    try:
        page = file[index]
        try:
            words = page.get_textpage()
            try:
                return str(words.get_text_bounded())[:_MOST_CHARACTERS]
            finally:
                words.close()
        finally:
            page.close()
    except pdfium.PdfiumError:
        return None


def _pages(texts: list[str | None]) -> tuple[tuple[DocumentPage, ...], list[str]]:
    garbled: list[int] = []
    broken: list[int] = []
    pages: list[DocumentPage] = []
    for number, text in enumerate(texts, 1):
        if text is None:
            broken.append(number)
        elif is_garbled(text):
            garbled.append(number)
            text = None
        # the anchor is for addresses that do not end in .pdf (RFC 8118, section 3)
        pages.append(DocumentPage(number, repair(text or ""), anchor=f"page={number}"))
    notes = [
        f"{reason}: {_some(numbers)}"
        for reason, numbers in (
            ("fonts without a usable map, text left out on page", garbled),
            ("broken page", broken),
        )
        if numbers
    ]
    return tuple(pages), notes


def _some(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")


def _refusal(error: Exception) -> Unreadable:
    """FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY are 4 and 5 in pdfium's fpdfview.h."""
    if getattr(error, "err_code", None) in (4, 5):
        return Unreadable(Outcome.PRIVATE, "the PDF is locked by a password")
    return Unreadable(Outcome.ERROR, f"the PDF is broken: {line(str(error))[:120]}")


def _date(text: str) -> datetime | None:
    """A PDF date with a zone (PDF 1.7, section 7.9.4); None where it is none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, sign, zone_hours, zone_minutes = found.groups()
    zone = f"{sign}{zone_hours}:{zone_minutes or '00'}" if sign else "+00:00"
    try:
        return datetime.fromisoformat(
            f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}",
        )
    except ValueError:
        return None
