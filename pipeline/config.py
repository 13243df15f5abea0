"""corpus.toml, validated: what to read, how politely, how to search. One model per table of the file.

A wrong key, type or value is a `ConfigError` of one line: file, table, key, value, what is allowed. Paths in the file are
relative to the file. The neighbours take these models, never the raw TOML.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline.errors import ConfigError, one_line


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class Crawl(_Strict):
    """[crawl]: how politely to ask the web."""

    contact: str = Field("", description="URL or e-mail address put into the User-Agent, so that a site can reach you")
    seconds_between_requests: float = Field(1.0, ge=0, le=3600, description="between two requests to one host")
    connections_per_host: int = Field(1, ge=1, le=8)
    concurrent_hosts: int = Field(8, ge=1, le=64)
    timeout_seconds: float = Field(30.0, gt=0, le=600, description="for one whole answer, its body included")
    retries: int = Field(2, ge=0, le=6, description="after a network error, 429 or 5xx")
    max_retry_after_seconds: float = Field(120.0, ge=0, description="longer waits end as 'blocked'")
    max_redirects: int = Field(8, ge=0, le=20)
    max_megabytes: float = Field(5.0, gt=0, le=500, description="of a page")
    max_document_megabytes: float = Field(80.0, gt=0, le=2000, description="of a PDF")
    recheck_hours: float = Field(20.0, ge=0, description="a page asked for more recently is taken from the archive")
    recheck_gone_days: float = Field(
        30.0, ge=0, description="what is gone or private is asked for again after this long"
    )
    youtube_watch_pages: bool = Field(
        False,
        description="read YouTube's watch pages too (length, day, chapters); its terms forbid it, so oEmbed alone",
    )
    captions: bool = Field(
        False, description="ask for the captions that a watch page names, where robots.txt allows it"
    )
    replay: Path | None = Field(None, description="folder of a recorded web that answers instead of the network")


class Search(_Strict):
    """[search]: which model embeds, how the rankings are fused."""

    model: str = Field("embedded", description="'embedded', or any model that sentence-transformers loads")
    query_prompt: str | None = Field(None, description="put before a query; None: what the model's own settings say")
    document_prompt: str | None = None
    dimensions: int | None = Field(None, ge=8, le=4096, description="truncate vectors to this length")
    batch_size: int = Field(32, ge=1, le=4096)
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    half_precision: bool = False
    words_weight: float = Field(0.75, ge=0, le=1, description="share of the words in the fused score")


class Schedule(_Strict):
    """[schedule]: when Dagster runs the job by itself."""

    enabled: bool = True
    cron: str = Field("0 5 * * *", description="five fields, in `timezone`")
    timezone: str = "Asia/Tokyo"


class _Source(_Strict):
    name: str = Field(min_length=1, pattern=r"^[A-Za-z0-9_.-]+$")


class PagesSource(_Source):
    """kind = "pages": a list of addresses."""

    kind: Literal["pages"]
    urls: tuple[str, ...] = Field(min_length=1)

    @field_validator("urls")
    @classmethod
    def _http(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        for url in urls:
            if not url.lower().startswith(("http://", "https://")):
                raise ValueError(f"{url!r} is not an http or https address")
        return urls


class FeedSource(_Source):
    """kind = "feed": an Atom or RSS feed whose entries are posts."""

    kind: Literal["feed"]
    url: str = Field(pattern=r"^https?://")
    limit: int = Field(50, ge=1, le=1000, description="newest entries taken of each answer; what was taken stays")


class FilesSource(_Source):
    """kind = "files": a folder of Markdown or HTML posts, e.g. a checkout of Qiita CLI or Zenn CLI posts."""

    kind: Literal["files"]
    path: Path
    glob: str = "**/*"
    url: str | None = Field(
        None,
        description="public address of a post; {stem}, {name}, {path} and {KEY} of its front matter are filled in",
        examples=["https://qiita.com/someone/items/{id}"],
    )
    author: str = ""


class ListingSource(_Source):
    """What all kinds share that list posts of all sorts, of which only event reports are taken in."""

    kind: str
    limit: int = Field(200, ge=1, le=5000, description="newest posts looked at")
    force: tuple[str, ...] = Field((), description="addresses of posts that are taken in whatever they are called")
    _one_of: ClassVar[tuple[str, ...]] = ()

    @field_validator("force")
    @classmethod
    def _http(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        return PagesSource._http(urls)

    @model_validator(mode="after")
    def _says_whose(self) -> Self:
        given = [name for name in self._one_of if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(self._one_of)}, found {', '.join(given) or 'none'}")
        return self


class QiitaSource(ListingSource):
    """kind = "qiita": the posts of a user, tag, organization or search of Qiita. QIITA_TOKEN raises its allowance."""

    kind: Literal["qiita"]
    user: str | None = Field(None, pattern=r"^[A-Za-z0-9_@-]+$")
    tag: str | None = None
    organization: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]+$")
    query: str | None = Field(None, description="as in Qiita's search, e.g. 'tag:Elixir title:LT会'")
    _one_of = ("user", "tag", "organization", "query")


class ZennSource(ListingSource):
    """kind = "zenn": the articles of a user, topic or publication of Zenn."""

    kind: Literal["zenn"]
    user: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]+$")
    topic: str | None = None
    publication: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]+$")
    _one_of = ("user", "topic", "publication")


class ConnpassSource(ListingSource):
    """kind = "connpass": events of a group or search, and what was posted to them. Needs CONNPASS_API_KEY."""

    kind: Literal["connpass"]
    limit: int = Field(50, ge=1, le=1000, description="latest events looked at, one request each")
    group: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]+$", description="of https://GROUP.connpass.com/")
    keyword: str | None = None
    _one_of = ("group", "keyword")


class HatenaBookmarkSource(ListingSource):
    """kind = "hatena-bookmark": posts that people bookmarked: of a site, below an address, or under a tag."""

    kind: Literal["hatena-bookmark"]
    site: str | None = Field(None, pattern=r"^[A-Za-z0-9.-]+$", description="a host, e.g. speakerdeck.com")
    url: str | None = Field(None, pattern=r"^https?://")
    tag: str | None = None
    _one_of = ("site", "url", "tag")


Source = Annotated[
    PagesSource | FeedSource | FilesSource | QiitaSource | ZennSource | ConnpassSource | HatenaBookmarkSource,
    Field(discriminator="kind"),
]
KINDS: dict[str, type[_Source]] = {
    "pages": PagesSource,
    "feed": FeedSource,
    "files": FilesSource,
    "qiita": QiitaSource,
    "zenn": ZennSource,
    "connpass": ConnpassSource,
    "hatena-bookmark": HatenaBookmarkSource,
}


class Settings(_Strict):
    """The whole of corpus.toml."""

    crawl: Crawl = Crawl()
    search: Search = Search()
    schedule: Schedule = Schedule()
    source: tuple[Source, ...] = ()

    @field_validator("source")
    @classmethod
    def _names_differ(cls, sources: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for source in sources:
            if source.name in seen:
                raise ValueError(f"two sources are named {source.name!r}; give each its own name")
            seen.add(source.name)
        return sources


def load_settings(path: Path) -> Settings:
    """Read and validate `path`; relative paths in it become absolute. Raises ConfigError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            one_line(str(path), "there must be a settings file", "no file", "write one, or pass --config")
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(one_line(str(path), "must be a readable UTF-8 file", str(error), "check the file")) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(one_line(str(path), "must be TOML", str(error), "mend that line")) from None
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from None
    base = path.resolve().parent
    sources = tuple(
        s.model_copy(update={"path": base / s.path.expanduser()}) if isinstance(s, FilesSource) else s
        for s in settings.source
    )
    replay = settings.crawl.replay
    crawl = settings.crawl.model_copy(update={"replay": base / replay.expanduser()}) if replay else settings.crawl
    return settings.model_copy(update={"source": sources, "crawl": crawl})


def _explain(path: Path, error: ValidationError) -> str:
    """The first thing wrong, as one line: table, key, value and what is allowed."""
    first = error.errors(include_url=False)[0]
    place = [str(p) for p in first["loc"] if p not in KINDS]
    where = f"{path}: [{'.'.join(place[:-1]) or 'top level'}] {place[-1]}" if place else str(path)
    remedy = "see the comments in data/corpus.toml"
    if first["type"] == "extra_forbidden":
        model = _model_at(first["loc"])
        remedy = f"allowed here: {', '.join(model.model_fields)}" if model else remedy
    return one_line(where, first["msg"].removeprefix("Value error, "), first["input"], remedy)


def _model_at(loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model whose key `loc` names, to list what is allowed there."""
    tables: dict[str, type[BaseModel]] = {"crawl": Crawl, "search": Search, "schedule": Schedule}
    if len(loc) == 1:
        return Settings
    if loc[0] == "source":
        return next((KINDS[str(p)] for p in loc if p in KINDS), None)
    return tables.get(str(loc[0]))
