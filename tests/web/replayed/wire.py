"""Rows for what happens on the way, whatever the site: redirects, charsets, encodings, bodies too slow, too short or too big."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sites.pdfs import mapped_pdf, plain_pdf
from tests.web.replayed.decks import DECK, deck_page
from tests.web.replayed.table import CLOUDFLARE, NOT_FOUND, Case, Served, moved

BLOG = "https://fune.example.jp/notes/nagi-rust-4"
PDF = "https://fune.example.jp/files/boats.pdf"
TEXT = "水門の話と渡し舟の話と潮目の話を聞いてきました。次の会にも行きたいと思います。"
ARTICLE = (
    "<!DOCTYPE html><html lang='ja'><head><title>凪Rust会の記録</title><meta property='og:type' content='article'></head>"
    f"<body><nav>案内</nav><article><h1>凪Rust会の記録</h1><p>{TEXT * 3}</p><h2>渡し舟</h2><p>{TEXT * 3}</p></article></body></html>"
)
ABOUT_404 = ARTICLE.replace("凪Rust会の記録", "404 Not Found を返す作法").replace(TEXT * 3, TEXT * 80)
READ = ("html", "og")
SLOW = {"stream": lambda: iter([b"<p>."] * 500), "chunk_after": 0.02}


def endless() -> Iterator[bytes]:
    """A PDF that does not end."""
    yield b"%PDF-1.7\n"
    while True:
        yield b"\x01" * 65_536


def article(name: str, *served: Served, proves: str, url: str = BLOG, title: str = "凪Rust会の記録") -> Case:
    """A row at whose end the article is read whole."""
    return Case(name, url, served, (proves,), layers=READ, title=title, pages=2, texts={1: "水門の話", 2: "潮目の話"})


CASES = (
    article(
        "a chain of redirects over four hosts, of every kind",
        moved("http://old.example.jp/a?id=4", "https://old.example.jp/a?id=4", 301),
        moved("https://old.example.jp/a?id=4", "//news.example.jp/b", 302),
        moved("https://news.example.jp/b", "https://news.example.jp/c", 303),
        moved("https://news.example.jp/c", "https://go.example.jp/d", 307),
        moved("https://go.example.jp/d", BLOG, 308),
        Served(BLOG, ARTICLE),
        proves="a chain of redirects",
        url="http://old.example.jp/a?id=4",
    ),
    Case(
        "a shortener leads to a deck, which is read as the deck that it is",
        "https://t.co/N4giRust",
        (
            moved("https://t.co/N4giRust", "http://bit.ly/2nagi"),
            moved("http://bit.ly/2nagi", "https://bit.ly/2nagi"),
            moved("https://bit.ly/2nagi", f"{DECK}?slide=2&utm_source=x"),
            Served(f"{DECK}?slide=2&utm_source=x", deck_page()),
            Served(DECK, deck_page()),
            Served(
                "https://speakerdeck.com/oembed.json?url=https%3A%2F%2Fspeakerdeck.com%2Fukai_wataru%2Fownership-and-sluices",
                status=404,
            ),
        ),
        proves=("a shortener",),
        layers=("json-ld", "transcript", "og"),
        title="所有権と水門",
        pages=4,
        texts={2: "鍵も一つ"},
        facts={"key": "speakerdeck:ukai_wataru/ownership-and-sluices", "url": DECK},
    ),
    Case(
        "a shortener whose target is gone is gone",
        "https://t.co/N4giRust",
        (moved("https://t.co/N4giRust", BLOG), Served(BLOG, NOT_FOUND, 404)),
        outcome="gone",
        says="HTTP 404",
    ),
    Case(
        "redirects in a circle end",
        BLOG,
        (moved(BLOG, f"{BLOG}/"), moved(f"{BLOG}/", BLOG)),
        outcome="error",
        says="endless redirect",
    ),
    article(
        "a header that names a charset which it is not: Japanese under Latin-1",
        Served(BLOG, ARTICLE, content_type="text/html; charset=iso-8859-1"),
        proves="a wrong charset header",
    ),
    article(
        "a header that names a charset which it is not: Shift_JIS under UTF-8",
        Served(BLOG, ARTICLE.encode("cp932"), content_type="text/html; charset=utf-8"),
        proves="a wrong charset header",
    ),
    article(
        "no header at all, and EUC-JP in the page's own words",
        Served(BLOG, ARTICLE.replace("<head>", "<head><meta charset='euc-jp'>").encode("euc-jp"), content_type="text/html"),
        proves="a wrong charset header",
    ),
    article("a body packed with gzip", Served(BLOG, ARTICLE, how={"packed": True}), proves="gzip"),
    Case(
        "gzip that stands for more than a page may have",
        BLOG,
        (Served(BLOG, b"<p>" + b"\0" * 6_000_000, how={"packed": True}),),
        ("gzip",),
        "too_big",
        "larger than 5 MB",
    ),
    Case(
        "a body that trickles is given up, and not asked for again",
        BLOG,
        (Served(BLOG, how=SLOW),),
        ("a slow body",),
        "error",
        "no whole answer within 0.3 seconds",
        crawl={"timeout_seconds": 0.3},
    ),
    Case(
        "a body that ends too early is no page",
        BLOG,
        (Served(BLOG, ARTICLE, how={"announce": 50_000}),),
        ("a truncated body",),
        "error",
        "RemoteProtocolError",
        kept={BLOG: "error"},
    ),
    Case(
        "a PDF that says how big it is, is not fetched",
        PDF,
        (Served(PDF, b"%PDF-1.7", content_type="application/pdf", how={"announce": 90_000_000}),),
        ("an oversized PDF",),
        "too_big",
        "larger than 80 MB",
    ),
    Case(
        "a PDF that does not say it is cut off at the limit",
        PDF,
        (Served(PDF, content_type="binary/octet-stream", how={"stream": endless}),),
        ("an oversized PDF",),
        "too_big",
        "larger than 1 MB",
        crawl={"max_document_megabytes": 1.0},
    ),
    Case(
        "a PDF under any label is read page by page",
        PDF,
        (Served(PDF, mapped_pdf(["舟の設計", "水に浮く型"], title="舟の設計"), content_type="text/html"),),
        layers=("pdf",),
        title="舟の設計",
        pages=2,
        texts={2: "水に浮く型"},
    ),
    Case(
        "a PDF whose fonts have no map to letters has its pages, and no nonsense",
        PDF,
        (Served(PDF, mapped_pdf(["舟の設計", "水に浮く型"], to="\ue000"), content_type="application/pdf"),),
        layers=("pdf",),
        pages=2,
        texts={1: "", 2: ""},
    ),
    Case(
        "a page that says with 200 that it is not there",
        BLOG,
        (Served(BLOG, "<title>ページが見つかりません | 舟の手帖</title><p>お探しのページは移動または削除されました。</p>"),),
        ("HTML with 200 that says not found",),
        "gone",
        "error page with status 200",
        kept={BLOG: "gone"},
    ),
    Case(
        "an article about 404s is an article",
        BLOG,
        (Served(BLOG, ABOUT_404),),
        ("HTML with 200 that says not found",),
        layers=READ,
        title="404 Not Found を返す作法",
        pages=2,
    ),
    Case(
        "a page deep in a site that sends to the front page is not there",
        BLOG,
        (moved(BLOG, "https://fune.example.jp/", 302), Served("https://fune.example.jp/", ARTICLE)),
        ("HTML with 200 that says not found",),
        "gone",
        "front page",
    ),
    Case(
        "429 with Retry-After is waited for",
        BLOG,
        (Served(BLOG, status=429, headers={"retry-after": "20"}), Served(BLOG, ARTICLE)),
        ("429 with Retry-After",),
        layers=READ,
        title="凪Rust会の記録",
        pages=2,
        crawl={"retries": 1},
    ),
    Case(
        "429 that asks for a day blocks the host",
        BLOG,
        (Served(BLOG, status=429, headers={"retry-after": "86400"}),),
        ("429 with Retry-After",),
        "blocked",
        "asks to wait 86400 seconds",
    ),
    Case("a wall of Cloudflare, with 503", BLOG, (Served(BLOG, CLOUDFLARE, 503),), (), "blocked", "bot wall"),
    Case(
        "a page without a word is an error",
        BLOG,
        (Served(BLOG, " \n"),),
        outcome="error",
        says="the answer is empty",
    ),
    Case(
        "a file whose label is a page's and whose content is a picture is not read",
        BLOG,
        (Served(BLOG, b"\x89PNG\r\n\x1a\n" + bytes(40)),),
        outcome="unsupported",
        says="PNG",
    ),
    Case(
        "slides as a PDF under an address that says nothing",
        "https://fune.example.jp/get?id=7",
        (Served("https://fune.example.jp/get?id=7", plain_pdf(["Boats", "Borrow and return"], title="Boats"), content_type="application/octet-stream"),),
        layers=("pdf",),
        title="Boats",
        pages=2,
        texts={2: "Borrow and return"},
    ),
)  # fmt: skip
