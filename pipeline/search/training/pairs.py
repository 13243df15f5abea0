"""Texts that belong together: documents to pairs, by kind.

- `heading`: a heading (with its document's title, where many documents have that heading) and a passage of its section
- `title`: a document's title and any of its passages
- `full`: title and heading together, and a passage
- `next`: two passages of one section or of neighbouring ones
- `sentence`: a sentence and the passage it was taken from (inverse cloze, Lee et al. 2019)
- `translation`: a section in English and in Japanese; segments of a translation
- `question`: a question and the passage that answers it

Texts are kept once and pairs name them by number. Not here: how texts become tokens (`vocabulary`), which pairs share a batch (`loop`).
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.search.cutting import cut
from pipeline.search.training.sources import Document, ReadyPair

Numbers = npt.NDArray[np.int64]

NOTHING = -1
# a heading that more documents than this have ('Overview') says nothing without their titles
COMMON_HEADING = 8
SHORTEST = 20  # characters of a passage
PASSAGES_OF_TITLE = 12
# folders that name a language, in the paths of the repositories that hold a text in two
_LANGUAGE_FOLDER = re.compile(r"(^|/)_?(en|ja)(?=/)")
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")
# what site generators put behind the page's own title
_SITE_NAME = re.compile(r"\s+[|｜]\s+[^|｜]+$")


@dataclass(frozen=True)
class Kind:
    """Pairs of one kind: `left` and `right` are int64 [pairs, 2], numbers of texts that are read one after the other
    (NOTHING for none); rows of the same `group` are never one another's negatives."""

    left: Numbers
    right: Numbers
    group: Numbers

    def __len__(self) -> int:
        return len(self.group)


@dataclass
class _Gathered:
    """Texts with their numbers, and pairs as they come."""

    texts: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, int, int, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def number(self, text: str) -> int:
        if text not in self.numbers:
            self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return self.numbers[text]

    def add(self, kind: str, left: Sequence[str], right: Sequence[str], group: int = NOTHING) -> None:
        numbers = [[self.number(t) for t in side] + [NOTHING] * (2 - len(side)) for side in (left, right)]
        # unless told otherwise, rows with the same first text on the left are of one group
        self.rows[kind].append((*numbers[0], *numbers[1], group if group != NOTHING else numbers[0][0]))  # type: ignore[arg-type]


def make_pairs(
    documents: Iterable[Document], ready: Iterable[ReadyPair], seed: int = 0
) -> tuple[list[str], dict[str, Kind]]:
    """The texts, and the pairs of each kind. Same input and seed, same pairs."""
    chance = random.Random(seed)
    documents = [d for d in documents if _is_its_language(d)]
    gathered = _Gathered()
    spread = Counter(heading for d in documents for heading in {s.heading for s in d.sections})
    for number, document in enumerate(documents):
        _of_document(document, number, spread, gathered, chance)
    _translations(documents, gathered)
    for pair in ready:
        kind = "question" if pair.kind == "question-passage" else "translation"
        if kind == "question":
            for piece in cut(pair.second)[:1] if len(pair.second) <= 800 else [pair.second]:
                gathered.add(kind, [pair.first], [piece])
        elif min(len(pair.first), len(pair.second)) >= 8:
            gathered.add(kind, [pair.first], [pair.second])
    kinds = {}
    for kind, rows in sorted(gathered.rows.items()):
        table = np.array(sorted(set(rows)), dtype=np.int64)
        kinds[kind] = Kind(table[:, 0:2], table[:, 2:4], table[:, 4])
    return gathered.texts, kinds


def _of_document(
    document: Document, number: int, spread: Counter[str], gathered: _Gathered, chance: random.Random
) -> None:
    title = title_of(document)
    all_passages: list[str] = []
    last = ""
    for section in document.sections:
        passages = [p for p in cut("\n\n".join(section.paragraphs)) if len(p) >= SHORTEST]
        heading = section.heading
        for passage in passages:
            if heading and heading != title:
                is_common = spread[heading] > COMMON_HEADING
                if not is_common:
                    gathered.add("heading", [heading], [passage])
                elif title:
                    gathered.add("heading", [title, heading], [passage])
                if title and not is_common:
                    gathered.add("full", [title, heading], [passage])
            sentences = [s for s in _SENTENCE.split(passage) if s and len(s) >= SHORTEST]
            if len(sentences) > 2:
                chosen = chance.randrange(len(sentences))
                rest = " ".join(s for n, s in enumerate(sentences) if n != chosen)
                gathered.add("sentence", [sentences[chosen]], [rest])
            if last:
                gathered.add("next", [last], [passage], number)
            last = passage
        all_passages += passages
    if title:
        for passage in chance.sample(all_passages, min(PASSAGES_OF_TITLE, len(all_passages))):
            gathered.add("title", [title], [passage], number)


def title_of(document: Document) -> str:
    """The document's title without the site's name; where it has none, its first heading."""
    first = document.sections[0].heading if document.sections else ""
    return _SITE_NAME.sub("", document.title) or first


def _translations(documents: Sequence[Document], gathered: _Gathered) -> None:
    """Sections of the same place in the same page, where a repository has that page in both languages."""
    pages: dict[tuple[str, str], dict[str, Document]] = defaultdict(dict)
    for document in documents:
        place = _LANGUAGE_FOLDER.sub(r"\1", document.path, count=1) if document.language == "en" else ""
        place = place or _LANGUAGE_FOLDER.sub(r"\1", document.path, count=1)
        pages[document.source, place].setdefault(document.language, document)
    for both in pages.values():
        if len(both) != 2 or len(both["en"].sections) != len(both["ja"].sections):
            continue
        for english, japanese in zip(both["en"].sections, both["ja"].sections, strict=True):
            ours, theirs = cut("\n\n".join(english.paragraphs)), cut("\n\n".join(japanese.paragraphs))
            if ours and theirs and min(len(ours[0]), len(theirs[0])) >= SHORTEST:
                gathered.add("translation", [t for t in (english.heading, ours[0]) if t], [theirs[0]])
                if english.heading and japanese.heading:
                    gathered.add("translation", [english.heading], [japanese.heading, theirs[0]])


def _is_its_language(document: Document) -> bool:
    """Whether a document said to be English is written in Latin letters: some repositories hold other languages beside."""
    if document.language != "en":
        return True
    sample = "".join(p for s in document.sections[:5] for p in s.paragraphs)[:2000]
    letters = [c for c in sample if c.isalpha()]
    return not letters or sum(c.isascii() for c in letters) / len(letters) > 0.97
