"""The replayed web: every case that a fair test of the sites' readers needs, as rows of a table.

`table` has the shape of a row, and the checklist of what must be there; `articles`, `decks`, `recordings`, `events`, `files`
and `wire` hold the rows, `pages/` the longer answers; `asking` asks for a row's address as a run does. Wording is invented,
shapes are those of the live sites. `tests/web/test_replayed_web.py` serves each row by a real HTTP server; lists and what takes
several runs are in `test_replayed_lists.py` and `test_replayed_runs.py`, captures of live pages in `test_replayed_captures.py`.
"""
