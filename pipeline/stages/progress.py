"""How far a run has come, and what went wrong on the way: lines on stderr, and counts for Dagster's metadata.

The stages call `Progress`; `talks run` gives one that writes to the terminal, tests one that keeps quiet.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TextIO

from pipeline.web.answers import FetchLogEntry


@dataclass
class Progress:
    """Counts a stage's steps; `stream` None keeps quiet. On a terminal the line is rewritten, elsewhere printed at the end."""

    stream: TextIO | None = None
    seconds_between_lines: float = 0.2
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    _stage: str = ""
    _total: int = 0
    _done: int = 0
    _began: float = 0.0
    _shown: float = 0.0

    def start(self, stage: str, total: int) -> None:
        """A stage begins that has `total` steps."""
        self._stage, self._total, self._done = stage, total, 0
        self._began = time.monotonic()

    def step(self, count: int = 1) -> None:
        """`count` more steps are done."""
        self._done += count
        now = time.monotonic()
        if self.stream and self.stream.isatty() and now - self._shown >= self.seconds_between_lines:
            self._shown = now
            print(f"\r{self._stage:16} {self._done}/{self._total}", end="", file=self.stream, flush=True)

    def finish(self, facts: str) -> None:
        """The stage is done; `facts` says what came of it."""
        if self.stream:
            start = "\r" if self.stream.isatty() else ""
            seconds = time.monotonic() - self._began
            print(f"{start}{self._stage:16} {facts} ({seconds:.1f} s)", file=self.stream, flush=True)

    def fetched(self, entry: FetchLogEntry) -> None:
        """One answer of the web, counted; pages that fail as a whole are told by the stage that asks for them."""
        self.outcomes[entry.outcome.value] += 1

    def problem(self, line: str) -> None:
        """Something that costs one page or file and nothing else."""
        line = " ".join(line.split())
        self.problems.append(line)
        if self.stream:
            start = "\r" if self.stream.isatty() else ""
            print(f"{start}  {line}", file=self.stream, flush=True)


def terminal() -> Progress:
    """Progress on stderr."""
    return Progress(stream=sys.stderr)
