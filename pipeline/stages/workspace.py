"""One run's view of a data directory: the settings, the stage files, and each stage as one method.

A stage reads the files of the stages before it and writes its own, so that any stage can be run again by itself; within
one process what was just made is also at hand in memory. Which stage follows which is told by `pipeline.assets`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import pyarrow.parquet as pq

from pipeline.config import Settings
from pipeline.corpus.build import build_corpus, write_tables
from pipeline.corpus.checks import CheckResult, check_corpus
from pipeline.corpus.corrections import load_corrections
from pipeline.corpus.inputs import Material, Normalised, Post, Row, SourceState
from pipeline.corpus.normalise import normalise
from pipeline.corpus.publish import publish
from pipeline.corpus.schema import TABLES
from pipeline.errors import one_line
from pipeline.paths import DataPaths
from pipeline.search import macros_script
from pipeline.search.embedding import load_embedder
from pipeline.search.index import make_index
from pipeline.search.passages import make_passages
from pipeline.search.vectors import embed_passages
from pipeline.search.words import Words
from pipeline.stages.alarm import RUNS, check_sites
from pipeline.stages.cache import Cache, write_parquet
from pipeline.stages.discover import Found, discover
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.materials import material_urls, presented_urls, read_materials
from pipeline.stages.pages import PageReader
from pipeline.stages.posts import read_posts
from pipeline.stages.progress import Progress
from pipeline.stages.site_figures import FIGURES, Asked, SiteFigures, site_figures
from pipeline.web.archive import Archive, Run
from pipeline.web.client import Client

T = TypeVar("T")
INDEX_TABLES = ("passages", "vectors", "terms", "postings", "builds")
NORMALISED_TABLES = tuple(name for name in TABLES if name not in INDEX_TABLES)


@dataclass
class Workspace:
    """The stages over one data directory."""

    paths: DataPaths
    settings: Settings
    progress: Progress = field(default_factory=Progress)
    accept_fewer: frozenset[str] = frozenset()  # sites of which a person said that they may give fewer than before
    checked: list[CheckResult] = field(default_factory=list)  # how the checks of the file just built ended
    _asked: Asked = field(default_factory=Asked)
    _figures: dict[str, SiteFigures] | None = None
    _left_alone: dict[str, str] = field(default_factory=dict)  # hosts that blocked in this run, and why
    _posts: list[Post] | None = None
    _lost: list[SourceState] = field(default_factory=list)
    _normalised: Normalised | None = None
    _passages: list[Row] | None = None
    _words: Words = field(default_factory=Words)  # the passages' texts, cut once for all that need their words

    # -- getting and reading ------------------------------------------------------------------------------------------

    def fetch_report_pages(self) -> int:
        """Discover the posts and ask for those on the web; the number of posts found."""

        async def work() -> tuple[list[Found], list[SourceState]]:
            with Archive(self.paths.archive) as archive:
                async with self._client(archive) as client:
                    found, states = await discover(self.settings, client, archive)
                    on_web = [f.url for f in found if f.url and f.role == "post"]
                    self.progress.start("report_pages", len(on_web))
                    await fetch_pages(on_web, client, archive, self.progress, self._asked)
            return found, states

        found, states = asyncio.run(work())
        self._file("found", Found).save((f.url or f.path, "", f) for f in found)
        self._file("sources", SourceState).save((s.source_id, "", s) for s in states)
        for state in states:
            if state.status_reason and state.kind != "post":
                self.progress.problem(f"source {state.source_name}: {state.status}: {state.status_reason}")
        self.progress.finish(f"{len(found)} posts of {len(states)} sources")
        return len(found)

    def read_reports(self) -> list[Post]:
        """Read and understand the posts."""
        found = self._file("found", Found).values()
        self.progress.start("reports", len(found))
        with Archive(self.paths.archive) as archive:
            reader = PageReader(archive, self.paths.stages / "report_documents.parquet")
            self._posts, self._lost = read_posts(found, reader, self.paths.stages / "reports.parquet", self.progress)
            reader.save()
        self._file("lost", SourceState).save((s.source_id, "", s) for s in self._lost)
        talks = sum(len(post.report.talks) for post in self._posts)
        self.progress.finish(
            f"{len(self._posts)} posts read, {talks} talks in them, {len(self._lost)} posts not readable"
        )
        return self._posts

    def fetch_material_pages(self) -> int:
        """Ask for what the reports link to, and for what the events' pages list; the number of addresses."""
        urls = material_urls(self.posts(), self._file("found", Found).values())
        more: list[str] = []

        async def work() -> None:
            with Archive(self.paths.archive) as archive:
                async with self._client(archive) as client:
                    await fetch_pages(urls, client, archive, self.progress, self._asked)
                    more.extend(presented_urls(urls, PageReader(archive, self._material_documents)))
                    await fetch_pages(more, client, archive, self.progress, self._asked)

        self.progress.start("material_pages", len(urls))
        asyncio.run(work())
        self.progress.finish(f"{len(urls) + len(more)} addresses")
        return len(urls) + len(more)

    def read_materials(self) -> dict[str, Material]:
        """Read the materials."""
        urls = material_urls(self.posts(), self._file("found", Found).values())
        self.progress.start("materials", len(urls))
        with Archive(self.paths.archive) as archive:
            reader = PageReader(archive, self._material_documents)
            materials = read_materials(urls, self.posts(), reader, self.progress)
            reader.save()
        self._file("materials", Material).save((key, "", material) for key, material in materials.items())
        readable = sum(m.document is not None for m in materials.values())
        self.progress.finish(f"{readable} of {len(materials)} readable")
        return materials

    # -- rows ---------------------------------------------------------------------------------------------------------

    def normalise(self) -> dict[str, int]:
        """Rows of the public tables, but for the search index; rows per table."""
        self.progress.start("tables", len(NORMALISED_TABLES))
        materials = {material.key: material for material in self._file("materials", Material).values()}
        corrections = load_corrections(self.paths.corrections) if self.paths.corrections.exists() else None
        self._normalised = normalise(self.posts(), materials, self.sources(), corrections)
        rows = {name: self._normalised.rows.get(name, []) for name in NORMALISED_TABLES}
        write_tables(rows, self._tables)
        self._file("talk_ids", TalkIds).save(
            (report_id, "", TalkIds(report_id, ids)) for report_id, ids in self._normalised.talk_ids.items()
        )
        for note in self._normalised.notes:
            self.progress.problem(note)
        counts = {name: len(table) for name, table in rows.items()}
        self.progress.finish(", ".join(f"{counts[name]} {name}" for name in ("events", "talks", "people", "materials")))
        return counts

    def cut_passages(self) -> int:
        """The units of search; their number."""
        self.progress.start("passages", 1)
        self._passages = make_passages(self.normalised(), self.posts(), self._words)
        write_tables({"passages": self._passages}, self._tables)
        self.progress.finish(f"{len(self._passages)} passages")
        return len(self._passages)

    def embed_passages(self) -> tuple[int, str]:
        """Vectors of the passages, each text embedded once per model; their number and the model's name."""
        self.progress.start("passage_vectors", 1)
        embedder = load_embedder(self.settings.search)
        vectors = embed_passages(self.passages(), embedder, self.paths.stages / "vectors", words=self._words)
        write_parquet(vectors, self._tables / "vectors.parquet")
        model = {"model": embedder.name, "dimensions": embedder.dimensions}
        (self.paths.stages / "model.json").write_text(json.dumps(model), encoding="utf-8")
        self.progress.finish(f"{vectors.num_rows} vectors of {embedder.name}")
        return vectors.num_rows, embedder.name

    def index_passages(self) -> tuple[int, int]:
        """Terms and postings; their numbers."""
        self.progress.start("search_index", 1)
        terms, postings = make_index(self.passages(), self._words)
        write_parquet(terms, self._tables / "terms.parquet")
        write_parquet(postings, self._tables / "postings.parquet")
        self.progress.finish(f"{terms.num_rows} terms, {postings.num_rows} postings")
        return terms.num_rows, postings.num_rows

    # -- the file -----------------------------------------------------------------------------------------------------

    def build(self) -> dict[str, int]:
        """talks.duckdb.new beside the published file; rows per table."""
        self.progress.start("corpus", len(TABLES))
        counts = {
            name: pq.read_metadata(path).num_rows
            for name in TABLES
            if (path := self._tables / f"{name}.parquet").exists() and name != "builds"
        }
        write_tables({"builds": [self._build_row(counts)]}, self._tables)
        build_corpus(self._tables, self.paths.corpus_new, scripts=[macros_script()])
        self.progress.finish(f"{sum(counts.values())} rows in {len(counts) + 1} tables")
        return counts | {"builds": 1}

    def check(self) -> list[CheckResult]:
        """What the file that was built must fulfil before it is published."""
        old = self.paths.corpus if self.paths.corpus.exists() else None
        with Archive(self.paths.archive) as archive:
            runs = archive.runs(RUNS)
        figures = self.site_figures()
        for site in sorted(self.accept_fewer - figures.keys()):
            rule = "must name a site of this run"
            self.progress.problem(one_line("--accept-fewer", rule, site, f"one of {', '.join(figures)}"))
        self.checked = [
            *check_corpus(self.paths.corpus_new, published=old),
            check_sites(figures, runs, self.accept_fewer),
        ]
        if not all(result.passed for result in self.checked):
            self._keep_run(published=False)
        return self.checked

    def publish(self) -> Path:
        """Swap the new file in."""
        publish(self.paths.corpus_new, self.paths.corpus)
        self._keep_run(published=True)
        return self.paths.corpus

    def site_figures(self) -> dict[str, SiteFigures]:
        """How each site did in this run: known when the materials are read."""
        if self._figures is not None:
            return self._figures
        with Archive(self.paths.archive) as archive:
            since = next((run.ended_at for run in archive.runs(RUNS) if run.published), None)
        materials = self._file("materials", Material).values()
        lost, sources = self._file("lost", SourceState).values(), self._file("sources", SourceState).values()
        figures = site_figures(self.posts(), lost, materials, self._asked, since, sources)
        for site in self.accept_fewer & figures.keys():
            figures[site].is_accepted = True
        self._figures = figures
        return figures

    def _keep_run(self, published: bool) -> None:
        sites = {site: FIGURES.dump_python(figures) for site, figures in self.site_figures().items()}
        with Archive(self.paths.archive) as archive:
            archive.put_run(Run(datetime.now(UTC), published, sites))

    # -- what earlier stages made -------------------------------------------------------------------------------------

    def posts(self) -> list[Post]:
        """What `read_reports` made, from memory or from its file."""
        if self._posts is None:
            self._posts = Cache(self.paths.stages / "reports.parquet", Post).values()
        return self._posts

    def normalised(self) -> Normalised:
        """What `normalise` made, from memory or from its files."""
        if self._normalised is None:
            rows = {name: pq.read_table(self._tables / f"{name}.parquet").to_pylist() for name in NORMALISED_TABLES}
            ids = {t.report_id: t.talk_ids for t in self._file("talk_ids", TalkIds).values()}
            self._normalised = Normalised(rows, ids)
        return self._normalised

    def sources(self) -> list[SourceState]:
        """How every source of corpus.toml did, and every post of theirs that could not be read."""
        return self._file("sources", SourceState).values() + self._file("lost", SourceState).values()

    def passages(self) -> Sequence[Row]:
        """What `cut_passages` made, from memory or from its file."""
        if self._passages is None:
            self._passages = pq.read_table(self._tables / "passages.parquet").to_pylist()
        return self._passages

    @property
    def _material_documents(self) -> Path:
        return self.paths.stages / "material_documents.parquet"

    @property
    def _tables(self) -> Path:
        return self.paths.stages / "tables"

    def _client(self, archive: Archive) -> Client:
        return Client(archive, self.settings.crawl, on_entry=self.progress.fetched, left_alone=self._left_alone)

    def _file(self, name: str, kind: type[T]) -> Cache[T]:
        return Cache(self.paths.stages / f"{name}.parquet", kind)

    def _build_row(self, counts: dict[str, int]) -> Row:
        now = datetime.now(UTC)
        model = json.loads((self.paths.stages / "model.json").read_text(encoding="utf-8"))
        settings = self.settings.model_dump_json()
        return {
            "build_id": now.strftime("%Y%m%dT%H%M%SZ"),
            "built_at": now,
            "software_version": version("talk-corpus"),
            "model": model["model"],
            "dimensions": model["dimensions"],
            "config_hash": hashlib.sha256(settings.encode()).hexdigest(),
            "row_counts": json.dumps(counts),
            "parameters": self.settings.search.model_dump_json(),
        }


@dataclass(frozen=True)
class TalkIds:
    """Which row of `talks` each talk of a report became."""

    report_id: str
    talk_ids: tuple[str, ...]
