"""Texts cut to numbered terms by `analysis`, a task of about a million characters at a time, by a process on every core.

The processes are plain ones that talk over pipes: multiprocessing's would run the caller's script again, which an app's is not
made for. `words` gives the terms of all tasks common numbers and keeps them.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import subprocess
import sys
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import numpy as np
import numpy.typing as npt

from pipeline.search.analysis import fold, indexed_terms, stretches

Ints = npt.NDArray[np.int32]
Cut = tuple[Ints, Ints, list[str]]  # numbers of terms * 2 + plain, text by text; terms per text; the terms by number
Worker = subprocess.Popen[bytes]

# characters that one task cuts, and from how many on starting processes (about a second) pays
TASK = 1_000_000
MANY = 4_000_000
# stretches that a process remembers: most of a text's are in others too
REMEMBERED = 400_000

_log = logging.getLogger(__name__)
_remembered: dict[str, list[int]] = {}
_numbers: dict[str, int] = {}


def cut_all(texts: Sequence[str]) -> Iterator[Cut]:
    """`texts` cut, task by task, in their order. What a process that died left undone is done here."""
    tasks = list(_tasks(texts))
    workers = min(_cores(), len(tasks))
    if workers < 2 or len(tasks) * TASK < MANY:
        yield from map(_cut, tasks)
    else:
        yield from _shared(tasks, workers)
    _remembered.clear()
    _numbers.clear()


def serve() -> None:
    """What a worker does: read tasks from standard input, write their cuts to standard output, until the input ends."""
    gc.disable()  # what is remembered has no cycles, and is looked through for some again and again
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints does not stand between answers
    while True:
        try:
            task = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(_cut(task), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _shared(tasks: Sequence[list[str]], count: int) -> Iterator[Cut]:
    workers = [_worker() for _ in range(count)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def ask(task: list[str]) -> Cut | None:
        worker = idle.get()
        try:
            return _ask(worker, task)
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(count, "workers") as threads:
            for task, cut in zip(tasks, threads.map(ask, tasks), strict=True):
                yield _cut(task) if cut is None else cut
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def _worker() -> Worker:
    start = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve()"
    return subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _ask(worker: Worker, task: list[str]) -> Cut | None:
    """The cut of `task`, or None when the worker is no more."""
    assert worker.stdin is not None and worker.stdout is not None
    try:
        pickle.dump(task, worker.stdin, pickle.HIGHEST_PROTOCOL)
        worker.stdin.flush()
        cut: Cut = pickle.load(worker.stdout)
    except (OSError, EOFError, pickle.UnpicklingError) as problem:
        _log.warning("a process that cuts texts ended early (%s); its share is cut in this one", problem)
        return None
    return cut


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
