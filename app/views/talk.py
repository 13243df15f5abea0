"""The page of one talk: everything the corpus knows of it, and from which lines of which report it knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from app import address, cards, filters, lookup, materials, wording
from app.cards import UNTITLED
from app.connection import Reader
from app.lookup import Row, Talk
from app.marking import anchor, inner_anchor, language_attribute, safe

SIMILAR = 5  # how many similar talks are shown


def draw(reader: Reader) -> None:
    """The page of the talk that the address names. Raises NoCorpusError."""
    parameters = st.query_params.to_dict()
    back = inner_anchor(address.search_address(parameters), "Back to the search", css="tc-back")
    talk_id = parameters.get(address.TALK, "")
    known = lookup.talk(reader.corpus.cursor(), talk_id) if talk_id else None
    if known is None:
        st.html(f'<nav>{back}</nav><p class="tc-note" role="alert">{_unknown(talk_id)}</p>')
        return
    st.set_page_config(page_title=f"{_title(known.row)} · {wording.APP}")
    st.html(f"<nav>{back}</nav>{head(known)}{summary(known)}{materials.listed(known.materials)}")
    has_pictures = any(page["image_url"] for pages in known.pages.values() for page in pages)
    pictures = filters.ask_for_pictures() if has_pictures else False
    alike = cards.similar_talks(reader.similar(talk_id, limit=SIMILAR), parameters)
    told = (
        materials.texts(known.materials, known.pages, pictures=pictures),
        remarks(known.remarks),
        f'<section><h2 class="tc-label">Similar talks</h2>{alike}</section>' if alike else "",
        evidence(known.evidence),
    )
    if any(told):  # Streamlit refuses an empty body
        st.html("".join(told))


def head(talk: Talk) -> str:
    """Title, speakers, event, day and kind."""
    row = talk.row
    title = _title(row)
    reported = row["title_as_reported"]
    aside = f'<p class="tc-aside">Reported as “{safe(reported)}”</p>' if reported and reported != title else ""
    online = {True: "online", False: ""}.get(row["is_online"], "")
    facts = [
        anchor(row["event_url"], safe(row["event"])),
        f"<time>{safe(wording.day(row['given_on']))}</time>" if row["given_on"] else "",
        safe(wording.kind_name(row["kind"])),
        safe(row["place"] or online),
        safe(f"#{row['hashtag']}") if row["hashtag"] else "",
    ]
    return (
        f'<header class="tc-talk"{language_attribute(row["language"])}><h1>{safe(title)}</h1>{aside}'
        f'<p class="tc-by">{_speakers(talk.speakers)}</p>'
        f'<p class="tc-by">{" · ".join(fact for fact in facts if fact)}</p></header>'
    )


def summary(talk: Talk) -> str:
    """What the reports tell of it."""
    text = str(talk.row["summary"] or "").strip()
    if not text:
        return ""
    return f'<section><h2 class="tc-label">In the report</h2>{materials.paragraphs(text)}</section>'


def remarks(rows: Sequence[Row]) -> str:
    """What people said, with their names."""
    if not rows:
        return ""
    items = "".join(
        f"<li><b>{safe(row['name'])}</b> {anchor(row['deep_link'], safe(wording.REMARKS.get(row['kind'], 'said')))}"
        f"{' in a tweet' if row['via'] == 'tweet' else ''}"
        f"<blockquote>{materials.paragraphs(row['text'])}</blockquote></li>"
        for row in rows
    )
    return f'<section><h2 class="tc-label">Remarks</h2><ul class="tc-remarks">{items}</ul></section>'


def evidence(rows: Sequence[Row]) -> str:
    """Where all of this was read: per report, the lines, the words and the rule; folded, for those who doubt."""
    reports = [
        f"<li>{_report(report)}<ul>{''.join(map(_line, rows_of))}</ul></li>" for report, rows_of in _by_report(rows)
    ]
    if not reports:
        return ""
    return (
        '<section><details class="tc-evidence"><summary>Where this was read: '
        f"{wording.counted(len(reports), 'source')}, {wording.counted(len(rows), 'piece')} of evidence</summary>"
        f"<ul>{''.join(reports)}</ul></details></section>"
    )


def _title(row: Row) -> str:
    return str(row["title"] or row["title_as_reported"] or UNTITLED)


def _by_report(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["report_id"])]
    return [(group[0], group) for group in groups]


def _report(row: Row) -> str:
    if row["report_id"] is None:
        return "The sites' own pages"
    title = anchor(row["report_url"], safe(row["report_title"] or row["report_id"]))
    return f"{title}{safe(f', {author}') if (author := row['report_author']) else ''}"


def _line(row: Row) -> str:
    where = " · ".join(
        safe(piece) for piece in (wording.lines(row["first_line"], row["last_line"]), row["heading_path"]) if piece
    )
    sure = f", {row['confidence']:.0%} sure" if row["confidence"] is not None else ""
    words = f"<q>{safe(row['words'])}</q>" if row["words"] else ""
    what = wording.EVIDENCE.get(row["entity"], row["entity"])
    return (
        f'<li><span class="tc-what">{safe(what)}</span> {words}<small>{where} — {safe(row["rule"])}{sure}</small></li>'
    )


def _speakers(rows: Sequence[Row]) -> str:
    return ", ".join(f"<b>{safe(row['name'])}</b>{_accounts(row)}" for row in rows) or "Speaker unknown"


def _accounts(speaker: Row) -> str:
    accounts: list[dict[str, Any]] = speaker["accounts"]
    links = [
        anchor(account["url"], safe(account["site"]), title=f"{account['handle']} on {account['site']}")
        for account in accounts
    ]
    return f' <span class="tc-accounts">({", ".join(links)})</span>' if links else ""


def _unknown(talk_id: str) -> str:
    if not talk_id:
        return "This address names no talk."
    return (
        f"There is no talk <code>{safe(talk_id)}</code> in this corpus; it may have been named anew by a later build."
    )
