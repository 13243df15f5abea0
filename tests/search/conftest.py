"""Two evenings of a small town: Elixir and pickles in 2022, a Rust bath in 2024; six talks, two decks, an article, remarks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Search
from pipeline.corpus.build import build_corpus, write_tables
from pipeline.corpus.inputs import Normalised, Post, Row
from pipeline.corpus.open import Corpus, open_corpus
from pipeline.corpus.schema import SCHEMA_VERSION, TABLES
from pipeline.reports.report import ReadSection, ReadTalk, Report
from pipeline.search import macros_script
from pipeline.search.embedding import load_embedder
from pipeline.search.index import make_index
from pipeline.search.passages import make_passages
from pipeline.search.search import Searcher
from pipeline.search.vectors import embed_passages

EVENING, BATH = "connpass:1", "connpass:2"
LIVEBOOK, BOARD, PICKLES = f"{EVENING}/livebook", f"{EVENING}/board", f"{EVENING}/pickles"
SERVER, OWNERSHIP, QUIET = f"{BATH}/server", f"{BATH}/ownership", f"{BATH}/quiet"
DECK = "speakerdeck:ada/livebook"
DECK_URL = "https://speakerdeck.com/ada/livebook"
REPORT_URL = "https://qiita.com/mika/items/0123456789abcdef0123"


def settings(**changes: Any) -> Search:
    return Search.model_validate(changes)


def _talk(talk_id: str, position: int, title: str | None, language: str, **more: Any) -> Row:
    event_id = talk_id.partition("/")[0]
    day = date(2022, 11, 24) if event_id == EVENING else date(2024, 2, 10)
    return {
        "talk_id": talk_id,
        "event_id": event_id,
        "position": position,
        "title": title,
        "kind": "lt",
        "language": language,
        "given_on": day,
        **more,
    }


def _deck(material_id: str, title: str, **more: Any) -> Row:
    url = "https://speakerdeck.com/" + material_id.partition(":")[2]
    return {
        "material_id": material_id,
        "url": url,
        "site": "speakerdeck",
        "kind": "deck",
        "title": title,
        "status": "ok",
        **more,
    }


def _pages(material_id: str, kind: str, *texts: str) -> list[Row]:
    url = "https://speakerdeck.com/" + material_id.partition(":")[2]
    return [
        {
            "material_id": material_id,
            "page_number": number,
            "kind": kind,
            "heading": None,
            "text": text,
            "deep_link": f"{url}?slide={number}",
        }
        for number, text in enumerate(texts, 1)
    ]


def evening() -> Normalised:
    """The rows of both events."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    rows["series"] = [
        {"series_id": "elixir-onsen", "name": "エリクサー温泉", "event_count": 1},
        {"series_id": "rust-bath", "name": "Rust Bath", "event_count": 1},
    ]
    rows["events"] = [
        {
            "event_id": EVENING,
            "title": "エリクサー温泉 #7",
            "series_id": "elixir-onsen",
            "starts_on": date(2022, 11, 24),
            "url": "https://connpass.com/event/1/",
        },
        {"event_id": BATH, "title": "Rust Bath 2024", "series_id": "rust-bath", "starts_on": date(2024, 2, 10)},
    ]
    rows["talks"] = [
        _talk(LIVEBOOK, 1, "Livebookで画像分類", "ja", title_as_reported="Livebook で画像分類してみた"),
        _talk(BOARD, 2, "LiveViewで掲示板を作る", "ja"),
        _talk(PICKLES, 3, "Fermenting pickles with Nerves", "en"),
        _talk(SERVER, 1, "Rustで書くWebサーバー", "ja"),
        _talk(OWNERSHIP, 2, "Ownership without tears", "en"),
        _talk(QUIET, 3, None, "ja"),
    ]
    people = [("ada", "Ada Sakura"), ("mika", "湯川ミカ"), ("bo", "Bo Pickle")]
    rows["people"] = [{"person_id": f"qiita:{handle}", "name": name} for handle, name in people]
    for talk_id, handle in zip(
        (LIVEBOOK, BOARD, PICKLES, SERVER, OWNERSHIP, QUIET), ("ada", "mika", "bo", "mika", "ada", "bo"), strict=True
    ):
        rows["talk_speakers"].append(
            {"talk_id": talk_id, "position": 1, "person_id": f"qiita:{handle}", "name_as_written": handle}
        )
    rows["materials"] = [
        _deck(DECK, "Livebookで画像分類", summary="Axonを使った画像分類のデモです。", language="ja", page_count=3),
        _deck("speakerdeck:mika/server", "Web server in Rust", language="ja", page_count=1),
        {
            "material_id": "qiita:fff",
            "url": "https://qiita.com/mika/items/fff",
            "site": "qiita",
            "kind": "article",
            "title": "掲示板の記事",
            "status": "ok",
            "language": "ja",
        },
        {
            "material_id": "youtube:bath",
            "url": "https://www.youtube.com/watch?v=bath",
            "site": "youtube",
            "kind": "recording",
            "title": "Rust Bath 2024",
            "status": "ok",
        },
    ]
    rows["talk_materials"] = [
        {"talk_id": LIVEBOOK, "material_id": DECK, "role": "slides", "deep_link": DECK_URL},
        {
            "talk_id": BOARD,
            "material_id": "qiita:fff",
            "role": "article",
            "deep_link": "https://qiita.com/mika/items/fff",
        },
        {
            "talk_id": SERVER,
            "material_id": "speakerdeck:mika/server",
            "role": "slides",
            "deep_link": "https://speakerdeck.com/mika/server",
        },
        *(
            {
                "talk_id": talk_id,
                "material_id": "youtube:bath",
                "role": "event_recording",
                "start_seconds": start,
                "deep_link": f"https://www.youtube.com/watch?v=bath&t={start}s",
            }
            for talk_id, start in ((SERVER, 60), (OWNERSHIP, 900))
        ),
    ]
    rows["material_pages"] = [
        *_pages(
            DECK,
            "slide",
            "自己紹介 Ada Sakura 好きなものは温泉です",
            "学習済みモデル ResNet50 を Bumblebee で読み込み、犬と猫の写真を分類する",
            "まとめ ノートブックは共有できる",
        ),
        *_pages("speakerdeck:mika/server", "slide", "tokio の非同期ランタイムでリクエストを受ける"),
        {
            "material_id": "qiita:fff",
            "page_number": 1,
            "kind": "section",
            "heading": "認証",
            "text": "mix phx.gen.auth でログイン画面を生成する。C++ や C# より短い。",
            "anchor": "auth",
            "deep_link": "https://qiita.com/mika/items/fff#auth",
        },
        {
            "material_id": "youtube:bath",
            "page_number": 1,
            "kind": "chapter",
            "heading": "開会",
            "text": "開会の挨拶",
            "start_seconds": 0,
            "deep_link": "https://www.youtube.com/watch?v=bath",
        },
        {
            "material_id": "youtube:bath",
            "page_number": 2,
            "kind": "chapter",
            "heading": "Borrow checker",
            "text": "借用チェッカーと友達になる",
            "start_seconds": 950,
            "deep_link": "https://www.youtube.com/watch?v=bath&t=950s",
        },
    ]
    rows["reports"] = [
        {
            "report_id": "qiita:0123",
            "url": REPORT_URL,
            "title": "エリクサー温泉 #7 に行ってきた",
            "kind": "report",
            "source_name": "blog",
            "event_id": EVENING,
            "language": "ja",
        }
    ]
    rows["remarks"] = [
        {
            "remark_id": "qiita:0123#1",
            "report_id": "qiita:0123",
            "event_id": EVENING,
            "talk_id": PICKLES,
            "person_id": "qiita:mika",
            "name_as_written": "mika",
            "kind": "question",
            "text": "ぬか床の温度はセンサーで測りますか?",
            "position": 1,
            "deep_link": REPORT_URL,
        }
    ]
    rows["sources"] = [{"source_id": "blog", "source_name": "blog", "kind": "pages", "status": "ok"}]
    return Normalised(rows=rows, talk_ids={"qiita:0123": (LIVEBOOK, BOARD, PICKLES)})


