"""The row of filters: year, language, series, slides; newness and the mode beside them. Each is bound to the address.

What the address calls them is `app.address`'s, what there is to choose comes from the corpus (`app.lookup.Choices`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import streamlit as st

from app import address, wording
from app.lookup import Choices
from pipeline.search.hits import Filters, Mode
from pipeline.search.parameters import RECENCY

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """How the reader wants to search."""

    mode: Mode
    filters: Filters
    recency: float = 0.0  # how much of the score being new decides

    @property
    def is_narrowed(self) -> bool:
        return self.filters != Filters()


def ask(choices: Choices) -> Asked:
    """Draw the filters and read them. A value in the address that the corpus does not have is dropped by Streamlit."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        year = _any_of("year", choices.years, address.YEAR, str, 122)
        language = _any_of("language", choices.languages, address.LANGUAGE, wording.language_name, 150)
        series = _any_of("series", tuple(choices.series), address.SERIES, choices.series.__getitem__, 190)
        slides = st.toggle("With slides", key=address.SLIDES, bind="query-params")
        recent = st.toggle(
            "Newer first",
            key=address.RECENT,
            bind="query-params",
            help="Prefer newer talks; the best match can still be an old one.",
        )
        mode = st.segmented_control(
            "Search by",
            list(wording.MODES),
            default="hybrid",
            required=True,
            format_func=wording.MODES.__getitem__,
            key=address.MODE,
            bind="query-params",
            label_visibility="collapsed",
        )
    return Asked(cast(Mode, mode or "hybrid"), Filters(year, series, language, slides), RECENCY if recent else 0.0)


def ask_for_why() -> bool:
    """Whether every result says why it stands where it does."""
    return st.toggle(
        "Why", key=address.WHY, bind="query-params", help="Say of every result why it stands where it does."
    )


def ask_for_pictures() -> bool:
    """Whether pictures are shown: not unless asked for, since their sites then learn who reads."""
    return st.toggle(
        "Pictures",
        key=address.PICTURES,
        bind="query-params",
        help="Show pictures of the slides, loaded from the sites that hold them.",
    )


def _any_of(name: str, options: Sequence[T], key: str, shown: Callable[[T], str], width: int) -> T | None:
    """One of `options`, or None for any. Nothing is drawn where the corpus offers none."""
    if not options:
        return None
    return st.selectbox(
        name.capitalize(),
        options,
        index=None,
        format_func=shown,
        key=key,
        bind="query-params",
        placeholder=f"Any {name}",
        label_visibility="collapsed",
        width=width,
    )
