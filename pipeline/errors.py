"""The errors that a person sees, each one line: source, rule, value, remedy.

Every error that the project raises on purpose is a `TalkCorpusError`; the CLI prints its text and exits with `exit_code`.
What does not belong here: outcomes of fetching (they are data, see `pipeline.web.outcomes`).
"""

from __future__ import annotations


class TalkCorpusError(Exception):
    """Something a person can put right; the message is one line and says how."""

    exit_code = 1


class ConfigError(TalkCorpusError):
    """corpus.toml or corrections.toml does not say what it must."""

    exit_code = 2


class NoCorpusError(TalkCorpusError):
    """There is no talks.duckdb to read yet."""

    exit_code = 3


class ReadError(TalkCorpusError):
    """A file or page could not be read as what it should be."""


class QueryError(TalkCorpusError):
    """A search query that cannot be understood."""


class BuildError(TalkCorpusError):
    """A corpus that was built does not pass its checks and is not published."""


class SystemRefused(TalkCorpusError):
    """The system would not let a file be read or written: no permission, no space, a missing folder."""


def system_error(error: OSError) -> SystemRefused:
    """What the system refused, as one line."""
    place = str(error.filename) if error.filename is not None else "the system"
    return SystemRefused(
        one_line(
            place, "must be usable", error.strerror or str(error), "check the path, its permissions and free space"
        )
    )


def one_line(source: str, rule: str, value: object, remedy: str) -> str:
    """The one form of an error's text: `source: rule (found VALUE); remedy`, without line breaks."""
    shown = repr(value)
    if len(shown) > 120:
        shown = shown[:117] + "..."
    return " ".join(f"{source}: {rule} (found {shown}); {remedy}".split())
