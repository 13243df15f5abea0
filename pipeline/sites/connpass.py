"""connpass: an event from API v2, or from a page of it that was recorded.

Only the API is ever asked, and only with a key: its terms are said to forbid reading the pages by program (RECALLED from a
2025 report; the terms themselves were not seen), so without a key nothing is requested and no document is made; what
the reports tell of the event stands alone. With a key it is asked for the event, for the list of what was presented there
(100 a page), and for the group where the event does not name it. Where an answer is there all the same (a recorded page, an
old v1 answer, an `.ics`), it is read. Order of trust: `api` (SEEN: v2 by its documentation, v1 as captured 2018),
`json-ld` (unknown whether it exists), `ics`, `html` (classes SEEN in scrapers), `og`; `presentations` tells of these alone.

How the API refuses is not certain (401, 403 and 404 were all told of): whatever it is, the event stays what the reports say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.sites import events
from pipeline.sites.document import About, Document, Presentation, Unreadable
from pipeline.sites.fields import at, line, line_at, list_at, load_json, number_at, text_at
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import html_to_text
from pipeline.sites.presentations import MOST, presentation
from pipeline.sites.tree import attribute, by_class, find, find_all, inner_html, words
from pipeline.sites.walls import refuse_error
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import host_of, identify, join

API = "https://connpass.com/api/v2"
PER_PAGE = 100  # the most that the API gives at once
_TRUST = ("api", "json-ld", "ics", "html", "og")
_JSON = "application/json"
_SPAN = re.compile(r"(\d{4}/\d{1,2}/\d{1,2})\s*(?:[(（][^)）]{1,3}[)）])?\s*(\d{1,2}:\d{2})?")
_ICS_FOLD = re.compile(r"\r?\n[ \t]")
_ICS_LINE = re.compile(r"([A-Z-]{1,30})((?:;[^:\n]{1,200})?):(.*)")
_ICS_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)")


class ConnpassSite:
    """Events of connpass.com. `has_key` says whether an API address can be asked, i.e. whether there is a key for it."""

    name = "connpass"
    about = About(
        title="connpass",
        forms=(
            "https://GROUP.connpass.com/event/123456/",
            "https://connpass.com/event/123456/",
        ),
        layers=_TRUST,
        reads="event, group, and what was presented there",
        politeness="its pages are never asked for, the API only with a key",
        without_key="not asked: the event is what the reports tell of it (`CONNPASS_API_KEY`)",
    )

    def __init__(self, has_key: Callable[[str], bool]) -> None:
        self._has_key = has_key

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("connpass:")

    def requests(self, url: str) -> Sequence[Request]:
        event = _number(url)
        if not self._has_key(f"{API}/events/"):
            return ()
        return (
            Request(f"{API}/events/?event_id={event}", accept=_JSON, layer="api"),
            presentations_request(event),
        )

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        values = [(answer, _json(answer)) for answer in answers]
        beside = [value for _, value in values if at(value, "presentations") is not None or at(value, "groups")]
        document = read_layers(
            [answer for answer, value in values if value not in beside], lambda answer: _read(url, answer), _TRUST
        )
        shown = presented([one for value in beside for one in list_at(value, "presentations")])
        if document is None:
            return draft(url, "event", "presentations", presentations=shown) if shown else None
        document = _with_group(document, url, beside)
        if not shown:
            return document
        both = tuple(dict.fromkeys((*shown, *document.presentations)))
        return replace(document, presentations=both, layers=(*document.layers, "presentations"))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """The other pages of the list of presentations, and the group where the event does not name it."""
        if not self._has_key(f"{API}/events/"):
            return ()
        values = [_json(answer) for answer in answers]
        available = max((number_at(v, "results_available") or 0 for v in values if at(v, "presentations")), default=0)
        more = [presentations_request(_number(url), start) for start in range(1 + PER_PAGE, available + 1, PER_PAGE)]
        group = host_of(url).removesuffix("connpass.com").rstrip(".")
        event = next((e for v in values for e in list_at(v, "events")), None)
        if group and group != "www" and event is not None and not line_at(at(event, "group"), "title"):
            more.append(Request(f"{API}/groups/?subdomain={group}", accept=_JSON, layer="group"))
        return more[: MOST // PER_PAGE]

    def is_enough(self, document: Document) -> bool:
        return False  # each layer tells what the others do not


def presentations_request(event: str, start: int = 1) -> Request:
    """The page of the list of presentations of the event with this number that begins with the `start`-th, from 1."""
    return Request(
        f"{API}/events/{event}/presentations/?start={start}&count={PER_PAGE}", accept=_JSON, layer="presentations"
    )


def presented(entries: Sequence[Any]) -> tuple[Presentation, ...]:
    """What the API's `presentations` list, each address once. `user` is who posted the link, so only `presenter` counts."""
    found: dict[str, Presentation] = {}
    for entry in entries[:MOST]:
        one = presentation(
            line_at(entry, "name"),
            text_at(entry, "url"),
            line_at(entry, "presentation_type"),
            handle=line_at(entry, "presenter", "nickname"),
            name=line_at(entry, "presenter", "display_name"),
        )
        if one is not None:
            found.setdefault(one.url, one)
    return tuple(found.values())


