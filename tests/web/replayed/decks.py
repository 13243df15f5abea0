"""Rows for slides: Speaker Deck, Docswell, SlideShare, Google Slides."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import quote

from tests.sites.pdfs import mapped_pdf
from tests.web.replayed.table import CHALLENGE, NOT_FOUND, Case, Served, moved, page

DECK = "https://speakerdeck.com/ukai_wataru/ownership-and-sluices"
PLAYER = "https://speakerdeck.com/player/00112233445566778899aabbccddeeff"
DECK_OEMBED = f"https://speakerdeck.com/oembed.json?url={quote(DECK, safe='')}"
SLIDES = "https://files.speakerdeck.com/presentations/00112233445566778899aabbccddeeff"
FERRIES = "https://www.docswell.com/s/funaki/NG7C4L-ferries"
FERRIES_EMBED = "https://www.docswell.com/slide/NG7C4L/embed"
FERRIES_OEMBED = f"https://www.docswell.com/service/oembed?url={quote(FERRIES, safe='')}"
TIDES = "https://www.slideshare.net/slideshow/async-and-tides/99010203"
OLD_TIDES = "https://www.slideshare.net/minato_s/async-and-tides"
EMBED_KEY = "https://www.slideshare.net/slideshow/embed_code/key/NaGi4aSyNc"
SHARED = "https://docs.google.com/presentation/d/1NagiNoFuneNoSlideNumber0000000000000000004cd"
PUBLISHED = "https://docs.google.com/presentation/d/e/2PACX-1vNagiPublishedDeck0000000000004"
LOGIN = "https://accounts.google.com/ServiceLogin?service=wise&continue=x"
GONE_FILE = "<title>Google Drive - Page Not Found</title><p>Sorry, the file you have requested does not exist.</p>"
REFUSED = "<title>Google Slides</title><p>Sorry, unable to open the file at this time.</p>"


def deck_page(*, pdf: bool = True, texts: bool = True, recommended: int = 30) -> str:
    """A deck's page of Speaker Deck as it stands, with decks of others beside it."""
    text = page("speakerdeck_deck.html").read_text(encoding="utf-8")
    download = f'<a title="Download PDF" href="{SLIDES}/ownership.pdf">Download</a>' if pdf else ""
    media = f'"associatedMedia":{{"contentUrl":"{SLIDES}/ownership.pdf"}},' if pdf else ""
    if not texts:
        text = text[: text.index('"hasPart"')].rstrip(",") + '"hasPart":[]}' + text[text.index("</script>\n</head>") :]
        before, _, rest = text.partition('<div id="transcript">')
        pictures = "".join(
            f'<a href="{SLIDES}/slide_{n}.jpg"><img src="{SLIDES}/thumb_slide_{n}.jpg"></a>' for n in range(4)
        )
        text = before + pictures + rest[rest.index("</div></div>") :]
    others = "".join(
        f'<a href="/other{n}/deck-{n}"><div class="card deck-preview" data-id="{n:032x}" data-slide-count="{n + 9}">'
        f'<img src="https://files.speakerdeck.com/presentations/{n:032x}/slide_{n + 8}.jpg"><span>よその資料 {n}</span></div></a>'
        for n in range(recommended)
    )
    return (
        text.replace("<!-- pdf -->", media)
        .replace("<!-- download -->", download)
        .replace("<!-- recommended -->", others)
    )


def slideshare(show: dict[str, Any] | None, *, title: str = "Async and Tides | PPT") -> str:
    """A deck's page of SlideShare around the data `show`."""
    data = {"props": {"pageProps": {"slideshow": show}}, "page": "/slideshow/[...slug]"}
    head = f"<title>{title}</title><meta name='twitter:card' content='player'><meta property='og:title' content='Async and Tides'>"
    head += f"<meta name='twitter:player' content='{EMBED_KEY}'>" if show else ""
    script = f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(data)}</script>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><div id='__next'></div>{script}</body></html>"


def show(**more: Any) -> dict[str, Any]:
    """The data of a deck of two slides."""
    return {
        "username": "minato_s", "canonicalUrl": TIDES, "createdAt": "2025-06-07 12:00:00 UTC", "description": "A talk", "likes": 3,
        "isPrivate": False, "isViewable": True, "title": "Async &amp; Tides", "totalSlides": 2, "type": "presentation", "views": 88,
        "user": {"id": "1", "login": "minato_s", "name": "Minato S."}, "thumbnail": "https://cdn.slidesharecdn.com/tides.jpg",
        "slides": {"host": "https://image.slidesharecdn.com", "imageLocation": "tides-250607", "title": "async-and-tides"}, **more,
    }  # fmt: skip


