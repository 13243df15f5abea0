"""Where the texts come from: documents and ready pairs in a folder, and under which licence each may be used.

A source that `LICENCES` does not name is left out, and said so by the command. Not here: what is made of a document (`pairs`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ReadError, one_line

# As the repositories themselves say, for their texts. Left out on purpose: cakephp/docs (CC BY-NC-SA 4.0) and asciidwango/js-primer
# (texts CC BY-NC 4.0), which forbid commercial use, and zembutsu/docs.docker.jp, where no licence of the translation could be found.
LICENCES = {
    "MicrosoftDocs/visualstudio-docs.ja-jp": "CC BY 4.0",
    "angular/angular-ja": "CC BY 4.0",
    "cncf/glossary": "CC BY 4.0",
    "cpprefjp/site": "CC BY 3.0",
    "fastapi/fastapi": "MIT",
    "gatsbyjs/gatsby-ja": "MIT",
    "open-telemetry/opentelemetry.io": "CC BY 4.0",
    "reactjs/ja.react.dev": "CC BY 4.0",
    "rurema/doctree": "CC BY 3.0",
    "rust-lang-ja/book-ja": "MIT or Apache-2.0",
    "scala/docs.scala-lang": "CC BY-SA 3.0",
    "tensorflow/docs-l10n": "CC BY 4.0",
    "vitejs/docs-ja": "MIT",
    "vuejs-translations/docs-ja": "CC BY 4.0",
    "withastro/docs": "MIT",
    "yasslab/railsguides.jp": "CC BY-SA 4.0",
    "yytypescript/book": "CC BY-SA 4.0",
    "python/python-docs-ja": "PSF License, translation CC0",
    "SkelterLabsInc/JaQuAD (train)": "CC BY-SA 3.0",
}


@dataclass(frozen=True)
class Section:
    """A heading ('' for none) and the paragraphs below it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A page of documentation. `path` is its place in the repository; `title` is '' where it has none."""

    source: str
    path: str
    language: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ReadyPair:
    """Two texts that somebody else put together: `kind` is `english-japanese` or `question-passage`."""

    kind: str
    source: str
    first: str
    second: str


def read_documents(folder: Path) -> Iterator[Document]:
    """The documents of `documents.jsonl.gz` in `folder`, in order. Raises ReadError where a line is no document."""
    for place, row in _rows(folder / "documents.jsonl.gz"):
        try:
            yield Document(
                str(row["repo"]),
                str(row["path"]),
                str(row["lang"]),
                str(row.get("title") or "").strip(),
                tuple(
                    Section(str(s.get("heading") or "").strip(), tuple(p.strip() for p in s["paragraphs"] if p.strip()))
                    for s in row["sections"]
                ),
            )
        except (KeyError, TypeError, AttributeError) as error:
            rule = "must be an object with repo, path, lang and sections [{heading, paragraphs}]"
            raise ReadError(one_line(place, rule, str(error), "mend that line")) from None


def read_pairs(folder: Path) -> Iterator[ReadyPair]:
    """The pairs of `pairs.jsonl.gz` in `folder`, in order. Raises ReadError where a line is no pair."""
    for place, row in _rows(folder / "pairs.jsonl.gz"):
        try:
            yield ReadyPair(str(row["kind"]), str(row["source"]), str(row["a"]).strip(), str(row["b"]).strip())
        except (KeyError, TypeError) as error:
            raise ReadError(
                one_line(place, "must be an object with kind, source, a and b", str(error), "mend that line")
            ) from None


def _rows(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield f"{path}:{number}", json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        remedy = "give --from a folder with documents.jsonl.gz and pairs.jsonl.gz"
        raise ReadError(one_line(str(path), "must be gzipped JSON lines", str(error), remedy)) from None
