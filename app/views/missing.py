"""The page where there is nothing to search yet: which command makes a corpus. It needs no corpus and no settings."""

from __future__ import annotations

import shlex
from pathlib import Path

import streamlit as st

from app.marking import safe
from pipeline.paths import DataPaths, project_data


def draw(paths: DataPaths) -> None:
    """The page for a data folder without talks.duckdb."""
    st.html(
        '<section class="tc-missing"><h1>No corpus yet</h1>'
        f"<p>This app reads <code>{safe(_shown(paths.corpus))}</code>, and there is no such file.</p>"
        "<h2>See it work, without network</h2></section>"
    )
    st.code("make demo\nmake app", language="bash")
    st.html(
        '<section class="tc-missing"><h2>Read your own sources</h2><p>Name them in <code>corpus.toml</code>, then</p></section>'
    )
    elsewhere = "" if paths.root == project_data().resolve() else f" --data {shlex.quote(_shown(paths.root))}"
    st.code(f"talks run{elsewhere}", language="bash")
    st.html('<p class="tc-note">This page turns into the search as soon as the file is there: reload it then.</p>')
    st.button("Reload")


def _shown(path: Path) -> str:
    """The path as short as it can be written."""
    for base, prefix in ((Path.cwd(), ""), (Path.home(), "~/")):
        if path.is_relative_to(base):
            return f"{prefix}{path.relative_to(base)}"
    return str(path)
