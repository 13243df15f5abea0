"""Texts to vectors: the embedded static model (`static`) or any model that sentence-transformers loads (`hub`).

Which of the two answers is said once, in `load_embedder`. Only `hub` imports sentence-transformers, and only when called.
"""

from __future__ import annotations

from pipeline.config import Search
from pipeline.search.embedding.embedder import Embedder

EMBEDDED = "embedded"

__all__ = ["EMBEDDED", "Embedder", "load_embedder"]


def load_embedder(settings: Search) -> Embedder:
    """The embedder that `[search] model` names. Raises ConfigError where it cannot be loaded."""
    if settings.model == EMBEDDED:
        from pipeline.search.embedding.static import bundled_embedder

        return bundled_embedder(settings.dimensions)
    from pipeline.search.embedding.hub import HubEmbedder

    return HubEmbedder(settings)