def _number(url: str) -> str:
    return identify(url).key.removeprefix("connpass:")


def _json(answer: Answer) -> Any:
    """The JSON object that an answer is, else None."""
    return load_json(text_of(answer)) if answer.body[:200].lstrip().startswith(b"{") else None


def _read(url: str, answer: Answer) -> list[Document | None]:
    value = _json(answer)
    if value is not None:
        refuse_error(value)
        return [_from_api(url, value)]
    text = text_of(answer)
    if text.lstrip()[:20].startswith("BEGIN:VCALENDAR"):
        return [_from_ics(url, text)]
    page = load_page(text, answer)
    if page is None:
        return []
    return [events.from_json_ld(url, page.json_ld), _from_html(url, page), _from_metas(url, page)]


def _with_group(document: Document, url: str, values: Sequence[Any]) -> Document:
    """`document` with what `GET /groups/` says of the group under whose host it stands, where it does not say itself."""
    wanted = host_of(url).partition(".")[0]
    group = next((g for v in values for g in list_at(v, "groups") if line_at(g, "subdomain") == wanted), None)
    if group is None:
        return document
    return replace(
        document,
        group_name=document.group_name or line_at(group, "title"),
        group_url=document.group_url or text_at(group, "url"),
        layers=(*document.layers, "group"),
    )


def _from_api(url: str, value: Any) -> Document | None:
    """An answer of `GET /api/v2/events/` (or v1's `/event/`): the event asked for, of a list that may be empty."""
    if not isinstance(at(value, "events"), list):
        return None
    wanted = _number(url)
    found = list_at(value, "events")
    event = next((e for e in found if line_at(e, "id") == wanted or line_at(e, "event_id") == wanted), None)
    if event is None:
        if not found and number_at(value, "results_returned") == 0:
            raise Unreadable(Outcome.GONE, "the API knows no such event")
        return None
    group = at(event, "group") or at(event, "series")
    place, address = line_at(event, "place"), line_at(event, "address")
    description = text_at(event, "description")
    return draft(
        url,
        "event",
        "api",
        title=line_at(event, "title"),
        text=description,
        text_format="html" if description else "none",
        description=line_at(event, "catch"),
        author_handle=line_at(event, "owner_nickname"),
        author_name=line_at(event, "owner_display_name"),
        updated_at=moment(line_at(event, "updated_at"), JST),
        thumbnail_url=picture if (picture := text_at(event, "image_url")).startswith("http") else "",
        starts_at=moment(line_at(event, "started_at"), JST),
        place=place or address,
        is_online=events.is_online(place, address),
        hashtag=line_at(event, "hash_tag").lstrip("#＃"),
        group_name=line_at(group, "title"),
        group_url=text_at(group, "url"),
    )


