"""Finding talks: analysis of text, passages, index, embedding, ranking.

Knows the tables of `pipeline.corpus.schema`; does not fetch and does not read pages.
"""
