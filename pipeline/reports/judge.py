"""Small models at work: linear ones (logistic regression, or weights set by hand), read from a JSON file.

Belongs here: loading, scoring, and saying which measurements decided. Does not belong here: measuring (`features`) and
training (`benchmarks/reports_train.py`, which writes the files in `models/`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat
from operator import mul, sub
from pathlib import Path
from typing import Any

MODELS = Path(__file__).resolve().parent / "models"


@dataclass(frozen=True)
class Linear:
    """A probability from a weighted sum: logistic(base + sum(weight * (value - mean)))."""

    version: str
    base: float
    threshold: float
    weights: Mapping[str, tuple[float, float]]  # name -> (weight, mean of the measurement in training)

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Linear:
        weights = {name: (float(pair[0]), float(pair[1])) for name, pair in given["weights"].items()}
        return cls(str(given["version"]), float(given["base"]), float(given["threshold"]), weights)

    def score(self, features: Mapping[str, float]) -> float:
        """The probability that the model gives: 0..1. A measurement that is missing counts as 0."""
        names, weights, means = self._columns
        values = map(features.get, names, repeat(0.0))
        return logistic(sum(map(mul, weights, map(sub, values, means)), self.base))

    @cached_property
    def _columns(self) -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]:
        """Names, weights and means, each by itself: scored for every heading, and so without a loop in Python."""
        pairs = self.weights.values()
        return tuple(self.weights), tuple(weight for weight, _ in pairs), tuple(mean for _, mean in pairs)

    def reasons(self, features: Mapping[str, float], limit: int = 4) -> tuple[str, ...]:
        """The measurements that moved the score most, as "+name" or "-name", strongest first."""
        share = [(weight * (features.get(name, 0.0) - mean), name) for name, (weight, mean) in self.weights.items()]
        share.sort(key=lambda pair: -abs(pair[0]))
        return tuple(f"{'+' if value > 0 else '-'}{name}" for value, name in share[:limit] if abs(value) > 0.05)


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))


_override: dict[str, Linear] = {}


@lru_cache(maxsize=16)
def _load(name: str) -> Linear:
    return Linear.from_json(json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8")))


def model(name: str) -> Linear:
    """The model of that name: `talk_heading`, `link`, `deck`."""
    return _override.get(name) or _load(name)


def use(models: Mapping[str, Linear]) -> None:
    """Judge with these models instead of the shipped ones (for measuring on authors left out); {} goes back."""
    _override.clear()
    _override.update(models)
