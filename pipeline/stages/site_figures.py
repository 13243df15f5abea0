"""How each site did in a run: pages asked, by outcome; pages read, by layer; what they gave: texts of slides, talks.

Counted from what the reading stages made, so that a run that only reads the archive anew is counted too. Whether a site
gives markedly less than it used to is judged by `alarm`; the archive keeps the figures run by run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from pipeline.corpus.inputs import Material, Post, SourceState
from pipeline.stages.discovery.listing import NO_REPORT
from pipeline.web.answers import Outcome
from pipeline.web.urls import identify

# of one page at most so many texts count: one deck of 300 slides must not hide thirty that fell silent
MOST_TEXTS = 20
# a page that came, whether or not anything could be read of it
CAME = (Outcome.OK.value, Outcome.UNSUPPORTED.value)


@dataclass
class Given:
    """What pages gave. `pages` are decks, articles, recordings and events; `reports` are posts of sources."""

    pages: int = 0
    with_text: int = 0  # of `pages`: at least one slide, section or chapter has words
    texts: int = 0  # slides, sections and chapters with words, at most MOST_TEXTS of a page
    reports: int = 0
    talks: int = 0  # in `reports`

    def add(self, other: Given) -> None:
        """Count `other` in."""
        self.pages += other.pages
        self.with_text += other.with_text
        self.texts += other.texts
        self.reports += other.reports
        self.talks += other.talks


@dataclass
class SiteFigures:
    """One site in one run."""

    asked: int = 0  # pages asked for on the web
    outcomes: dict[str, int] = field(default_factory=dict)  # of the answers, by outcome
    layers: dict[str, int] = field(default_factory=dict)  # pages by the layer that was trusted most
    all: Given = field(default_factory=Given)
    lists: dict[str, int] = field(default_factory=dict)  # entries of each list that came, taken in or not
    fresh: Given = field(default_factory=Given)  # of those whose body came after the last published run
    is_accepted: bool = False  # a person said that fewer is right


FIGURES = TypeAdapter(SiteFigures)


@dataclass
class Asked:
    """What was asked of the web in this run, by site."""

    pages: Counter[str] = field(default_factory=Counter)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)

    def page(self, site: str, outcomes: Iterable[Outcome]) -> None:
        """One page was asked for; `outcomes` of its layers."""
        self.pages[site] += 1
        self.outcomes.setdefault(site, Counter()).update(outcome.value for outcome in outcomes)


def site_figures(
    posts: Sequence[Post],
    lost: Sequence[SourceState],
    materials: Iterable[Material],
    asked: Asked,
    since: datetime | None,
    sources: Sequence[SourceState] = (),
) -> dict[str, SiteFigures]:
    """The figures by site, in alphabetical order. `since`: the end of the last published run, None where there is none.

    A page that came with 2xx and was taken for no page (gone, private) counts as one that gave nothing: a site made anew
    may look like that. One that the web itself says is gone does not count.
    """
    made: dict[str, SiteFigures] = {}

    def count(
        site: str, given: Given, layers: Sequence[str], came_at: datetime | None, new: Given | None = None
    ) -> None:
        figures = made.setdefault(site, SiteFigures())
        figures.all.add(given)
        if since is not None and came_at is not None and came_at > since:
            figures.fresh.add(new or given)
        if layers:
            figures.layers[layers[0]] = figures.layers.get(layers[0], 0) + 1

    for post in posts:
        given = Given(reports=1, talks=len(post.report.talks))
        count(post.site, given, post.layers, post.fetched_at)
    for state in lost:
        if state.url and (state.status in CAME or state.refused_at or state.status_reason == NO_REPORT):
            count(identify(state.url).site, Given(reports=1), (), state.refused_at or state.checked_at)
    for material in materials:
        document = material.document
        if document is None and material.status not in CAME and material.refused_at is None:
            continue
        texts = sum(bool(page.text.strip()) for page in document.pages) if document else 0
        given = Given(pages=1, with_text=int(texts > 0), texts=min(texts, MOST_TEXTS))
        layers = document.layers if document else ()
        if material.refused_at is None:
            count(material.site, given, layers, material.fetched_at)
        else:  # what was read before counts with all, that it is refused with what is new
            count(material.site, given, layers, material.refused_at, Given(pages=1))
    for url, number in _listed(sources).items():
        made.setdefault(identify(url).site, SiteFigures()).lists[url] = number
    for site, number in asked.pages.items():
        figures = made.setdefault(site, SiteFigures())
        figures.asked, figures.outcomes = number, dict(sorted(asked.outcomes[site].items()))
    return dict(sorted(made.items()))


def _listed(sources: Sequence[SourceState]) -> dict[str, int]:
    """The entries that each list named today, by the list's address. Lists that did not come are left out."""
    return {state.url: state.listed for state in sources if state.url and state.listed is not None}


HEADS = ("site", "asked", "outcomes", "read", "with text", "texts", "reports", "talks", "layers")


def rows(figures: Mapping[str, SiteFigures]) -> list[tuple[str, ...]]:
    """The figures as a person reads them, one row a site, under HEADS."""
    return [
        (
            site,
            str(one.asked or ""),
            _counts(one.outcomes),
            *(str(number or "") for number in (one.all.pages, one.all.with_text, one.all.texts)),
            *(str(number or "") for number in (one.all.reports, one.all.talks)),
            _counts(one.layers),
        )
        for site, one in figures.items()
    ]


def as_text(figures: Mapping[str, SiteFigures]) -> str:
    """The figures as a table for the terminal."""
    table = [HEADS, *rows(figures)]
    widths = [max(len(row[n]) for row in table) for n in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table)


def as_markdown(figures: Mapping[str, SiteFigures]) -> str:
    """The figures as a table for Dagster's screens."""
    lines = [HEADS, ("---",) * len(HEADS), *rows(figures)]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
