"""Which passages may be found: filters and the query's own conditions as SQL over the corpus's tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.search.analysis import tokens
from pipeline.search.hits import Filters
from pipeline.search.ranking import Scope
from pipeline.search.syntax import Query

# a passage's text as far as SQL can fold it; full-width letters and digits become half-width
_FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_HALF = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)).replace("'", "''")
_FOLDED = f"translate(lower(nfc_normalize(concat_ws(chr(10), p.title, p.heading, p.text))), '{_FULL.lower()}', '{_HALF.lower()}')"


def scope_of(filters: Filters, query: Query | None = None) -> Scope | None:
    """The passages that `filters` and `query` let through; None where nothing is narrowed."""
    where: list[str] = []
    parameters: list[Any] = []

    def ask(condition: str, *values: Any) -> None:
        where.append(condition)
        parameters.extend(values)

    if filters.year is not None:
        ask("year(coalesce(t.given_on, e.starts_on)) = ?", filters.year)
    if filters.series_id:
        ask("e.series_id = ?", filters.series_id)
    if filters.language:
        ask("coalesce(t.language, p.language) = ?", filters.language)
    if filters.has_slides:
        ask(_has_role(("slides",)))
    if filters.talk_ids:
        ask("p.talk_id IN (SELECT unnest(?::VARCHAR[]))", list(filters.talk_ids))
    if query is not None:
        _conditions(query, ask)
    if not where:
        return None
    return Scope(_sql("scope").format(conditions=" AND ".join(where)), tuple(parameters))


def in_all(scopes: Sequence[Scope]) -> Scope | None:
    """The passages that are in every one of `scopes`; None where there is none to be in."""
    if not scopes:
        return None
    return Scope(
        " INTERSECT ".join(f"({scope.sql})" for scope in scopes), tuple(p for s in scopes for p in s.parameters)
    )


def _conditions(query: Query, ask: Any) -> None:
    first, last = query.years
    if first is not None:
        ask("year(coalesce(t.given_on, e.starts_on)) >= ?", first)
    if last is not None:
        ask("year(coalesce(t.given_on, e.starts_on)) <= ?", last)
    for language in query.languages:
        ask("coalesce(t.language, p.language) = ?", language)
    for roles in query.roles:
        ask(_has_role(roles))
    for name in query.speakers:
        ask(f"p.talk_id IN ({_sql('by_speaker')})", *[name] * 3)
    for name in query.events:
        ask(f"e.event_id IN ({_sql('by_event')})", *[name] * 2)
    for phrase in query.phrases:
        ask(f"contains({_FOLDED}, ?)", phrase.lower())
    for word in query.without:
        terms = list(dict.fromkeys(tokens(word)))
        if terms:
            # a talk that says the word anywhere is out, not only the passage that says it
            ask(f"p.passage_id NOT IN ({_sql('with_terms')})", terms, len(terms))
            ask(
                "(p.talk_id IS NULL OR p.talk_id NOT IN (SELECT talk_id FROM passages WHERE talk_id IS NOT NULL"
                f" AND passage_id IN ({_sql('with_terms')})))",
                terms,
                len(terms),
            )


def _has_role(roles: Sequence[str]) -> str:
    named = ", ".join(f"'{role}'" for role in roles)
    return f"p.talk_id IN (SELECT talk_id FROM talk_materials WHERE role IN ({named}))"


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
