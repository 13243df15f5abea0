"""Rows for event platforms: connpass, Doorkeeper, TECH PLAY, Peatix, Meetup, Luma."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from pipeline.sites.document import Presentation
from tests.web.replayed.table import CLOUDFLARE, LOGIN, NOT_FOUND, Case, Served, moved

EVENT = "https://nagi-rust.connpass.com/event/990101/"
API = "https://connpass.com/api/v2"
EVENT_API = f"{API}/events/?event_id=990101"
SHOWN_API = f"{API}/events/990101/presentations/?start=1&count=100"
GROUP_API = f"{API}/groups/?subdomain=nagi-rust"
KEY = {"CONNPASS_API_KEY": "sesame"}
JSON = "application/json"
JST = timezone(timedelta(hours=9))


def told(**more: Any) -> str:
    """The API's answer for the event."""
    event = {
        "id": 990101, "title": "凪Rust会 #4", "catch": "水路でRust", "description": "<p>三つのLTがあります。</p>", "url": EVENT,
        "image_url": None, "hash_tag": "nagirust", "started_at": "2025-06-07T14:00:00+09:00", "ended_at": None, "limit": 30,
        "event_type": "participation", "open_status": "close", "address": "水郷市船着町1", "place": "凪公民館", "lat": "35.9", "lon": None,
        "group": {"id": 4, "subdomain": "nagi-rust", "title": "凪Rust会", "url": "https://nagi-rust.connpass.com/"},
        "owner_id": 1, "owner_nickname": "funaki", "owner_display_name": "舟木 凪", "accepted": 12, "waiting": 0,
        "updated_at": "2025-06-08T00:00:00+09:00", **more,
    }  # fmt: skip
    return json.dumps({"results_returned": 1, "results_available": 1, "results_start": 1, "events": [event]})


def shown(*entries: dict[str, Any]) -> str:
    """The API's list of what was presented."""
    base = {"user": {"id": 9, "nickname": "funaki"}, "presenter": None, "created_at": "2025-06-08T00:00:00+09:00"}
    rows = [{**base, **entry} for entry in entries]
    return json.dumps(
        {"results_returned": len(rows), "results_available": len(rows), "results_start": 1, "presentations": rows}
    )


NOTHING_SHOWN = Served(SHOWN_API, shown(), content_type=JSON)
DECK: dict[str, Any] = {
    "url": "https://speakerdeck.com/ukai_wataru/ownership-and-sluices", "name": "所有権と水門", "presentation_type": "blog",
    "presenter": {"id": 2, "nickname": "ukai_wataru"},
}  # fmt: skip
POST = {"url": "https://zenn.dev/funaki/articles/nagi-rust-4-memo", "name": "聞いた話", "presentation_type": "blog"}
LD = json.dumps(
    {
        "@context": "https://schema.org", "@type": "Event", "name": "凪Rust会 #4", "startDate": "2025-06-07T14:00:00+09:00",
        "endDate": "2025-06-07T17:00:00+09:00", "description": "三つのLT", "location": {"@type": "Place", "name": "凪公民館", "address": "水郷市"},
    }
)  # fmt: skip
WORDS = "三つのLTがあります。舟で来られる方は船着場をお使いください。"
NOON = datetime(2025, 6, 7, 14, tzinfo=JST)


def event_page(name: str) -> str:
    """An event's page of the platform `name`, with JSON-LD."""
    head = f"<meta charset='utf-8'><title>凪Rust会 #4 | {name}</title><meta property='og:title' content='凪Rust会 #4'>"
    head += f"<meta property='og:site_name' content='{name}'><script type='application/ld+json'>{LD}</script>"
    return f"<!DOCTYPE html><html lang='ja'><head>{head}</head><body><main><h1>凪Rust会 #4</h1><p>{WORDS}</p></main></body></html>"


def island(props: dict[str, Any]) -> str:
    """A page of Next.js that carries `props`."""
    data = json.dumps({"props": {"pageProps": props}}, ensure_ascii=False)
    return f"<!DOCTYPE html><html><head><title>凪Rust会 #4</title></head><body><script id='__NEXT_DATA__' type='application/json'>{data}</script></body></html>"


PLATFORMS = {
    "Doorkeeper": "https://nagi.doorkeeper.jp/events/99014",
    "TECH PLAY": "https://techplay.jp/event/990144",
    "Peatix": "https://peatix.com/event/9901444",
    "Meetup": "https://www.meetup.com/nagi-rust/events/299014444/",
    "Luma": "https://luma.com/nagi-rust-4",
}
# how each platform says that there is nothing to read, though some of it comes with 200: (address, answer, outcome, why)
REFUSALS: tuple[tuple[str, str, Served, str, str], ...] = tuple(
    row
    for name, url in PLATFORMS.items()
    for row in (
        (name, "deleted", Served(url, NOT_FOUND, 404), "gone", "HTTP 404"),
        (
            name,
            "a 200 that says not found",
            Served(url, "<title>お探しのページは見つかりませんでした</title>"),
            "gone",
            "error page",
        ),
        (name, "Cloudflare with 200", Served(url, CLOUDFLARE), "blocked", "bot wall"),
        (name, "Cloudflare with 403", Served(url, CLOUDFLARE, 403), "blocked", "bot wall"),
        (
            name,
            "sent to the login",
            moved(url, f"{'/'.join(url.split('/')[:3])}/login?next=x", 302),
            "private",
            "login page",
        ),
    )
)

