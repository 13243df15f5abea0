"""Rows for posts: Qiita and Zenn."""

from __future__ import annotations

import json

from tests.web.replayed.table import NOT_FOUND, Case, Served, page

ITEM = "https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0ff"
ITEM_API = "https://qiita.com/api/v2/items/c0ffee00c0ffee00c0ff"
POST = "https://zenn.dev/funaki/articles/nagi-rust-4-memo"
BOOK = "https://zenn.dev/funaki/books/nagi-rust-4-book"
POST_API = "https://zenn.dev/api/articles/nagi-rust-4-memo"
EVENT = "https://nagi-rust.connpass.com/event/990101/"
PLAYER = "https://speakerdeck.com/player/00112233445566778899aabbccddeeff"
MISSING = json.dumps({"message": "Not found", "type": "not_found"})

API_ITEM = json.dumps(
    {
        "id": "c0ffee00c0ffee00c0ff", "title": "凪Rust会 #4 の水路メモ", "private": False, "coediting": False, "group": None,
        "body": "## 1. 所有権と水門\n\n水門を閉めた人が開ける。\n", "created_at": "2025-06-07T21:40:00+09:00",
        "rendered_body": "<h2 id='1-所有権と水門'>1. 所有権と水門</h2><p>水門を閉めた人が開ける。</p>",
        "updated_at": "2025-06-08T10:20:00+09:00", "tags": [{"name": "Rust", "versions": []}], "page_views_count": None,
        "user": {"id": "suimon_mio", "name": "", "description": None, "organization": ""},
    },
    ensure_ascii=False,
)  # fmt: skip
NEXT_DATA = json.dumps(
    {
        "props": {
            "pageProps": {
                "article": {
                    "title": "凪Rust会 #4 を聞いて",
                    "bodyHtml": "<h2 id='a'>所有権と水門</h2><p>鵜飼さん。</p>",
                    "publishedAt": "2025-06-08T09:00:00.000+09:00",
                },
                "user": {"username": "funaki", "name": "舟木 凪"},
            }
        }
    },
    ensure_ascii=False,
)
ZENN_HEAD = (
    "<!DOCTYPE html><html lang='ja'><head><meta charset='utf-8'><title>凪Rust会 #4 を聞いて</title>"
    "<meta property='og:title' content='凪Rust会 #4 を聞いて'><meta property='og:site_name' content='Zenn'></head><body>"
)
ZENN_BODY = "<div class='znc BodyContent_1'><h2 id='a'>所有権と水門</h2><p>鵜飼さん。</p></div>"

