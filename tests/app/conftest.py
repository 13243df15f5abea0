"""A small corpus for the screens: three evenings, five talks in Japanese and English, one deck that has died."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.config import Search
from pipeline.corpus.build import build_corpus
from pipeline.corpus.inputs import Normalised, Row
from pipeline.corpus.publish import publish
from pipeline.corpus.schema import TABLES
from pipeline.corpus.tables import write_tables
from pipeline.search.embedding import load_embedder
from pipeline.search.index import make_index
from pipeline.search.passages import make_passages
from pipeline.search.vectors import embed_passages

Publish = Callable[..., Path]

DECK = "https://speakerdeck.com/sazanka/livebook-camera"
ARTICLE = "https://zenn.dev/minato/articles/duckdb-over-parquet"
REPORT = "https://qiita.com/yuki_logs/items/0123456789abcdef0123"
VIDEO = "https://www.youtube.com/watch?v=aBcDeFgHiJk"
HOSTILE = '<img src=x onerror=alert(1)> と <b>太字</b> & "引用"'


def corpus_rows(extra_talks: int = 0) -> dict[str, list[Row]]:
    """Rows of the public tables; `extra_talks` more talks about tea stand at the end of the newest evening."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    rows["series"] = [
        {"series_id": "mori", "name": "森の Elixir", "event_count": 2},
        {"series_id": "harbour", "name": "Harbour Data Night", "event_count": 1},
    ]
    rows["events"] = [
        {"event_id": "connpass:101", "title": "森の Elixir #7", "series_id": "mori", "starts_on": date(2024, 5, 17),
         "url": "https://connpass.com/event/101/", "platform": "connpass", "is_online": True, "hashtag": "morielixir"},
        {"event_id": "connpass:102", "title": "森の Elixir #8", "series_id": "mori", "starts_on": date(2025, 2, 14),
         "url": "https://connpass.com/event/102/", "platform": "connpass", "place": "京都"},
        {"event_id": "report:harbour-3", "title": "Harbour Data Night 3", "series_id": "harbour", "starts_on": date(2025, 9, 3)},
    ]  # fmt: skip
    rows["people"] = [
        {"person_id": "qiita:sazanka", "name": "さざんか"},
        {"person_id": "zenn:minato", "name": "Minato Reed"},
        {"person_id": "name:oto", "name": "音無しずか"},
    ]
    rows["accounts"] = [
        {"account_id": "qiita:sazanka", "person_id": "qiita:sazanka", "site": "qiita", "handle": "sazanka", "url": "https://qiita.com/sazanka"},
        {"account_id": "zenn:minato", "person_id": "zenn:minato", "site": "zenn", "handle": "minato", "url": "https://zenn.dev/minato"},
    ]  # fmt: skip
    talk(rows, "connpass:101/livebook", "connpass:101", 1, "Livebook とカメラで画像分類をする", "lt", "ja", date(2024, 5, 17), "qiita:sazanka",
         summary="カメラの映像をその場で分類していました。\n\n会場が沸きました。")  # fmt: skip
    talk(
        rows,
        "connpass:101/nerves",
        "connpass:101",
        2,
        "Nerves で温室の水やりを自動にした話",
        "talk",
        "ja",
        date(2024, 5, 17),
        "name:oto",
    )
    talk(rows, "connpass:102/hostile", "connpass:102", 1, HOSTILE, "lt", "ja", date(2025, 2, 14), "name:oto")
    talk(
        rows,
        "harbour-3/duckdb",
        "report:harbour-3",
        1,
        "Ten thousand Parquet files, one DuckDB",
        "talk",
        "en",
        date(2025, 9, 3),
        "zenn:minato",
    )
    talk(rows, "harbour-3/open", "report:harbour-3", 2, None, "other", None, None, None)
    for number in range(extra_talks):
        talk(
            rows,
            f"harbour-3/tea-{number}",
            "report:harbour-3",
            3 + number,
            f"お茶の温度を測る会 その{number + 1}",
            "lt",
            "ja",
            date(2025, 9, 3),
            "name:oto",
        )
    rows["materials"] = [
        {"material_id": "speakerdeck:sazanka/livebook-camera", "url": DECK, "site": "speakerdeck", "kind": "deck", "status": "ok",
         "title": "Livebook とカメラ", "author": "sazanka", "language": "ja", "page_count": 3},
        {"material_id": "zenn:duckdb-over-parquet", "url": ARTICLE, "site": "zenn", "kind": "article", "status": "ok", "title": "DuckDB over Parquet", "language": "en"},
        {"material_id": "youtube:aBcDeFgHiJk", "url": VIDEO, "site": "youtube", "kind": "recording", "status": "ok", "duration_seconds": 5400},
        {"material_id": "speakerdeck:oto/nerves", "url": "https://speakerdeck.com/oto/nerves", "site": "speakerdeck", "kind": "deck", "status": "gone",
         "status_reason": "HTTP 404", "checked_at": datetime(2026, 1, 5, tzinfo=UTC)},
        {"material_id": "web:bad", "url": "javascript:alert(1)", "site": "web", "kind": "page", "title": "click"},
    ]  # fmt: skip
    rows["talk_materials"] = [
        {"talk_id": "connpass:101/livebook", "material_id": "speakerdeck:sazanka/livebook-camera", "role": "slides", "deep_link": DECK},
        {"talk_id": "connpass:101/livebook", "material_id": "youtube:aBcDeFgHiJk", "role": "recording", "start_seconds": 754,
         "deep_link": f"{VIDEO}&t=754s"},
        {"talk_id": "connpass:101/nerves", "material_id": "speakerdeck:oto/nerves", "role": "slides", "deep_link": "https://speakerdeck.com/oto/nerves"},
        {"talk_id": "connpass:102/hostile", "material_id": "web:bad", "role": "page", "deep_link": "javascript:alert(1)"},
        {"talk_id": "harbour-3/duckdb", "material_id": "zenn:duckdb-over-parquet", "role": "article", "deep_link": ARTICLE},
    ]  # fmt: skip
    slides = ("自己紹介", "学習済みの ResNet で画像分類 <mark>うそ</mark>", "カメラの映像を 1 秒ごとに推論する")
    rows["material_pages"] = [
        {"material_id": "speakerdeck:sazanka/livebook-camera", "page_number": number, "kind": "slide", "text": text,
         "image_url": f"https://files.speakerdeck.com/presentations/1/slide_{number - 1}.jpg", "deep_link": f"{DECK}?slide={number}"}
        for number, text in enumerate(slides, 1)
    ] + [
        {"material_id": "zenn:duckdb-over-parquet", "page_number": 1, "kind": "section", "heading": "Why one file", "anchor": "why-one-file",
         "text": "Reading ten thousand small Parquet files from object storage was slow, so we build a single DuckDB file every night.",
         "deep_link": f"{ARTICLE}#why-one-file"},
    ]  # fmt: skip
    rows["reports"] = [
        {"report_id": "qiita:0123456789abcdef0123", "url": REPORT, "title": "森の Elixir #7 に行ってきた", "author": "yuki_logs", "site": "qiita",
         "language": "ja", "kind": "report", "event_id": "connpass:101", "status": "ok", "source_name": "blogs"},
    ]  # fmt: skip
    rows["remarks"] = [
        {"remark_id": "qiita:0123456789abcdef0123/1", "report_id": "qiita:0123456789abcdef0123", "event_id": "connpass:101",
         "talk_id": "connpass:101/livebook", "person_id": "name:oto", "name_as_written": "しずか", "kind": "question",
         "text": "推論は何ミリ秒かかりますか？", "position": 1, "deep_link": REPORT},
    ]  # fmt: skip
    rows["evidence"] = [
        {"evidence_id": "talks/connpass:101/livebook/1", "entity": "talks", "entity_id": "connpass:101/livebook",
         "report_id": "qiita:0123456789abcdef0123", "heading_path": "LT", "first_line": 12, "last_line": 14,
         "words": "Livebook とカメラで画像分類", "rule": "heading-with-speaker", "confidence": 0.93},
        {"evidence_id": "talk_materials/1", "entity": "talk_materials",
         "entity_id": "connpass:101/livebook speakerdeck:sazanka/livebook-camera",
         "report_id": "qiita:0123456789abcdef0123", "first_line": 16, "last_line": 16, "words": DECK, "rule": "link-under-talk"},
    ]  # fmt: skip
    return rows