CASES = (
    Case(
        "an event of connpass without a key: nothing is asked, the event is what the report says",
        EVENT,
        (Served(EVENT, "<title>凪Rust会 #4 - connpass</title>"),),
        proves=("connpass: without a key",),
        outcome="",
        asked=(),
    ),
    Case(
        "an event of connpass with a key: its facts, and what was presented",
        EVENT,
        (Served(EVENT_API, told(), content_type=JSON), Served(SHOWN_API, shown(DECK, POST), content_type=JSON)),
        proves=("connpass: with a key", "connpass: slides typed as blog"),
        layers=("api", "presentations"),
        title="凪Rust会 #4",
        facts={
            "starts_at": NOON, "place": "凪公民館", "hashtag": "nagirust", "group_name": "凪Rust会",
            "presentations": (
                Presentation("所有権と水門", DECK["url"], "ukai_wataru", kind="deck"),
                Presentation("聞いた話", POST["url"], kind="article"),
            ),
        },
        keys=KEY,
    ),
    Case(
        "an event without a group, place or hashtag is one all the same",
        "https://connpass.com/event/990101/",
        (
            Served(EVENT_API, told(group=None, place=None, address=None, hash_tag=None, url="https://connpass.com/event/990101/"), content_type=JSON),
            NOTHING_SHOWN,
        ),
        proves=("connpass: an event without a group",),
        layers=("api",),
        title="凪Rust会 #4",
        facts={"group_name": "", "place": "", "hashtag": "", "is_online": None},
        keys=KEY,
    ),
    Case(
        "an event under its group's host that does not name the group: the group is asked for",
        EVENT,
        (
            Served(EVENT_API, told(group=None), content_type=JSON),
            NOTHING_SHOWN,
            Served(
                GROUP_API,
                json.dumps({"groups": [{"subdomain": "nagi-rust", "title": "凪Rust会", "url": "https://nagi-rust.connpass.com/"}]}),
                content_type=JSON,
            ),
        ),
        layers=("api", "group"),
        title="凪Rust会 #4",
        facts={"group_name": "凪Rust会"},
        keys=KEY,
    ),
    Case(
        "a limit over any number is no reason not to read the rest",
        EVENT,
        (Served(EVENT_API, told(limit=8589934588, lat=35.9, accepted=10**20), content_type=JSON), NOTHING_SHOWN),
        proves=("connpass: a limit over any number",),
        layers=("api",),
        title="凪Rust会 #4",
        facts={"starts_at": NOON},
        keys=KEY,
    ),
    Case(
        "connpass says 429 and does not stop: blocked, and nothing more is asked of it",
        EVENT,
        (Served(EVENT_API, '{"detail":"Too Many Requests"}', 429, JSON), NOTHING_SHOWN),
        proves=("connpass: 429",),
        outcome="blocked",
        says="HTTP 429",
        asked=(EVENT_API,),
        keys=KEY,
    ),
    Case(
        "an event that the API does not know is gone",
        EVENT,
        (
            Served(EVENT_API, '{"results_returned":0,"results_available":0,"results_start":1,"events":[]}', content_type=JSON),
            Served(SHOWN_API, "", 404, JSON),
        ),
        outcome="gone",
        says="knows no such event",
        keys=KEY,
        kept={EVENT_API: "gone"},
    ),
    Case(
        "a key that connpass does not take says so, and the event is not gone",
        EVENT,
        (Served(EVENT_API, "", 404), NOTHING_SHOWN),
        outcome="private",
        says="does not take the key in CONNPASS_API_KEY",
        asked=(EVENT_API,),
        keys=KEY,
    ),
    Case(
        "an event's two addresses, of which one moves to the other (301), are one; its pages are not asked for",
        "https://bit.ly/nagi4",
        (
            moved("https://bit.ly/nagi4", "https://connpass.com/event/990101/"),
            moved("https://connpass.com/event/990101/", EVENT),
            Served(EVENT, "<title>凪Rust会 #4 - connpass</title>"),
            Served(EVENT_API, told(), content_type=JSON),
            NOTHING_SHOWN,
        ),
        proves=("connpass: connpass.com and the group's host are one event (301)",),
        layers=("api",),
        title="凪Rust会 #4",
        facts={"key": "connpass:990101", "aliases": ("web:bit.ly/nagi4",), "group_name": "凪Rust会"},
        asked=("https://bit.ly/nagi4", EVENT_API, SHOWN_API),
        keys=KEY,
        kept={"https://bit.ly/nagi4": "moved"},
    ),
    Case(
        "without a key a shortener is followed up to connpass and no further",
        "https://bit.ly/nagi4",
        (moved("https://bit.ly/nagi4", EVENT), Served(EVENT, "<title>凪Rust会 #4 - connpass</title>")),
        outcome="unsupported",
        says="leads to nagi-rust.connpass.com, whose pages are not asked for",
        asked=("https://bit.ly/nagi4",),
        kept={"https://bit.ly/nagi4": "moved"},
    ),
    *(
        Case(
            f"an event of {name} by its page's JSON-LD",
            url,
            (Served(url, event_page(name)),),
            layers=("json-ld", "html", "og"),
            title="凪Rust会 #4",
            pages=1,
            texts={1: "船着場"},
            facts={"starts_at": NOON, "place": "凪公民館"},
        )
        for name, url in PLATFORMS.items()
    ),
    Case(
        "an event of Doorkeeper with a token: its API tells times in UTC, the event is in Japan",
        PLATFORMS["Doorkeeper"],
        (
            Served(
                "https://api.doorkeeper.jp/events/99014?locale=ja",
                json.dumps(
                    {
                        "event": {
                            "id": 99014, "title": "凪Rust会 #4", "starts_at": "2025-06-07T05:00:00.000Z", "venue_name": "凪公民館",
                            "address": "茨城県潮来市", "lat": "35.94", "long": "140.55", "description": "<p>三つのLT</p>", "group": 4,
                        }
                    }
                ),
                content_type=JSON,
            ),
        ),
        layers=("api",),
        title="凪Rust会 #4",
        facts={"starts_at": NOON, "place": "凪公民館"},
        keys={"DOORKEEPER_TOKEN": "sesame"},
    ),
    Case(
        "a token that Doorkeeper does not take: the page is read all the same",
        PLATFORMS["Doorkeeper"],
        (
            Served("https://api.doorkeeper.jp/events/99014?locale=ja", '{"error":"unauthorized"}', 401, JSON),
            Served(PLATFORMS["Doorkeeper"], event_page("Doorkeeper")),
        ),
        layers=("json-ld", "html", "og"),
        title="凪Rust会 #4",
        pages=1,
        tells="does not take the key in DOORKEEPER_TOKEN; put it right, or unset it",
        keys={"DOORKEEPER_TOKEN": "stale"},
        kept={"https://api.doorkeeper.jp/events/99014?locale=ja": "private"},
    ),
    Case(
        "an event of Luma by the data of its page",
        "https://lu.ma/nagi-rust-4",
        (
            Served(
                PLATFORMS["Luma"],
                island(
                    {
                        "initialData": {
                            "data": {
                                "event": {
                                    "name": "凪Rust会 #4", "url": "nagi-rust-4", "api_id": "evt-Nagi", "start_at": "2025-06-07T05:00:00.000Z",
                                    "timezone": "Asia/Tokyo", "location_type": "offline", "geo_address_info": {"address": "凪公民館"},
                                },
                                "calendar": {"name": "凪Rust会", "slug": "nagi-rust"},
                            }
                        }
                    }
                ),
            ),
        ),
        layers=("page-data", "og"),
        title="凪Rust会 #4",
        facts={"starts_at": NOON, "place": "凪公民館", "group_name": "凪Rust会", "is_online": False},
    ),
    Case(
        "an event of Meetup by the data of its page",
        PLATFORMS["Meetup"],
        (
            Served(
                PLATFORMS["Meetup"],
                island(
                    {
                        "__APOLLO_STATE__": {
                            "Event:299014444": {
                                "id": "299014444", "title": "凪Rust会 #4", "dateTime": "2025-06-07T14:00:00+09:00", "eventType": "PHYSICAL",
                                "description": "三つのLT", "venue": {"__ref": "Venue:4"}, "group": {"__ref": "Group:4"},
                            },
                            "Venue:4": {"name": "凪公民館", "city": "潮来市"},
                            "Group:4": {"name": "凪Rust会", "urlname": "nagi-rust"},
                        }
                    }
                ),
            ),
        ),
        layers=("page-data", "og"),
        title="凪Rust会 #4",
        facts={"starts_at": NOON, "place": "凪公民館", "group_url": "https://www.meetup.com/nagi-rust/"},
    ),
    *(
        Case(f"{name}: {what}", url, (answer, *((Served(answer.headers["location"], LOGIN),) if answer.headers else ())), (), outcome, says,
             asked=(url,))
        for name, what, answer, outcome, says in REFUSALS
        for url in (answer.url,)
    ),
)  # fmt: skip
