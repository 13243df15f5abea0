"""Talk Corpus: event reports and the slides they link, read into one searchable DuckDB file.

Rooms: `web` gets pages, `sites` reads them, `reports` understands them, `corpus` keeps them, `search` finds them;
`stages` strings these together, `assets` and `definitions` show the stages to Dagster, `cli` to a shell.
Arrows run one way: assets, cli -> stages -> search, corpus, reports -> sites -> web. See docs/architecture.md.
"""
