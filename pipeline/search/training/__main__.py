"""The command: `python -m pipeline.search.training --from DIR --out data/model`.

Reads the documents and pairs in DIR, trains on the CPU and writes the model's files. Sources without a licence that
`sources.LICENCES` names are left out and listed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ReadError, TalkCorpusError, one_line
from pipeline.search.analysis import plain_words
from pipeline.search.training.export import write_model
from pipeline.search.training.loop import Settings, logger, train
from pipeline.search.training.pairs import make_pairs
from pipeline.search.training.sources import LICENCES, read_documents, read_pairs
from pipeline.search.training.vocabulary import Tokenised, learn_vocabulary

VOCABULARY = 32_768


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline.search.training", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, help="folder with the texts")
    parser.add_argument("--out", type=Path, required=True, help="folder for tokenizer.json and vectors-int8.npz")
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY, help="tokens (default: %(default)s)")
    parser.add_argument("--dimensions", type=int, default=Settings.dimensions, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=Settings.seed, help="default: %(default)s")
    parser.add_argument("--threads", type=int, default=Settings.threads, help="of torch (default: %(default)s)")
    options = parser.parse_args(arguments)
    settings = Settings(
        dimensions=options.dimensions,
        nested=tuple(d for d in Settings.nested if d < options.dimensions),
        seed=options.seed,
        threads=options.threads,
    )
    try:
        size = make_model(options.source, options.out, options.vocabulary, settings)
    except TalkCorpusError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    _tell(f"{options.out}: {size / 1e6:.2f} MB")
    return 0


def make_model(source: Path, out: Path, vocabulary: int, settings: Settings) -> int:
    """Everything from the texts in `source` to the files in `out`; their size in bytes.

    Raises ReadError where nothing in `source` may be used.
    """
    began = time.perf_counter()

    def tell(line: str) -> None:
        _tell(f"{time.perf_counter() - began:6.0f} s  {line}")

    left_out: Counter[str] = Counter()
    documents, ready = [], []
    for document in read_documents(source):
        if document.source in LICENCES:
            documents.append(document)
        left_out[document.source] += document.source not in LICENCES
    for pair in read_pairs(source):
        if pair.source in LICENCES:
            ready.append(pair)
        left_out[pair.source] += pair.source not in LICENCES
    for name, times in sorted(left_out.items()):
        if times:
            tell(f"left out: {name} ({times}), no licence is known to allow it")
    texts, kinds = make_pairs(documents, ready)
    if not kinds:
        remedy = "add their licence to sources.LICENCES once you have read it"
        raise ReadError(
            one_line(str(source), "must hold texts of a source with a known licence", len(left_out), remedy)
        )
    tell(f"{len(documents)} documents, {len(texts)} texts; " + ", ".join(f"{k} {len(v)}" for k, v in kinds.items()))
    words = [" ".join(plain_words(text)) for text in texts]
    tell(f"{sum(map(len, texts)) / 1e6:.0f} million characters cut into words")
    tokenizer = learn_vocabulary(words, vocabulary)
    tokenised = Tokenised(tokenizer, words)
    tell(f"{tokenizer.get_vocab_size()} tokens, {len(tokenised.ids) / 1e6:.0f} million of them in the texts")
    vectors = train(tokenised, kinds, tokenizer.get_vocab_size(), settings, logger(tell))
    return write_model(vectors, tokenizer, out)


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
