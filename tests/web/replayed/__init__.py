"""The replayed web: every case that a fair test of the sites' readers needs, as rows of a table.

`table` has the shape of a row, and the checklist of what must be there; `articles`, `decks`, `recordings`, `events` and `wire` hold the rows; `pages/`
the longer answers. Wording is invented, shapes are those of the live sites. `tests/web/test_replayed_web.py` serves each row by
a real HTTP server and asks for it as a run does: client, site's reader, archive, document.
"""