def entities(text: str) -> str:
    """`text` as SlideShare writes it: every letter beyond ASCII as a numeric entity."""
    return "".join(c if ord(c) < 128 else f"&#x{ord(c):x};" for c in html.escape(text))


def google(name: str, body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8") -> Served:
    """One view of the link-shared deck."""
    return Served(f"{SHARED}/{name}", body, status, kind)


VIEW = "".join(
    f"<div class='slide' style='background-image:url({SHARED}/viewpage?pageid={name}&amp;rev=1&amp;hmac=Q&amp;ts=1)'></div>"
    for name in ("p", "g7_0_1")
)
PRESENT = f"<!DOCTYPE html><html><head><title>舟の設計 - Google スライド</title></head><body>{VIEW}</body></html>"
PREVIEW = (
    "<!DOCTYPE html><html><head><title>舟の設計 - Google Slides</title><meta property='og:title' content='舟の設計'>"
    "<meta property='og:description' content='舟の設計 鵜飼 渡'></head><body><script>viewerData = {}</script></body></html>"
)
WRAPPED_ROBOTS = (
    "<html><head><meta name='color-scheme'></head><body><pre style='word-wrap: break-word'>User-agent: *\n"
    "Disallow: /search\nDisallow: /*.atom*\n\nSitemap: https://speakerdeck.com/sitemap.xml.gz</pre></body></html>"
)
ROBOTS = Served("https://speakerdeck.com/robots.txt", WRAPPED_ROBOTS)

CASES = (
    Case(
        "a deck: text of every slide by position, pictures of its own alone, decks of others left out",
        f"{DECK}?slide=3",
        (ROBOTS, Served(DECK, deck_page())),
        proves=("speakerdeck: JSON-LD with hasPart", "speakerdeck: recommended decks are noise"),
        layers=("json-ld", "transcript", "og"),
        title="所有権と水門",
        pages=4,
        texts={1: "鵜飼 渡", 2: "鍵も一つ", 3: "", 4: "開けた人が閉める"},
        facts={
            "author_name": "鵜飼 渡", "author_handle": "ukai_wataru", "page_count": 4,
            "aliases": ("speakerdeck:player/00112233445566778899aabbccddeeff",),
        },
        not_said=("よその資料",),
        asked=(DECK,),
    ),
    Case(
        "a deck that may not be downloaded is read alike: the text is on its page",
        DECK,
        (ROBOTS, Served(DECK, deck_page(pdf=False))),
        proves=("speakerdeck: a deck without a PDF link",),
        layers=("json-ld", "transcript", "og"),
        title="所有権と水門",
        pages=4,
        texts={2: "鍵も一つ"},
        asked=(DECK,),
    ),
    Case(
        "a deck of images has its slides with their pictures, and no text",
        DECK,
        (ROBOTS, Served(DECK, deck_page(texts=False))),
        proves=("speakerdeck: a deck of images alone",),
        layers=("json-ld", "transcript", "og"),
        title="所有権と水門",
        pages=4,
        texts={1: "", 4: ""},
        facts={"page_count": 4},
        not_said=("よその資料",),
        asked=(DECK,),
    ),
    Case(
        "a renamed deck's old address is gone",
        "https://speakerdeck.com/ukai_wataru/the-old-name",
        (
            ROBOTS,
            Served("https://speakerdeck.com/ukai_wataru/the-old-name", NOT_FOUND, 404),
            Served(DECK_OEMBED.replace("ownership-and-sluices", "the-old-name"), '{"error":"not found"}', 404, "application/json"),
        ),
        proves=("speakerdeck: a renamed slug is 404",),
        outcome="gone",
        says="HTTP 404",
        asked=("https://speakerdeck.com/ukai_wataru/the-old-name", DECK_OEMBED.replace("ownership-and-sluices", "the-old-name")),
    ),
    Case(
        "a deck's address that leads to its author's page is gone too",
        DECK,
        (ROBOTS, Served(DECK, page("speakerdeck/profile.html")), Served(DECK_OEMBED, status=404)),
        outcome="gone",
        says="author's page",
        asked=(DECK, DECK_OEMBED),
        kept={DECK: "gone"},
    ),
    Case(
        "a player leads to its deck's page",
        PLAYER,
        (
            ROBOTS,
            Served(
                PLAYER,
                f"<title>所有権と水門</title><link rel='canonical' href='{DECK}'><div class='js-sd-slide' data-url='{SLIDES}/slide_0.jpg'></div>",
            ),
            Served(DECK, deck_page()),
        ),
        layers=("json-ld", "transcript", "og", "player"),
        title="所有権と水門",
        pages=4,
        facts={"key": "speakerdeck:ukai_wataru/ownership-and-sluices"},
        asked=(PLAYER, DECK),
    ),
    Case(
        "rules that come wrapped in HTML are kept to: feeds of Speaker Deck are not asked for",
        "https://speakerdeck.com/ukai_wataru.atom",
        (ROBOTS, Served("https://speakerdeck.com/ukai_wataru.atom", "<feed/>")),
        proves=("speakerdeck: robots.txt wrapped in HTML",),
        outcome="robots",
        says="robots.txt of speakerdeck.com",
        asked=(),
    ),
    Case(
        "a deck of Docswell: text of every page, its pictures by the embed view, JSON-LD in a list",
        FERRIES,
        (Served(FERRIES, page("docswell_deck.html")), Served(FERRIES_EMBED, page("docswell_embed.html"))),
        proves=("docswell: with the text of every page", "docswell: JSON-LD as an array"),
        layers=("json-ld", "text", "og", "embed"),
        title="借用は渡し舟",
        pages=2,
        texts={1: "借用は渡し舟", 2: "&mut は一人乗り"},
        facts={"author_name": "舟木 凪", "author_handle": "funaki"},
        not_said=("よその港",),
    ),
    Case(
        "a deck of Docswell without text has pictures, and says so",
        FERRIES,
        (
            Served(FERRIES, page("docswell/without_text.html")),
            Served(FERRIES_EMBED, page("docswell_embed.html")),
        ),
        proves=("docswell: without text",),
        layers=("json-ld", "og", "embed"),
        title="灯りの数え方",
        pages=2,
        texts={1: "", 2: ""},
        facts={"notes": ("the site gives no text of the slides",), "description": "灯台の灯りを Nx で数えた話です。"},
    ),
    Case(
        "the address of a page leads to the deck (301), whatever leads there",
        "https://t.co/ferry7",
        (
            moved("https://t.co/ferry7", "https://www.docswell.com/s/funaki/NG7C4L/2"),
            moved("https://www.docswell.com/s/funaki/NG7C4L/2", f"{FERRIES}/2"),
            moved(f"{FERRIES}/2", FERRIES),
            Served(FERRIES, page("docswell_deck.html")),
            Served(FERRIES_EMBED, page("docswell_embed.html")),
            Served(FERRIES_OEMBED, '{"type":"rich","title":"借用は渡し舟"}', content_type="application/json"),
        ),
        proves=("docswell: /N redirects",),
        layers=("json-ld", "text", "og", "embed", "oembed"),
        title="借用は渡し舟",
        pages=2,
        texts={2: "乗ったら返す"},
        facts={"key": "docswell:NG7C4L", "url": FERRIES, "aliases": ("web:t.co/ferry7",)},
    ),
    Case(
        "a deleted deck of Docswell is gone in all its views",
        FERRIES,
        (Served(FERRIES, NOT_FOUND, 404), Served(FERRIES_EMBED, NOT_FOUND, 404), Served(FERRIES_OEMBED, status=404)),
        outcome="gone",
    ),
    Case(
        "a deck of SlideShare: a transcript of strings with entities",
        f"{TIDES}?ref=https://nagi-rust.connpass.com/#2",
        (Served(TIDES, slideshare(show(transcript=[entities("潮と<待機>"), entities("文字は表に\nVec<u8>")]))),),
        proves=("slideshare: transcript as strings",),
        layers=("next-data", "og"),
        title="Async & Tides",
        pages=2,
        texts={1: "潮と<待機>", 2: "Vec<u8>"},
        facts={"author_name": "Minato S.", "aliases": ("slideshare:key/NaGi4aSyNc",)},
    ),
    Case(
        "an old address is moved to the new one; its transcript has the older shape",
        OLD_TIDES,
        (
            moved(OLD_TIDES, TIDES),
            Served(TIDES, slideshare(show(transcript={"html": ["<p>Tides</p><p>a talk</p>", "Thank you &lt;all&gt;"]}))),
        ),
        proves=("slideshare: transcript as {html: []}",),
        layers=("next-data", "og"),
        title="Async & Tides",
        pages=2,
        texts={1: "a talk", 2: "Thank you <all>"},
        facts={"key": "slideshare:99010203"},
    ),
    Case("a deleted deck answers 410", TIDES, (Served(TIDES, NOT_FOUND, 410),), ("slideshare: 410",), "gone", "HTTP 410"),
    Case(
        "a deck that may not be viewed is private though it comes with 200",
        TIDES,
        (Served(TIDES, slideshare(show(isViewable=False, transcript=[]))),),
        proves=("slideshare: isViewable false",),
        outcome="private",
        says="may not be viewed",
        kept={TIDES: "private"},
    ),
    Case(
        "a page without its slideshow is gone though it comes with 200",
        TIDES,
        (Served(TIDES, slideshare(None)),),
        outcome="gone",
        says="no slideshow any more",
        kept={TIDES: "gone"},
    ),
    Case(
        "the Client Challenge is a wall, with 200",
        TIDES,
        (Served(TIDES, CHALLENGE),),
        ("slideshare: Client Challenge",),
        "blocked",
        "Client Challenge",
        kept={TIDES: "blocked"},
    ),
    Case("the Client Challenge is a wall, with 403", TIDES, (Served(TIDES, CHALLENGE, 403),), (), "blocked", "Client Challenge"),
    Case(
        "an embed's key is not asked for where robots.txt closes it",
        EMBED_KEY,
        (
            Served("https://www.slideshare.net/robots.txt", "User-agent: *\nDisallow: /slideshow/embed_code/\nDisallow: /api/", content_type="text/plain"),
            Served(EMBED_KEY, slideshare(show())),
        ),
        outcome="robots",
        says="robots.txt of www.slideshare.net",
        asked=(),
    ),
    Case(
        "a link-shared deck: text from the PDF, slides' names from the plain view",
        f"{SHARED}/edit?usp=sharing#slide=id.g7_0_1",
        (
            google("export/pdf", mapped_pdf(["舟の設計", "水に浮く型"]), kind="application/pdf"),
            google("htmlpresent", PRESENT),
        ),
        proves=("google: export as PDF",),
        layers=("htmlpresent", "pdf"),
        title="舟の設計",
        pages=2,
        texts={1: "舟の設計", 2: "水に浮く型"},
    ),
    Case(
        "a deck whose owner forbids the export has its title and its slides' pictures",
        f"{SHARED}/preview",
        (google("export/pdf", REFUSED, 401), google("htmlpresent", PRESENT)),
        layers=("htmlpresent",),
        title="舟の設計",
        pages=2,
        texts={1: ""},
    ),
    Case(
        "a deck that is not shared sends to the login",
        f"{SHARED}/edit",
        (
            moved(f"{SHARED}/export/pdf", LOGIN, 302),
            moved(f"{SHARED}/htmlpresent", LOGIN, 302),
            moved(f"{SHARED}/preview", LOGIN, 302),
        ),
        proves=("google: redirect to the login",),
        outcome="private",
        says="login page of accounts.google.com",
    ),
    Case(
        "a deck that is not shared says so with 200",
        f"{SHARED}/preview",
        (google("export/pdf", REFUSED), google("htmlpresent", REFUSED), google("preview", REFUSED)),
        outcome="private",
        says="not shared",
        kept={f"{SHARED}/preview": "private"},
    ),
    Case(
        "a deleted deck says so with 200",
        f"{SHARED}/preview",
        (google("export/pdf", GONE_FILE), google("htmlpresent", GONE_FILE), google("preview", GONE_FILE)),
        outcome="gone",
        kept={f"{SHARED}/export/pdf": "gone"},
    ),
    Case(
        "a published deck: only /htmlpresent and /pub are asked for",
        f"{PUBLISHED}/embed?start=false&loop=false&delayms=3000",
        (Served(f"{PUBLISHED}/htmlpresent", NOT_FOUND, 404), Served(f"{PUBLISHED}/pub", PREVIEW)),
        proves=("google: /pub",),
        layers=("og",),
        title="舟の設計",
        facts={"description": "舟の設計 鵜飼 渡", "url": f"{PUBLISHED}/pub"},
    ),
)  # fmt: skip
