-- What was asked of the web and what came: one row an attempt, one row a different body.
CREATE TABLE bodies (
  hash   TEXT PRIMARY KEY, -- SHA-256 of the body, hex
  size   INTEGER NOT NULL, -- bytes before packing
  packed INTEGER NOT NULL, -- 1: zlib; 0: as is
  data   BLOB NOT NULL
);

CREATE TABLE attempts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  url        TEXT NOT NULL, -- as asked, written properly
  final_url  TEXT NOT NULL, -- after redirects
  status     INTEGER NOT NULL, -- 0: no answer came
  outcome    TEXT NOT NULL,
  reason     TEXT NOT NULL,
  headers    TEXT NOT NULL, -- JSON object, names in lower case
  body_hash  TEXT REFERENCES bodies (hash),
  fetched_at TEXT NOT NULL, -- ISO 8601, UTC
  checked_at TEXT NOT NULL, -- ISO 8601, UTC; a 304 moves only this
  redirects  TEXT NOT NULL, -- JSON array of the addresses passed through
  layer      TEXT NOT NULL,
  variant    TEXT NOT NULL DEFAULT '' -- the media type wanted first; '': kept before this was, answers for any
);

CREATE INDEX attempts_by_url ON attempts (url, id);
CREATE INDEX attempts_readable ON attempts (url, id) WHERE outcome IN ('ok', 'moved');

-- How each site did in a run: the history that a site's fall is told by. A run that was not published tells nothing of
-- what is normal.
CREATE TABLE IF NOT EXISTS runs (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  ended_at  TEXT NOT NULL, -- ISO 8601, UTC
  published INTEGER NOT NULL, -- 1: its corpus was published
  sites     TEXT NOT NULL -- JSON object: site -> figures, as the stages count them
);
