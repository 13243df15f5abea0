"""Reading pages: documents a second on one core, by kind of page. `python -m benchmarks.sites`

The pages are written here in the size and shape that live ones have: a deck's page with sixty slides and thirty
recommended decks, articles of some eight thousand characters, a blog whose text nothing marks. Nothing is fetched.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from pipeline.sites.registry import site_of
from pipeline.web.answers import Answer, Outcome

SECONDS = 1.5  # a kind of page is read for so long
PARAGRAPH = (
    "夜の港で聞いた話を書き残します。The ledger of lighthouses is kept in one file, sorted by night and by lamp. "
)
ITEM = "https://qiita.com/minato_no_yoru/items/a1b2c3d4e5f60718293a"
ARTICLE = "https://zenn.dev/minato_no_yoru/articles/lamp-ledger-notes"
DECK = "https://speakerdeck.com/minato_no_yoru/the-lamp-ledger"
VIDEO = "https://www.youtube.com/watch?v=M1nat0Y0ru_"
MARP = "https://minato.example/talks/lamps.md"
BLOG = "https://minato.example/notes/lamps"
HASH = "0123456789abcdef0123456789abcdef"


def pages() -> Iterator[tuple[str, str, Answer]]:
    """(kind, address, answer) of each kind of page."""
    markdown = "".join(
        f"## 第{n}夜\n\n{_paragraph(n)}\n\n- 灯り\n- 霧\n\n```sql\nFROM lamps\n```\n\n" for n in range(16)
    )
    rendered = "".join(
        f'<h2 id="n{n}">第{n}夜</h2><p>{_paragraph(n)}</p><ul><li>灯り</li><li>霧</li></ul><pre><code>FROM lamps</code></pre>'
        for n in range(16)
    )
    head = '<meta property="og:title" content="灯台の台帳"><meta property="og:description" content="夜の話">' * 10
    frame = "".join(
        f'<li><a href="/p/{n}"><span class="t">記事 {n}</span><img src="/i/{n}.png" alt=""></a></li>'
        for n in range(150)
    )
    item = {
        "title": "灯台の台帳",
        "body": markdown,
        "rendered_body": rendered,
        "created_at": "2026-01-12T20:00:00+09:00",
    }
    zenn = {"article": {"title": "灯台の台帳", "body_html": rendered, "published_at": "2026-01-12T20:00:00+09:00"}}
    yield (
        "qiita markdown",
        ITEM,
        _answer(f"{ITEM}.md", f"---\ntitle: 灯台の台帳\n---\n{markdown}", "markdown", "text/markdown"),
    )
    yield "qiita api", ITEM, _answer("https://qiita.com/api/v2/items/a1b2c3d4e5f60718293a", json.dumps(item), "api")
    body = f'<div id="personal-public-article-body"><div class="mdContent-inner">{rendered}</div></div>'
    yield "qiita page", ITEM, _answer(ITEM, f"<html><head>{head}</head><body>{body}<ul>{frame}</ul></body></html>")
    yield "zenn api", ARTICLE, _answer("https://zenn.dev/api/articles/lamp-ledger-notes", json.dumps(zenn), "api")
    yield "deck page", DECK, _answer(DECK, _deck(head))
    slides = "\n\n---\n\n".join(f"## 第{n}夜\n\n- 灯り\n- {PARAGRAPH}" for n in range(60))
    yield "marp deck", MARP, _answer(MARP, f"---\nmarp: true\n---\n\n{slides}\n", "raw", "text/plain; charset=utf-8")
    yield (
        "video oembed",
        VIDEO,
        _answer("https://www.youtube.com/oembed?url=x", '{"title": "灯台の夜", "author_name": "港"}', "oembed"),
    )
    marked = f"<article><div class='entry-content'>{rendered}</div></article><aside><ul>{frame}</ul></aside>"
    yield "blog, marked", BLOG, _answer(BLOG, f"<html><head>{head}</head><body>{marked}</body></html>")
    unmarked = f"<div class='a'><div class='b'><h1>灯台の台帳</h1>{rendered}</div><ul>{frame}</ul></div>"
    yield "blog, unmarked", BLOG, _answer(BLOG, f"<html><head>{head}</head><body>{unmarked}</body></html>")


def _paragraph(number: int) -> str:
    """A paragraph that stands once in a page, as paragraphs do: readers look for what is said again."""
    return "".join(f"{number}の{n}、{PARAGRAPH}" for n in range(4))


def _deck(head: str) -> str:
    base = f"https://files.speakerdeck.com/presentations/{HASH}"
    parts = [{"@type": "DigitalDocument", "position": n, "text": f"第{n}夜\n{PARAGRAPH}\f"} for n in range(1, 61)]
    data = json.dumps(
        {"@type": "PresentationDigitalDocument", "name": "灯台の台帳", "hasPart": parts}, ensure_ascii=False
    )
    slides = "".join(
        f'<div class="slide-transcript"><a href="{base}/slide_{n}.jpg">Slide {n + 1}</a><p>{PARAGRAPH}</p></div>'
        for n in range(60)
    )
    others = "".join(
        f'<a href="/o/{n}"><div class="card deck-preview" data-id="{n:032x}"><img src="https://files.speakerdeck.com/presentations/'
        f'{n:032x}/preview_slide_0.jpg"></div><div class="meta"><span>題 {n}</span><span title="70 views">70</span></div></a>'
        for n in range(30)
    )
    embed = f'<div class="speakerdeck-embed" data-id="{HASH}"></div>'
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head>{head}{script}</head><body>{embed}<div id=transcript>{slides}</div>{others}</body></html>"


def _answer(url: str, body: str, layer: str = "html", content_type: str = "text/html; charset=utf-8") -> Answer:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Answer(url, url, 200, Outcome.OK, "", {"content-type": content_type}, body.encode(), now, now, (), layer)


def main() -> None:
    """Print pages a second for each kind, and for all in turn."""
    took = 0.0
    kinds = list(pages())
    for kind, url, answer in kinds:
        site = site_of(url)
        document = site.read(url, [answer])
        assert document is not None, kind
        count, started = 0, time.process_time()
        while (spent := time.process_time() - started) < SECONDS:
            site.read(url, [answer])
            count += 1
        took += spent / count
        print(
            f"{kind:16} {len(answer.body) / 1000:6.0f} kB {len(document.pages):4} sections {count / spent:8.0f} pages/s"
        )
    print(f"{'all in turn':16} {len(kinds) / took:37.0f} pages/s")


if __name__ == "__main__":
    main()
