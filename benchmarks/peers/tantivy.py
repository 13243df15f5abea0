"""tantivy (Lucene's design in Rust): with bigrams of letters, and with text cut beforehand. BM25 k1 1.2, b 0.75.

Its Python package brings no Japanese tokenizer (raw, simple, whitespace, regex, n-gram, facet).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.peers.engine import Collection, Question, grams


class Tantivy:
    """An index on disk; `bigram` says whether it cuts by itself."""

    needs = "tantivy"

    def __init__(self, *, bigram: bool) -> None:
        self.bigram = bigram
        self.name = "tantivy, bigrams" if bigram else "tantivy, pre-cut"
        self.schema: Any = None
        self.searcher: Any = None

    def build(self, collection: Collection, folder: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        builder.add_text_field("text", tokenizer_name="cut", index_option="freq")
        self.schema = builder.build()
        index = tantivy.Index(self.schema, path=str(folder))
        tokenizer = tantivy.Tokenizer.ngram(2, 2, False) if self.bigram else tantivy.Tokenizer.whitespace()
        analyser = tantivy.TextAnalyzerBuilder(tokenizer).filter(tantivy.Filter.lowercase()).build()
        index.register_tokenizer("cut", analyser)
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for number, text in enumerate(collection.texts if self.bigram else collection.words):
            writer.add_document(tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def search(self, question: Question, limit: int) -> list[int]:
        import tantivy

        words = grams(question.text, 2) if self.bigram else question.words
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "text", word, "freq"))
            for word in dict.fromkeys(words)
        ]
        if not clauses:
            return []
        found = self.searcher.search(tantivy.Query.boolean_query(clauses), limit).hits
        return [self.searcher.doc(address)["number"][0] for _, address in found]
