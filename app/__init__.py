"""The Streamlit app over the published corpus. Only this package imports Streamlit.

`main` is the door, `views/` has one module per page; beside them the pieces that pages share: `connection` (corpus and
searcher), `lookup` (rows for the screen), `filters`, `cards`, `materials`, `marking`, `address`, `wording`. Module names
must not be those of standard or installed modules: `streamlit run` puts this folder itself on the path.
"""
