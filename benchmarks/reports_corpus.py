"""The labelled reports beside the project, and how they are parted by author. No text of theirs is kept in the project.

The split: an author is left out of rule writing where sha256(author) mod 6 == 1: pages and labels of those authors are not
looked at. Until 2026-11-23 those with mod 6 == 4 were left out too (together a third); they were opened because rules
learnt from posts that we invented ourselves no longer helped unseen authors. Learned parts are besides measured by leave-authors-out cross-validation:
whoever is scored was in none of the data that the models scoring them were trained on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared"
REPORTS = SHARED / "reports"


@dataclass(frozen=True)
class Labelled:
    """A labelled report: its file, author and label."""

    path: Path
    author: str
    label: dict[str, Any]

    @property
    def left_out(self) -> bool:
        return is_left_out(self.author)


def is_left_out(author: str) -> bool:
    """Whether an author belongs to the sixth that was not looked at."""
    return int(hashlib.sha256(author.encode()).hexdigest(), 16) % 6 == 1


def load_labelled(folder: Path = REPORTS) -> list[Labelled]:
    """All labelled reports, in the order of the labels."""
    authors = {}
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        authors[Path(entry["file"]).name] = entry["author"]
    made = []
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            label = json.loads(line)
            name = Path(label["file"]).name
            made.append(Labelled(folder / "pages" / name, authors[name], label))
    return made


def folds(authors: list[str], count: int) -> list[set[str]]:
    """Authors dealt into `count` groups of about equal numbers of reports, the same on every run."""
    weight: dict[str, int] = {}
    for author in authors:
        weight[author] = weight.get(author, 0) + 1
    groups: list[set[str]] = [set() for _ in range(count)]
    loads = [0] * count
    for author in sorted(weight, key=lambda a: (-weight[a], a)):
        at = loads.index(min(loads))
        groups[at].add(author)
        loads[at] += weight[author]
    return groups


def scorer() -> ModuleType:
    """The score that is shared beside the labels."""
    path = SHARED / "eval" / "score_reports.py"
    spec = importlib.util.spec_from_file_location("score_reports", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
