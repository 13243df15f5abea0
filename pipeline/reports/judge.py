"""Small learned models at work: additive trees (gradient boosting) read from a JSON file, evaluated in plain Python.

Belongs here: loading, scoring, and saying which measurements decided. Does not belong here: measuring (`features`) and
training (`benchmarks/reports_train.py`, which writes the files in `models/`).
The score is the logistic function of the sum of the trees' leaves (Friedman 2001); a measurement's share in a decision is
the sum of the changes of the node means along the paths that test it (Saabas 2014).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

MODELS = Path(__file__).resolve().parent / "models"


@dataclass(frozen=True)
class Trees:
    """One model: `trees[i]` is (feature, threshold, left, right, value) by node; feature -1 marks a leaf."""

    version: str
    names: tuple[str, ...]
    base: float
    threshold: float
    trees: tuple[tuple[tuple[int, float, int, int, float], ...], ...]

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Trees:
        return cls(
            str(given["version"]),
            tuple(given["names"]),
            float(given["base"]),
            float(given.get("threshold", 0.5)),
            tuple(tuple((int(n[0]), float(n[1]), int(n[2]), int(n[3]), float(n[4])) for n in tree) for tree in given["trees"]),
        )

    def score(self, features: Mapping[str, float]) -> float:
        """The probability that the model gives: 0..1. A measurement that is missing counts as 0."""
        row = [features.get(name, 0.0) for name in self.names]
        total = self.base
        for tree in self.trees:
            at = 0
            node = tree[0]
            while node[0] >= 0:
                at = node[2] if row[node[0]] <= node[1] else node[3]
                node = tree[at]
            total += node[4]
        return logistic(total)

    def reasons(self, features: Mapping[str, float], limit: int = 4) -> tuple[str, ...]:
        """The measurements that moved the score most, as "+name" or "-name", strongest first."""
        row = [features.get(name, 0.0) for name in self.names]
        share: dict[int, float] = {}
        for tree in self.trees:
            node = tree[0]
            while node[0] >= 0:
                following = tree[node[2] if row[node[0]] <= node[1] else node[3]]
                share[node[0]] = share.get(node[0], 0.0) + following[4] - node[4]
                node = following
        strongest = sorted(share.items(), key=lambda pair: -abs(pair[1]))[:limit]
        return tuple(f"{'+' if value > 0 else '-'}{self.names[at]}" for at, value in strongest if abs(value) > 0.05)


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))


_override: dict[str, Trees] = {}


@lru_cache(maxsize=16)
def _load(name: str) -> Trees:
    return Trees.from_json(json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8")))


def model(name: str) -> Trees:
    """The model of that name: `talk_heading`, `talk_item`, `link`, `post`."""
    return _override.get(name) or _load(name)


def use(models: Mapping[str, Trees]) -> None:
    """Judge with these models instead of the shipped ones (for measuring on authors left out); {} goes back."""
    _override.clear()
    _override.update(models)