def posts() -> list[Post]:
    """The report of the first evening, and a post that is none."""
    report = Report(
        file="evening.md",
        kind="report",
        language="ja",
        title="エリクサー温泉 #7 に行ってきた",
        url=REPORT_URL,
        talks=(
            ReadTalk("Livebook で画像分類してみた", ("ada",), "lt", (), ()),
            ReadTalk("LiveViewで掲示板を作る", ("mika",), "lt", (), (), summary="掲示板をその場で作ってくれました。"),
            ReadTalk("Fermenting pickles with Nerves", ("bo",), "lt", (), ()),
        ),
        sections=(
            ReadSection((), "", "会場は銭湯の二階でした。牛乳がふるまわれました。", None, 1),
            ReadSection(
                ("Livebook で画像分類してみた",), "livebook", "犬の写真が一瞬で分類されて会場が沸いた。", 0, 10
            ),
            ReadSection(("Fermenting pickles",), "pickles", "A Raspberry Pi watches over the pickle jar.", 2, 20),
        ),
    )
    diary = Report(
        file="diary.md",
        kind="not-a-report",
        language="ja",
        title="日記",
        sections=(ReadSection(("朝",), "", "朝ごはんは納豆だった。", None, 1),),
    )
    return [
        Post("qiita:0123", "blog", "qiita", report, hashlib.sha256(b"evening").hexdigest()),
        Post("file:blog/diary.md", "blog", "file", diary, hashlib.sha256(b"diary").hexdigest()),
    ]


@dataclass(frozen=True)
class Evening:
    """The corpus of both evenings, built."""

    path: Path
    corpus: Corpus
    searcher: Searcher


@pytest.fixture(scope="session")
def onsen(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """The corpus file with the embedded model's vectors, and a searcher on it."""
    folder = tmp_path_factory.mktemp("onsen")
    search = settings(words_weight=0.8)
    embedder = load_embedder(search)
    normalised = evening()
    passages = make_passages(normalised, posts())
    terms, postings = make_index(passages)
    built: Row = {
        "build_id": "20260301T120000Z",
        "built_at": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "software_version": "0",
        "schema_version": SCHEMA_VERSION,
        "model": embedder.name,
        "dimensions": embedder.dimensions,
    }
    tables: dict[str, Any] = dict(normalised.rows) | {
        "passages": passages,
        "vectors": embed_passages(passages, embedder, folder / "cache"),
        "terms": terms,
        "postings": postings,
        "builds": [built],
    }
    write_tables(tables, folder / "parts")
    path = folder / "talks.duckdb"
    build_corpus(folder / "parts", path, [macros_script()])
    corpus = open_corpus(path)
    return Evening(path, corpus, Searcher(corpus, search))
