"""The app's door: `streamlit run app/main.py [-- --data DIR --config FILE]`. Page set-up, navigation, errors as one line.

What a page shows stands in `views/`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app import address, wording
from app.connection import Place, Reader, reader
from app.marking import safe
from app.views import missing, search, talk
from pipeline.errors import TalkCorpusError

STYLE = Path(__file__).with_name("style.css")


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title=wording.APP, page_icon="🎤", layout="centered")
    st.html(STYLE)
    place = Place.resolve()
    pages = [
        st.Page(_reading(place, search.draw), title=wording.APP, url_path="search", default=True),
        st.Page(_reading(place, talk.draw), title="Talk", url_path=address.TALK_PATH, visibility="hidden"),
    ]
    st.navigation(pages, position="hidden").run()


def _reading(place: Place, draw: Callable[[Reader], None]) -> Callable[[], None]:
    """A page that needs the corpus: without one it says how to make it, and what a person can mend is one line."""

    def page() -> None:
        if not place.paths.corpus.exists():
            missing.draw(place.paths)
            return
        try:
            draw(reader(place))
        except TalkCorpusError as error:
            st.html(f'<p class="tc-note tc-error" role="alert">{safe(error)}</p>')

    return page


main()