def _from_html(url: str, page: Page) -> Document | None:
    """The page's elements, by the classes that scrapers used between 2018 and 2026."""
    root = page.root

    def text(name: str) -> str:
        return words(next(iter(by_class(root, name)), None))

    title = text("current_event_title") or text("event_title")
    group = find(root, ".//*[contains(@class, 'group_title')]//a") if by_class(root, "group_title") else None
    body = find(root, ".//*[@id='editor_area']")
    if body is None:
        body = next(iter(by_class(root, "description_area")), None)
    if not (title and (by_class(root, "event_schedule_area") or body is not None)):
        return None
    place, address = text("place_name"), text("adr")
    description = inner_html(body) if body is not None else ""
    return draft(
        url,
        "event",
        "html",
        title=title,
        text=description,
        text_format="html" if description else "none",
        description=text("event_subtitle"),
        starts_at=_starts_at(page),
        place=place or address,
        is_online=events.is_online(place, address),
        hashtag=text("label_hashtag").lstrip("#＃"),
        group_name=words(group),
        group_url=join(url, attribute(group, "href")) if group is not None else "",
        presentations=_listed(page),
    )


def _listed(page: Page) -> tuple[Presentation, ...]:
    """What a page of materials embeds: `data-obj` holds name, service and the player's address (SEEN-INDIRECT)."""
    found: dict[str, Presentation] = {}
    for element in find_all(page.root, ".//*[@data-obj]")[:MOST]:
        value = load_json(attribute(element, "data-obj"))
        address = text_at(value, "url") or text_at(value, "extra_data", "embed_media_url")
        one = presentation(line_at(value, "name"), address, line_at(value, "service_type"))
        if one is not None:
            found.setdefault(one.url, one)
    return tuple(found.values())


def _starts_at(page: Page) -> Any:
    """`.dtstart` holds `.ymd` and `.hi`, or hCalendar's `.value-title[title]` in UTC; else the schedule's text."""
    start = next(iter(by_class(page.root, "dtstart")), None)
    if start is not None:
        exact = next((moment(t.get("title") or "") for t in by_class(start, "value-title")), None)
        if exact:
            return exact
    shown = words(start) or words(next(iter(by_class(page.root, "event_schedule_area")), None))
    found = _SPAN.search(shown)
    return moment(f"{found[1]} {found[2] or ''}", JST) if found else None


def _from_metas(url: str, page: Page) -> Document | None:
    metas = page.metas
    if metas.first("og:site_name").lower() != "connpass" and not host_of(metas.canonical).endswith("connpass.com"):
        return None
    return draft(
        url,
        "event",
        "og",
        title=without_suffix(metas.first("og:title", "name") or metas.title, "connpass"),
        description=metas.first("og:description", "description"),
        thumbnail_url=metas.first("og:image"),
        presentations=_listed(page),
    )


def _from_ics(url: str, text: str) -> Document | None:
    """The first VEVENT of a calendar file (RFC 5545)."""
    facts: dict[str, str] = {}
    inside = False
    for row in _ICS_FOLD.sub("", text[:1_000_000]).splitlines():
        if row.strip() == "BEGIN:VEVENT":
            inside = True
        elif row.strip() == "END:VEVENT":
            break
        elif inside and (found := _ICS_LINE.fullmatch(row.rstrip())):
            facts.setdefault(found[1], re.sub(r"\\([,;\\])", r"\1", found[3].replace("\\n", "\n")))
    place = line(facts.get("LOCATION", ""))
    document = draft(
        url,
        "event",
        "ics",
        title=line(facts.get("SUMMARY", "")),
        description=html_to_text(facts.get("DESCRIPTION", "")),
        place=place,
        is_online=events.is_online(place, ""),
    )
    when = _ICS_TIME.fullmatch(facts.get("DTSTART", "").strip())
    if when is None:
        return document
    stamp = f"{when[1]}-{when[2]}-{when[3]}T{when[4]}:{when[5]}:{when[6]}" + ("+00:00" if when[7] else "")
    return replace(document, starts_at=moment(stamp, JST))
