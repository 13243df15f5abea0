"""Any model that sentence-transformers loads, with its prompts; imported only when corpus.toml names one.

A model's own settings say which prompt stands before a query and a document. Some well-known models need prompts that
their settings do not carry; `PROMPTS` has those, and `[search] query_prompt` and `document_prompt` outrank both.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.config import Search
from pipeline.errors import ConfigError, one_line
from pipeline.search.embedding.embedder import Vectors, normalised

# model name's beginning -> (query prompt, document prompt), from the models' cards; used where a model's settings have none
PROMPTS: dict[str, tuple[str, str]] = {
    "cl-nagoya/ruri-v3-": ("検索クエリ: ", "検索文書: "),
    "intfloat/multilingual-e5-": ("query: ", "passage: "),
    "intfloat/e5-": ("query: ", "passage: "),
}


class HubEmbedder:
    """An embedder over a sentence-transformers model, by name on the hub or by path."""

    def __init__(self, settings: Search) -> None:
        self._settings = settings
        self._model = _load(settings)
        self._lock = threading.Lock()
        own = self._model.prompts or {}
        known = next((p for start, p in PROMPTS.items() if settings.model.startswith(start)), ("", ""))
        self.query_prompt = _first(settings.query_prompt, own.get("query"), known[0])
        self.document_prompt = _first(
            settings.document_prompt, own.get("document"), own.get("passage"), own.get("corpus"), known[1]
        )
        self._dimensions = int(self.encode_queries(["a"]).shape[1])
        if settings.dimensions and settings.dimensions != self._dimensions:
            raise ConfigError(
                one_line(
                    "[search] dimensions",
                    f"{settings.model} gives {self._dimensions}",
                    settings.dimensions,
                    f"give at most {self._dimensions}",
                )
            )

    @property
    def name(self) -> str:
        """The model, and what else changes a document's vector."""
        half = "-half" if self._settings.half_precision else ""
        prompt = hashlib.sha256(self.document_prompt.encode()).hexdigest()[:8] if self.document_prompt else "plain"
        return f"{self._settings.model}-{self._dimensions}{half}-{prompt}"

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode_queries(self, texts: Sequence[str], word_weights: Mapping[str, float] | None = None) -> Vectors:
        return self._encode(texts, self.query_prompt, "encode_query")

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self.document_prompt, "encode_document")

    def _encode(self, texts: Sequence[str], prompt: str, method: str) -> Vectors:
        if not texts:
            return np.zeros((0, self._dimensions), dtype=np.float32)
        # one model object is not safe for several threads at once, and the app has some
        with self._lock:
            rows = getattr(self._model, method)(
                list(texts),
                prompt=prompt,
                batch_size=self._settings.batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return normalised(np.asarray(rows, dtype=np.float32))


def _load(settings: Search) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ConfigError(
            one_line(
                "[search] model", "needs sentence-transformers", str(error), "install it, or set model = 'embedded'"
            )
        ) from None
    try:
        return SentenceTransformer(
            settings.model,
            device=None if settings.device == "auto" else settings.device,
            truncate_dim=settings.dimensions,
            model_kwargs={"dtype": "float16"} if settings.half_precision else None,
        )
    except Exception as error:  # noqa: BLE001 - the hub's client, transformers and torch each raise their own
        reason = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise ConfigError(
            one_line(
                f"[search] model = {settings.model!r}",
                "sentence-transformers must be able to load it",
                reason,
                "check the name, the network and [search] device, or set model = 'embedded'",
            )
        ) from None


def _first(*prompts: str | None) -> str:
    """The first that says something: None says nothing, and neither does a model's empty default; a setting of '' does."""
    if prompts[0] is not None:
        return prompts[0]
    return next((p for p in prompts[1:] if p), "")
