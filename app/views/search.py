"""The search page: a box, filters, results as cards; without a question, where to begin. All of it is in the address."""

from __future__ import annotations

import time
from collections.abc import Sequence

import streamlit as st

from app import address, cards, filters, lookup, wording
from app.connection import Reader
from app.marking import inner_anchor, safe
from pipeline.corpus.open import Corpus
from pipeline.errors import QueryError
from pipeline.search.hits import Hit, Reading

PAGE = 20
ROOM = "tc-room"  # how many hits are shown, in the session: reset by another question


def draw(reader: Reader) -> None:
    """The page. Raises NoCorpusError."""
    corpus = reader.corpus
    build = corpus.build_id
    facts, choices = _facts(build, corpus), _choices(build, corpus)
    _head(facts)
    query = (
        st.text_input(
            "Search talks",
            key=address.QUERY,
            type="search",
            bind="query-params",
            placeholder="Words, a name or a question",
            label_visibility="collapsed",
        )
        or ""
    ).strip()
    asked = filters.ask(choices)
    # who types a question is done with what was like a passage
    like = "" if query else st.query_params.get(address.LIKE, "")
    st.set_page_config(page_title=f"{query} · {wording.APP}" if query else wording.APP)
    if not query and not like:
        _beginning(build, corpus)
        return
    room = _room((query, like, asked))
    # the switch is drawn with the results, later than this
    explain = bool(st.session_state.get(address.WHY, st.query_params.get(address.WHY) == "true"))
    begun = time.perf_counter()
    try:
        if query:
            hits = reader.search(
                query, limit=room + 1, mode=asked.mode, filters=asked.filters, recency=asked.recency, explain=explain
            )
        else:
            hits = reader.more_like(like, limit=room + 1, filters=asked.filters, recency=asked.recency, explain=explain)
    except QueryError as error:
        st.html(f'<p class="tc-note" role="alert">{safe(error)}</p>')
        return
    taken = time.perf_counter() - begun
    if not hits:
        _nothing(query, asked)
        return
    if like:
        st.html('<p class="tc-note">Passages like the one you chose.</p>')
    elif hits[0].readings:
        st.html(f'<p class="tc-note" role="status">{_read_anew(hits[0].readings)}</p>')
    _found(corpus, hits[:room], asked, more=len(hits) > room, taken=taken)


def _head(facts: lookup.Facts) -> None:
    told = [wording.counted(facts.talks, "talk"), wording.counted(facts.events, "event")]
    if facts.with_slides:
        told.append(f"{facts.with_slides:,} with slides")
    if facts.with_video:
        told.append(f"{facts.with_video:,} with video")
    told.append(f"built {wording.moment(facts.built_at, st.context.timezone)}")
    st.html(
        f'<header class="tc-head"><h1>{inner_anchor(address.search_address({}), safe(wording.APP))}</h1>'
        f"<p>{safe(' · '.join(told))}</p></header>"
    )


def _beginning(build: str, corpus: Corpus) -> None:
    """Without a question: what one may ask here, and the latest talks."""
    examples, recent = _examples(build, corpus), _recent(build, corpus)
    if examples:
        links = "".join(
            f"<li>{inner_anchor(address.search_address({address.QUERY: question}), safe(question))}</li>"
            for question in examples
        )
        st.html(f'<section class="tc-try"><h2>Try</h2><ul>{links}</ul></section>')
    if recent:
        st.html(f"<section><h2 class='tc-label'>Latest talks</h2>{cards.recent_talks(recent)}</section>")
    else:
        st.html('<p class="tc-note">There are no talks in this corpus yet.</p>')


def _found(corpus: Corpus, hits: Sequence[Hit], asked: filters.Asked, *, more: bool, taken: float) -> None:
    number = f"First {len(hits)}" if more else wording.counted(len(hits), "result")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="count"):
        told = f"{number} <span>in {max(round(taken * 1000), 1)} ms</span>"
        st.html(f'<p class="tc-count" role="status">{told}</p>', width="content")
        with st.container(horizontal=True, width="content", key="ways"):
            pictures, explain = filters.ask_for_pictures(), filters.ask_for_why()
    cursor = corpus.cursor()
    talks, events = lookup.cards(
        cursor,
        [hit.talk_id for hit in hits if hit.talk_id is not None],
        [hit.event_id for hit in hits if hit.talk_id is None and hit.event_id is not None],
    )
    wanted = [match.url for hit in hits for match in hit.matches] if pictures else []
    images = lookup.pictures(cursor, wanted)
    st.html(cards.results(hits, talks, events, pictures=images, search=st.query_params.to_dict(), explain=explain))
    if more:
        st.button("More results", on_click=_widen)


def _read_anew(readings: Sequence[Reading]) -> str:
    """What was searched for in place of a word that nothing has, and how to have the word as typed."""
    return " ".join(
        f"Nothing has “{safe(reading.typed)}”: it was read as <b>{safe(reading.read)}</b>. In quotes it stays as typed."
        for reading in readings
    )


def _nothing(query: str, asked: filters.Asked) -> None:
    ways = []
    if asked.is_narrowed:
        kept = {address.QUERY: query} | ({address.MODE: wording.MODES[asked.mode]} if asked.mode != "hybrid" else {})
        ways.append(inner_anchor(address.search_address(kept), "search without filters"))
    if asked.mode != "hybrid":
        parameters = st.query_params.to_dict() | {address.QUERY: query, address.MODE: ""}
        ways.append(inner_anchor(address.search_address(parameters), "search by words and meaning"))
    hint = f" You can {' or '.join(ways)}." if ways else ""
    st.html(f'<p class="tc-note" role="status">Nothing found for “{safe(query)}”.{hint}</p>')


def _room(question: object) -> int:
    """How many hits this question may show."""
    known, room = st.session_state.get(ROOM, (None, PAGE))
    if known != question:
        st.session_state[ROOM] = (question, PAGE)
        return PAGE
    return int(room)


def _widen() -> None:
    question, room = st.session_state[ROOM]
    st.session_state[ROOM] = (question, room + PAGE)


# The same for every session as long as the file is the same: kept by its build.


@st.cache_data(show_spinner=False, max_entries=4)
def _facts(build: str, _corpus: Corpus) -> lookup.Facts:
    return lookup.facts(_corpus.cursor())


@st.cache_data(show_spinner=False, max_entries=4)
def _choices(build: str, _corpus: Corpus) -> lookup.Choices:
    return lookup.choices(_corpus.cursor())


@st.cache_data(show_spinner=False, max_entries=4)
def _examples(build: str, _corpus: Corpus) -> list[str]:
    return lookup.examples(_corpus.cursor())


@st.cache_data(show_spinner=False, max_entries=4)
def _recent(build: str, _corpus: Corpus) -> list[lookup.Recent]:
    return lookup.recent(_corpus.cursor())
