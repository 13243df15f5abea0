"""Many texts to terms, each cut once: what index, embedding and the count of a passage's tokens share in one build.

Texts are cut by `analysis` and kept as numbers of a common vocabulary. Where there is much to cut, processes on all cores share
the work. What a term weighs says `index`; what vector it has, `embedding`.
"""

from __future__ import annotations

import multiprocessing
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import numpy.typing as npt

from pipeline.search.analysis import fold, indexed_terms, stretches

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

# characters that one task cuts, and from how many on starting processes (about a second) pays
TASK = 1_000_000
MANY = 4_000_000
# stretches that a process remembers: most of a text's are in others too
REMEMBERED = 400_000


class Words:
    """Texts as terms. `vocabulary` holds the terms by their numbers; `terms_of` gives the numbers of texts that were added."""

    def __init__(self) -> None:
        self.vocabulary: list[str] = []
        self._numbers: dict[str, int] = {}
        self._places: dict[str, int] = {}  # text -> its place in the order of being added
        self._parts: list[Ints] = []  # 2 * term number + whether it is a plain word
        self._lengths: list[Ints] = []
        self._whole: tuple[Ints, Places] = (np.empty(0, np.int32), np.zeros(1, np.int64))

    def add(self, texts: Iterable[str]) -> None:
        """Cut those of `texts` that were not added before."""
        new = [text for text in dict.fromkeys(texts) if text not in self._places]
        if not new:
            return
        for part, lengths, terms in _cut_all(new):
            numbers = self._numbers
            common = np.fromiter((numbers.setdefault(term, len(numbers)) for term in terms), np.int32, len(terms))
            self._parts.append(common[part >> 1] * 2 + (part & 1) if len(part) else part)
            self._lengths.append(lengths)
        self.vocabulary = list(self._numbers)
        self._places.update((text, place) for place, text in enumerate(new, len(self._places)))

    def terms_of(self, texts: Sequence[str], *, plain: bool = False) -> tuple[Ints, Places]:
        """The terms of `texts`, one text after the other, and how many each has: what `analysis.document_terms` gives
        or, with `plain`, `analysis.plain_words`. Texts not added before are added."""
        self.add(texts)
        values, starts = self._gathered()
        place = np.fromiter((self._places[text] for text in texts), np.int64, len(texts))
        lengths = starts[place + 1] - starts[place]
        ends = np.cumsum(lengths)
        found = values[np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[place] - (ends - lengths), lengths)]
        if not plain:
            return found >> 1, lengths
        is_plain = (found & 1).astype(bool)
        kept = np.concatenate([[0], np.cumsum(is_plain)])
        return found[is_plain] >> 1, kept[ends] - kept[ends - lengths]

    def _gathered(self) -> tuple[Ints, Places]:
        """All that was added in one array, and where each text begins in it (and the last one ends)."""
        if len(self._parts) > 1 or len(self._whole[1]) <= len(self._places):
            self._parts, self._lengths = [np.concatenate(self._parts)], [np.concatenate(self._lengths)]
            starts = np.concatenate([[0], np.cumsum(self._lengths[0], dtype=np.int64)])
            self._whole = self._parts[0], starts
        return self._whole


Cut = tuple[Ints, Ints, list[str]]  # numbers of terms * 2 + plain, text by text; terms per text; the terms by number

_remembered: dict[str, list[int]] = {}
_numbers: dict[str, int] = {}


def _cut_all(texts: Sequence[str]) -> Iterator[Cut]:
    tasks = list(_tasks(texts))
    cores = _cores()
    if cores == 1 or len(tasks) * TASK < MANY or multiprocessing.parent_process() is not None:
        yield from map(_cut, tasks)
        _remembered.clear()
        _numbers.clear()
        return
    # not forked: this process may have threads, of DuckDB and others
    with ProcessPoolExecutor(min(cores, len(tasks)), multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_cut, tasks)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tasks(texts: Sequence[str]) -> Iterator[list[str]]:
    task: list[str] = []
    size = 0
    for text in texts:
        task.append(text)
        size += len(text)
        if size >= TASK:
            yield task
            task, size = [], 0
    if task:
        yield task


def _cut(texts: Sequence[str]) -> Cut:
    """Cut `texts` in this process; the terms are numbered anew for every task, so that tasks stand by themselves."""
    found, lengths = array("i"), array("i")
    known = _remembered
    for text in texts:
        before = len(found)
        for _, kind, key in stretches(fold(text)):
            numbers = known.get(key)
            if numbers is None:
                numbers = [
                    2 * _numbers.setdefault(term, len(_numbers)) + plain for term, plain in indexed_terms(kind, key)
                ]
                if len(known) < REMEMBERED:
                    known[key] = numbers
            found.extend(numbers)
        lengths.append(len(found) - before)
    values = np.frombuffer(found, np.int32) if found else np.empty(0, np.int32)
    used, place = np.unique(values >> 1, return_inverse=True)
    names = list(_numbers)
    terms = [names[number] for number in used]
    return place.astype(np.int32) * 2 + (values & 1), np.frombuffer(lengths, np.int32), terms