def talk(
    rows: dict[str, list[Row]],
    talk_id: str,
    event_id: str,
    position: int,
    title: str | None,
    kind: str,
    language: str | None,
    given_on: date | None,
    person_id: str | None,
    summary: str | None = None,
) -> None:
    """One talk and its speaker."""
    rows["talks"].append(
        {"talk_id": talk_id, "event_id": event_id, "position": position, "title": title, "title_as_reported": title,
         "kind": kind, "language": language, "given_on": given_on, "summary": summary}
    )  # fmt: skip
    if person_id:
        name = next(p["name"] for p in rows["people"] if p["person_id"] == person_id)
        rows["talk_speakers"].append(
            {"talk_id": talk_id, "position": 1, "person_id": person_id, "name_as_written": name}
        )


@pytest.fixture
def published(tmp_path: Path) -> Publish:
    """Builds and publishes the corpus in a data folder, again and again; each call returns the folder."""
    made = 0

    def make(extra_talks: int = 0, change: Callable[[dict[str, list[Row]]], None] | None = None) -> Path:
        nonlocal made
        made += 1
        folder, data = tmp_path / "parts", tmp_path / "data"
        data.mkdir(exist_ok=True)
        rows = corpus_rows(extra_talks)
        if change is not None:
            change(rows)
        passages = make_passages(Normalised(rows), [])
        embedder = load_embedder(Search())
        terms, postings = make_index(passages)
        rows["builds"] = [
            {"build_id": f"build {made}", "built_at": datetime(2026, 3, made, 4, 5, tzinfo=UTC), "software_version": "0",
             "schema_version": 1, "model": embedder.name, "dimensions": embedder.dimensions}
        ]  # fmt: skip
        vectors = embed_passages(passages, embedder, tmp_path / "vectors")
        made_tables = {"passages": passages, "terms": terms, "postings": postings, "vectors": vectors}
        write_tables(rows | made_tables, folder)
        build_corpus(folder, data / "talks.duckdb.new")
        publish(data / "talks.duckdb.new", data / "talks.duckdb")
        return data

    return make