CASES = (
    Case(
        "an item of Qiita: its Markdown has title and body, the API the dates and the headings' fragments",
        ITEM,
        (
            Served(f"{ITEM}.md", page("qiita_item.md")),
            Served(ITEM_API, API_ITEM, content_type="application/json; charset=utf-8"),
        ),
        proves=("qiita: the .md answer",),
        layers=("markdown", "api"),
        title="凪Rust会 #4 の水路メモ",
        pages=2,
        texts={1: "水門を閉めた人が開ける", 2: "返すまでが借用です"},
        facts={"author_handle": "suimon_mio", "tags": ("Rust",), "text_format": "markdown"},
        links=("https://speakerdeck.com/ukai_wataru/ownership-and-sluices", "https://www.docswell.com/s/funaki/NG7C4L-ferries"),
    ),
    Case(
        "an item whose API is spent: the page still tells all, embeds by script among it, boilerplate not",
        ITEM,
        (
            Served(f"{ITEM}.md", NOT_FOUND, 404),
            Served(
                ITEM_API, '{"message":"Rate limit exceeded","type":"rate_limit_exceeded"}', 403, "application/json",
                {"rate-limit": "60", "rate-remaining": "0", "rate-reset": "9999999999"},
            ),
            Served(ITEM, page("qiita_item.html")),
        ),
        proves=("qiita: the item's page with script embeds and data islands",),
        layers=("html", "og"),
        title="凪Rust会 #4 の水路メモ",
        pages=4,
        texts={2: "水門を閉めた人が開ける", 3: "返すまでが借用です", 4: "待つあいだに漕ぎます"},
        facts={"tags": ("Rust", "勉強会"), "author_handle": "suimon_mio"},
        links=(
            EVENT, PLAYER, "https://www.docswell.com/slide/NG7C4L/embed",
            "https://www.slideshare.net/slideshow/embed_code/key/NaGi4aSyNc", "https://www.youtube.com/watch?v=N4g1Rust4__",
        ),
        not_said=("Delete article", "水辺カンファレンス", "いいねした", "encryptedId"),
        kept={ITEM_API: "blocked"},
    ),
    Case(
        "a deleted item is gone in every layer, the API's JSON among them",
        ITEM,
        (
            Served(f"{ITEM}.md", NOT_FOUND, 404),
            Served(ITEM_API, MISSING, 404, "application/json; charset=utf-8"),
            Served(ITEM, NOT_FOUND, 404),
        ),
        proves=("qiita: 404 as JSON",),
        outcome="gone",
        says="HTTP 404",
        kept={f"{ITEM}.md": "gone", ITEM_API: "gone", ITEM: "gone"},
    ),
    Case(
        "an API that says with 200 that there is nothing is no page either",
        ITEM,
        (
            Served(f"{ITEM}.md", NOT_FOUND, 404),
            Served(ITEM_API, MISSING, content_type="application/json"),
            Served(ITEM, "<title>お探しのページは見つかりません - Qiita</title><p>404"),
        ),
        outcome="gone",
        kept={ITEM_API: "gone", ITEM: "gone"},
    ),
    Case(
        "a limited-share item is not asked for",
        ITEM.replace("/items/", "/private/"),
        (Served(ITEM.replace("/items/", "/private/"), page("qiita_item.html")),),
        outcome="",
        asked=(),
    ),
    Case(
        "an article of Zenn by its API: cards are an iframe and a hidden link, and are followed once",
        POST,
        (Served(POST_API, page("zenn_article.json")),),
        proves=("zenn: a card's iframe and its hidden link",),
        layers=("api",),
        title="凪Rust会 #4 を聞いて",
        pages=3,
        texts={2: "鵜飼さんの発表", 3: "舟木の発表"},
        facts={"author_handle": "funaki", "author_name": "舟木 凪", "tags": ("Rust",)},
        links=(EVENT, PLAYER, "https://www.docswell.com/slide/NG7C4L/embed"),
        not_said=("embed.zenn.studio",),
    ),
    Case(
        "an article of Zenn by the data of its page, where the API gives nothing",
        POST,
        (
            Served(POST_API, '{"message":"Not Found"}', 404, "application/json"),
            Served(POST, f"{ZENN_HEAD}{ZENN_BODY}<script id='__NEXT_DATA__' type='application/json'>{NEXT_DATA}</script>"),
        ),
        layers=("next-data", "html", "og"),
        title="凪Rust会 #4 を聞いて",
        pages=1,
        texts={1: "鵜飼さん"},
    ),
    Case(
        "an article of Zenn by the body of its page, where the page carries no data any more",
        POST,
        (Served(POST_API, status=500), Served(POST, ZENN_HEAD + ZENN_BODY)),
        layers=("html", "og"),
        title="凪Rust会 #4 を聞いて",
        pages=1,
        texts={1: "鵜飼さん"},
        kept={POST_API: "error"},
    ),
    Case(
        "a book of Zenn: its chapters' pages are asked for, and are its text",
        BOOK,
        (
            Served(
                BOOK.replace("/funaki/", "/api/"),
                json.dumps({"book": {"title": "凪の教科書", "chapters": [{"slug": s, "title": s} for s in ("tide", "lamp", "gone")]}}),
                content_type="application/json",
            ),
            Served(f"{BOOK}/viewer/tide", ZENN_HEAD + ZENN_BODY),
            Served(f"{BOOK}/viewer/lamp", f"{ZENN_HEAD}<div class='znc'><p>灯りを数える。</p></div>"),
            Served(f"{BOOK}/viewer/gone", NOT_FOUND, 404),
        ),
        layers=("api", "chapter"),
        title="凪の教科書",
        pages=4,
        texts={2: "鵜飼さん", 3: "灯りを数える。"},
        facts={"page_count": 3},
    ),
    Case(
        "an article that its author took back is private though it comes with 200",
        POST,
        (
            Served(
                POST_API, '{"article":{"title":"x","body_html":"","is_suspending_private":true}}', content_type="application/json"
            ),
            Served(POST, NOT_FOUND, 404),
        ),
        outcome="private",
        says="took the article back",
    ),
)  # fmt: skip
