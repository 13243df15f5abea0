"""Keeping talks: the schema as data, normalising what was read into rows, building the file, publishing and opening it.

Nothing here fetches or parses; rows come from `pipeline.stages`, the index from `pipeline.search`.
"""
