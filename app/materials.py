"""The materials of a talk as HTML: the list of what there is, and the text of slides, sections and chapters. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app import wording
from app.address import host
from app.lookup import Row
from app.marking import anchor, language_attribute, picture, safe

OPEN_PAGES = 80  # a longer text begins folded
PARTS = {"slide": "Slide", "section": "Section", "chapter": "Chapter"}


def listed(rows: Sequence[Row]) -> str:
    """What belongs to the talk, with its state where it could not be read."""
    if not rows:
        return '<p class="tc-note">No slides, article or recording of this talk are known.</p>'
    return f'<section><h2 class="tc-label">Materials</h2><ul class="tc-list">{"".join(map(_material, rows))}</ul></section>'


def texts(rows: Sequence[Row], pages: Mapping[str, Sequence[Row]], *, pictures: bool) -> str:
    """What the materials say, page by page, each with the link that lands on it."""
    return "".join(_text(row, pages[row["material_id"]], pictures) for row in rows if pages.get(row["material_id"]))


def paragraphs(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, line breaks stay."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{safe(part).replace(chr(10), '<br>')}</p>" for part in parts if part)


def _material(row: Row) -> str:
    role = wording.ROLES.get(row["role"], row["role"].capitalize())
    begins = [f"from {wording.clock(row['start_seconds'])}"] if row["start_seconds"] else []
    begins += [f"from slide {row['start_slide']}"] if (row["start_slide"] or 1) > 1 else []
    size = [wording.counted(row["page_count"], "slide")] if row["kind"] == "deck" and row["page_count"] else []
    size += [wording.clock(row["duration_seconds"])] if row["duration_seconds"] else []
    facts = [host(row["url"]), row["author"] or "", *begins, *size, _state(row)]
    return (
        f'<li><span class="tc-role">{safe(role)}</span> '
        f"{anchor(row['deep_link'], safe(row['title'] or row['url']))}"
        f"<small>{safe(' · '.join(fact for fact in facts if fact))}</small></li>"
    )


def _state(row: Row) -> str:
    state = wording.state_name(row["status"])
    if state and row["checked_at"] is not None:
        state += f" (asked {wording.day(row['checked_at'])})"
    if state and row["fetched_at"] is not None and row["status"] in ("gone", "private"):
        state += f"; its text is of {wording.day(row['fetched_at'])}"
    return state


def _text(material: Row, pages: Sequence[Row], pictures: bool) -> str:
    told = [page for page in pages if str(page["text"]).strip() or (pictures and page["image_url"])]
    if not told:
        return ""
    role = wording.ROLES.get(material["role"], material["role"])
    items = "".join(_page(page, pictures) for page in told)
    opened = " open" if len(told) <= OPEN_PAGES else ""
    return (
        f"<section{language_attribute(material['language'])}><details class='tc-pages'{opened}>"
        f"<summary><h2 class='tc-label'>{safe(role)}: {safe(material['title'] or host(material['url']))}</h2></summary>"
        f"<ol>{items}</ol></details></section>"
    )


def _page(page: Row, pictures: bool) -> str:
    name = f"{PARTS.get(page['kind'], 'Page')} {page['page_number']}"
    if page["start_seconds"] is not None:
        name = wording.clock(page["start_seconds"])
    heading = f' <span class="tc-heading">{safe(page["heading"])}</span>' if page["heading"] else ""
    image = picture(page["image_url"], name) if pictures else ""
    return (
        f"<li>{anchor(page['deep_link'], safe(name) + heading, css='tc-place')}"
        + (f'<span class="tc-picture">{anchor(page["deep_link"], image)}</span>' if image else "")
        + f'<div class="tc-page">{paragraphs(str(page["text"]))}</div></li>'
    )
