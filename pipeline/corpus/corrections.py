"""corrections.toml: what people put right by hand, replayed on every build.

Here: reading and validating the file. Not here: applying it, which `normalise` and its neighbours do while they make
rows, so that what hangs on a corrected row follows.

    [[talk]]                          # found by `id`, as the table talks has it without this file
    id = "connpass:263304/nx-を-evision-backend-で動かす"
    title = "Nx を Evision.Backend で動かす"      # any of title, kind, given_on; or:
    drop = true

    [[same_person]]                   # accounts (`accounts.account_id`) of one person
    accounts = ["qiita:someone", "speakerdeck:someone_else"]
    name = "Some One"

    [[different_people]]              # accounts that must not be joined
    accounts = ["qiita:fox", "speakerdeck:fox"]

    [[same_event]]                    # the first id stays
    events = ["connpass:263304", "doorkeeper:12345"]
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import ConfigError, one_line
from pipeline.reports.report import TalkKind


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class TalkCorrection(_Strict):
    """[[talk]]: what a talk is really called, or that it is none."""

    id: str = Field(min_length=1)
    title: str | None = Field(None, min_length=1)
    kind: TalkKind | None = None
    given_on: date | None = None
    drop: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> TalkCorrection:
        if not self.drop and self.title is None and self.kind is None and self.given_on is None:
            raise ValueError("says nothing: give title, kind, given_on or drop = true")
        return self


class SamePerson(_Strict):
    """[[same_person]]: accounts of one person."""

    accounts: tuple[str, ...] = Field(min_length=1)
    name: str | None = Field(None, min_length=1)


class DifferentPeople(_Strict):
    """[[different_people]]: accounts of as many people."""

    accounts: tuple[str, ...] = Field(min_length=2)


class SameEvent(_Strict):
    """[[same_event]]: ids of one event; the first stays."""

    events: tuple[str, ...] = Field(min_length=2)


class Corrections(_Strict):
    """The whole of corrections.toml."""

    talk: tuple[TalkCorrection, ...] = ()
    same_person: tuple[SamePerson, ...] = ()
    different_people: tuple[DifferentPeople, ...] = ()
    same_event: tuple[SameEvent, ...] = ()


_TABLES: dict[str, type[BaseModel]] = {
    "talk": TalkCorrection,
    "same_person": SamePerson,
    "different_people": DifferentPeople,
    "same_event": SameEvent,
}


def load_corrections(path: Path) -> Corrections:
    """Read and validate `path`; a file that is not there corrects nothing. Raises ConfigError of one line."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Corrections()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(one_line(str(path), "must be a readable UTF-8 file", str(error), "check the file")) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(one_line(str(path), "must be TOML", str(error), "mend that line")) from None
    try:
        return Corrections.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from None


def _explain(path: Path, error: ValidationError) -> str:
    """The first thing wrong, as one line: table and its number, key, value and what is allowed."""
    first = error.errors(include_url=False)[0]
    place = list(first["loc"])
    table = str(place[0]) if place else ""
    number = f" number {place[1] + 1}" if len(place) > 1 and isinstance(place[1], int) else ""
    key = "".join(f" {part}" for part in place[2:])
    model = _TABLES.get(table)
    allowed = ", ".join(model.model_fields if model else (f"[[{name}]]" for name in _TABLES))
    where = f"{path}: [[{table}]]{number}{key}" if table else str(path)
    return one_line(where, first["msg"].removeprefix("Value error, "), first["input"], f"allowed: {allowed}")
