"""The schema of talks.duckdb, written once as data.

From `TABLES` come the DDL, the `COMMENT ON` statements, Dagster's column metadata, the checks and docs/dictionary.md.
A column name means the same in every table, so each is defined once in `FIELDS`, by name (after PUDL's fields.py); a
table may add to the meaning in its own `notes`. Views and macros stand in `views.sql`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

VECTOR_COLUMN = "vector"

# Raised when a reader of the former version would fail on a file of this one; `open_corpus` compares it.
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Field:
    """A column: DuckDB type and what it holds, one sentence or two."""

    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table: what a row is, its columns in order, its key, and which columns point at which table's key."""

    name: str
    row: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()  # NOT NULL besides the key
    references: dict[str, str] = field(default_factory=dict)  # column -> table with that key
    notes: dict[str, str] = field(default_factory=dict)  # column -> what it means here in particular
    order_by: tuple[str, ...] = ()  # physical order of the rows, where it matters for reading


def _f(type_: str, meaning: str) -> Field:
    return Field(type_, meaning)


FIELDS: dict[str, Field] = {
    # identities
    "report_id": _f(
        "VARCHAR",
        "Identity of the post, e.g. qiita:927d9a0e8e2972e7bf08, or file:SOURCE/PATH where it has no public address.",
    ),
    "event_id": _f(
        "VARCHAR", "Identity of the event: of its page, e.g. connpass:263304, else of the report that tells of it."
    ),
    "series_id": _f("VARCHAR", "Identity of the recurring event, made from its name."),
    "talk_id": _f("VARCHAR", "Identity of the talk: the event's and a readable form of the title or speaker."),
    "person_id": _f(
        "VARCHAR",
        "Identity of a person: the first account by which they are known, else name: and a readable form of the name.",
    ),
    "account_id": _f("VARCHAR", "A person's handle on a site, e.g. qiita:the_haigo."),
    "material_id": _f(
        "VARCHAR", "Identity of the material's address, e.g. speakerdeck:nako_sleep_9h/slug or youtube:zTq897CU_GQ."
    ),
    "remark_id": _f("VARCHAR", "Identity of the remark: the report's and a number."),
    "image_id": _f("VARCHAR", "Identity of the image: the report's and a number."),
    "link_id": _f("VARCHAR", "Identity of the link: the report's and a number."),
    "evidence_id": _f("VARCHAR", "Identity of the evidence: the entity's and a number."),
    "passage_id": _f("INTEGER", "Number of the passage in this file; not stable from build to build."),
    "term_id": _f("INTEGER", "Number of the term in this file; not stable from build to build."),
    "build_id": _f("VARCHAR", "Identity of the build: its time in UTC."),
    "source_id": _f("VARCHAR", "Name of the source in corpus.toml and the address asked, or the file read."),
    # what things are called and say
    "title": _f("VARCHAR", "Title, as the most trusted source has it."),
    "title_as_reported": _f("VARCHAR", "Title as the report writes it."),
    "name": _f("VARCHAR", "Name."),
    "name_as_written": _f("VARCHAR", "The name or handle as the source writes it, without honorific."),
    "author": _f("VARCHAR", "Who wrote or posted it, as the site names them."),
    "summary": _f("VARCHAR", "What the report tells of the talk, plain text."),
    "text": _f("VARCHAR", "The words, plain text."),
    "heading": _f("VARCHAR", "The heading under which it stands."),
    "heading_path": _f("VARCHAR", "The headings above it, from the outermost, parted by ' > '."),
    "words": _f("VARCHAR", "The words from which it was read."),
    "alt": _f("VARCHAR", "The image's alternative text."),
    "link_text": _f("VARCHAR", "The words of the link."),
    "language": _f("VARCHAR", "Language as a BCP 47 primary subtag, e.g. ja, en; NULL where unknown."),
    "hashtag": _f("VARCHAR", "The event's hashtag, without #."),
    "place": _f("VARCHAR", "Where the event took place."),
    "platform": _f("VARCHAR", "The site of the event's page, e.g. connpass."),
    "site": _f("VARCHAR", "The site, e.g. qiita, zenn, speakerdeck, youtube; web for any other."),
    "handle": _f("VARCHAR", "The account's name on its site, without @."),
    "kind": _f("VARCHAR", "What kind of thing it is."),
    "role": _f("VARCHAR", "What it is to the talk."),
    "edition": _f("VARCHAR", "Which of the series it is: number or year, as written."),
    "via": _f("VARCHAR", "How the words came into the report: tweet for an embedded one, else NULL."),
    "rule": _f("VARCHAR", "The rule or model that read it."),
    "anchor": _f("VARCHAR", "Fragment of the URL that lands on it, without #."),
    # addresses
    "url": _f("VARCHAR", "Public address in canonical form."),
    "deep_link": _f("VARCHAR", "The address that lands on the very slide, section, second or remark."),
    "image_url": _f("VARCHAR", "Address of the picture."),
    # numbers
    "position": _f("INTEGER", "Order, from 1."),
    "page_number": _f("INTEGER", "Number of the slide, section or chapter, from 1."),
    "page_count": _f("INTEGER", "How many slides, sections or chapters it has, as the site says; NULL where unknown."),
    "event_count": _f("INTEGER", "How many events of the series are in this file."),
    "start_seconds": _f("INTEGER", "Where it begins in the recording, in seconds."),
    "end_seconds": _f("INTEGER", "Where it ends in the recording, in seconds."),
    "start_slide": _f("INTEGER", "At which slide it begins, from 1."),
    "duration_seconds": _f("INTEGER", "Length of the recording, in seconds."),
    "first_line": _f("INTEGER", "First line in the source text, from 1."),
    "last_line": _f("INTEGER", "Last line in the source text, from 1."),
    "confidence": _f("FLOAT", "How sure the reading is, 0 to 1."),
    "token_count": _f("INTEGER", "Tokens of the passage as the index counts them."),
    "document_frequency": _f("INTEGER", "In how many passages the term stands."),
    "idf": _f("FLOAT", "Inverse document frequency of the term: ln(1 + (N - n + 0.5) / (n + 0.5))."),
    "weight": _f("FLOAT", "BM25 weight of the term in the passage, idf included (Robertson & Zaragoza 2009)."),
    VECTOR_COLUMN: _f(
        "FLOAT[{dimensions}]", "The passage's embedding, L2-normalised; NULL where the text has no known token."
    ),
    "item_count": _f("INTEGER", "How many items it gave."),
    # times
    "starts_on": _f("DATE", "First day of the event, local."),
    "starts_at": _f("TIMESTAMPTZ", "When the event begins, where the platform says it."),
    "given_on": _f("DATE", "Day on which the talk was given."),
    "published_at": _f("TIMESTAMPTZ", "When it was published, as the site says."),
    "updated_at": _f("TIMESTAMPTZ", "When it was last changed, as the site says."),
    "fetched_at": _f("TIMESTAMPTZ", "When the body that was read came."),
    "checked_at": _f("TIMESTAMPTZ", "When it was last asked for."),
    "built_at": _f("TIMESTAMPTZ", "When this file was built."),
    # states
    "status": _f(
        "VARCHAR",
        "How fetching ended: ok, gone, private, blocked, robots, too_big, unsupported, error; NULL where it was not asked for.",
    ),
    "status_reason": _f("VARCHAR", "Why, where it is not ok; one line."),
    "layers": _f("VARCHAR", "Which layers of the page were read, the most trusted first, parted by commas."),
    "is_online": _f("BOOLEAN", "Whether it was held online; NULL where unknown."),
    "source_name": _f("VARCHAR", "Name of the source in corpus.toml that led to it."),
    "content_hash": _f("VARCHAR", "SHA-256 of the text that was read, hex."),
    "text_hash": _f("VARCHAR", "SHA-256 of the text that was embedded, hex."),
    # references by other names
    "entity": _f("VARCHAR", "Table of the row that this is evidence for, in the plural as the table is named."),
    "entity_id": _f("VARCHAR", "Key of that row; the values of a key of several columns are parted by a space."),
    # search and build
    "term": _f("VARCHAR", "The token, folded as pipeline.search.analysis folds text."),
    "model": _f("VARCHAR", "Name of the embedding model."),
    "dimensions": _f("INTEGER", "Length of the vectors."),
    "software_version": _f("VARCHAR", "Version of talk-corpus that built the file."),
    "schema_version": _f("INTEGER", "Version of the tables' shape; a reader of another version says so and stops."),
    "config_hash": _f("VARCHAR", "SHA-256 of the settings that the build used, hex."),
    "row_counts": _f("VARCHAR", "Rows per table, as a JSON object."),
    "parameters": _f("VARCHAR", "Parameters of index and ranking, as a JSON object."),
}

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        Table(
            "reports",
            "a post that tells of an event, or was judged not to",
            ("report_id", "url", "title", "author", "site", "language", "kind", "event_id", "published_at", "updated_at",
             "status", "status_reason", "layers", "source_name", "content_hash", "fetched_at", "checked_at"),
            ("report_id",),
            ("title", "kind", "source_name"),
            {"event_id": "events"},
            {"kind": "report (tells of talks), no-talk-report, or not-a-report."},
        ),
        Table(
            "events",
            "one event that took place",
            ("event_id", "title", "series_id", "edition", "starts_on", "starts_at", "url", "platform", "place", "is_online", "hashtag"),
            ("event_id",),
            ("title",),
            {"series_id": "series"},
        ),
        Table("series", "what recurs: a meetup's series of events", ("series_id", "name", "url", "event_count"), ("series_id",), ("name", "event_count")),
        Table(
            "talks",
            "one presentation at an event",
            ("talk_id", "event_id", "position", "title", "title_as_reported", "kind", "language", "given_on", "summary"),
            ("talk_id",),
            ("event_id", "position", "kind"),
            {"event_id": "events"},
            {"kind": "lt (lightning talk), talk, keynote, panel, workshop or other."},
        ),
        Table("people", "a person who spoke or remarked", ("person_id", "name"), ("person_id",), ("name",)),
        Table(
            "accounts",
            "a handle by which a site knows a person",
            ("account_id", "person_id", "site", "handle", "url"),
            ("account_id",),
            ("person_id", "site", "handle"),
            {"person_id": "people"},
        ),
        Table(
            "talk_speakers",
            "who gave a talk",
            ("talk_id", "position", "person_id", "name_as_written"),
            ("talk_id", "position"),
            ("person_id", "name_as_written"),
            {"talk_id": "talks", "person_id": "people"},
        ),
        Table(
            "materials",
            "a deck, article, recording, repository or page that belongs to talks",
            ("material_id", "url", "site", "kind", "title", "author", "summary", "language", "page_count", "duration_seconds", "image_url",
             "published_at", "status", "status_reason", "layers", "fetched_at", "checked_at"),
            ("material_id",),
            ("url", "site", "kind"),
            {},
            {"kind": "deck, article, recording, event, repository or page.", "summary": "The description that the site gives."},
        ),
        Table(
            "talk_materials",
            "which material is which talk's",
            ("talk_id", "material_id", "role", "start_seconds", "end_seconds", "start_slide", "deep_link"),
            ("talk_id", "material_id"),
            ("role", "deep_link"),
            {"talk_id": "talks", "material_id": "materials"},
            {"role": "slides, article, code, page, recording (of this talk) or event_recording (of the whole event)."},
        ),
        Table(
            "material_pages",
            "one slide of a deck, section of an article or stretch of a recording",
            ("material_id", "page_number", "kind", "heading", "text", "image_url", "start_seconds", "end_seconds", "anchor", "deep_link"),
            ("material_id", "page_number"),
            ("kind", "text", "deep_link"),
            {"material_id": "materials"},
            {"kind": "slide, section or chapter."},
        ),
        Table(
            "remarks",
            "what a named person said",
            ("remark_id", "report_id", "event_id", "talk_id", "person_id", "name_as_written", "kind", "text", "via", "position", "deep_link"),
            ("remark_id",),
            ("report_id", "person_id", "kind", "text"),
            {"report_id": "reports", "event_id": "events", "talk_id": "talks", "person_id": "people"},
            {"kind": "question, answer or comment."},
        ),
        Table(
            "images",
            "a picture in a report, and the talk it shows",
            ("image_id", "report_id", "talk_id", "image_url", "alt", "position"),
            ("image_id",),
            ("report_id", "image_url", "position"),
            {"report_id": "reports", "talk_id": "talks"},
        ),
        Table(
            "links",
            "a link in a report, with the talk under which it stands",
            ("link_id", "report_id", "talk_id", "url", "link_text", "role", "position"),
            ("link_id",),
            ("report_id", "url", "role", "position"),
            {"report_id": "reports", "talk_id": "talks"},
            {"role": "material, video, recording, event, next_event, profile, reference or other."},
        ),
        Table(
            "evidence",
            "where a row was read",
            ("evidence_id", "entity", "entity_id", "report_id", "heading_path", "first_line", "last_line", "words", "rule", "confidence"),
            ("evidence_id",),
            ("entity", "entity_id", "rule"),
            {"report_id": "reports"},
        ),
        Table(
            "passages",
            "a unit of search: a stretch of text, whose it is, and the link that lands on it",
            ("passage_id", "kind", "talk_id", "event_id", "report_id", "material_id", "remark_id", "page_number", "title", "heading", "text",
             "language", "deep_link", "text_hash", "token_count"),
            ("passage_id",),
            ("kind", "text", "text_hash", "token_count"),
            {"talk_id": "talks", "event_id": "events", "report_id": "reports", "material_id": "materials", "remark_id": "remarks"},
            {"kind": "talk (title and speakers), slide, section (of an article), chapter, summary (what the report tells of the talk), report (of the event), or remark.",
             "title": "Title of the talk, or of the report or event where there is no talk."},
            ("passage_id",),
        ),
        Table("vectors", "the embedding of a passage", ("passage_id", VECTOR_COLUMN), ("passage_id",), (), {"passage_id": "passages"}, {}, ("passage_id",)),
        Table("terms", "a token of the index", ("term_id", "term", "document_frequency", "idf"), ("term_id",), ("term", "document_frequency", "idf"), {}, {}, ("term",)),
        Table(
            "postings",
            "that a term stands in a passage",
            ("term_id", "passage_id", "weight"),
            ("term_id", "passage_id"),
            ("weight",),
            {"term_id": "terms", "passage_id": "passages"},
            {},
            ("term_id", "passage_id"),
        ),
        Table(
            "sources",
            "what was asked for by corpus.toml, and how it went",
            ("source_id", "source_name", "kind", "url", "status", "status_reason", "item_count", "checked_at"),
            ("source_id",),
            ("source_name", "kind"),
            {},
            {"kind": "pages, feed, files, qiita, zenn, connpass or hatena-bookmark; post for one of its posts that could not be read, or that was passed over (its status is empty then, and the reason says why).", "item_count": "Posts found there."},
        ),
        Table(
            "builds",
            "what this file was built from, and when (one row)",
            ("build_id", "built_at", "software_version", "schema_version", "model", "dimensions", "config_hash", "row_counts", "parameters"),
            ("build_id",),
            ("built_at", "software_version", "schema_version", "model", "dimensions"),
        ),
    )
}  # fmt: skip
