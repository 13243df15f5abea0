"""The parser alarm: a site that used to give talks or texts of slides gives markedly fewer. Its markup changed, or a reader broke.

Two comparisons, each per page, so that fewer pages are no alarm: all pages of a site against the last published runs (a
reader broke: old bodies give less), and the pages whose bodies came since then (the site changed: old bodies still give what
they gave, and would hide it). Each list that names posts is compared with itself. A run that is not published does not count as normal, so that the alarm does not wear off; a
person's word for a site (`talks run --accept-fewer SITE`) makes that run the new normal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from statistics import median

from pipeline.corpus.checks import CheckResult
from pipeline.stages.site_figures import FIGURES, Given, SiteFigures
from pipeline.web.archive import Run

NAME = "no_site_fell_silent"
DESCRIPTION = "No site gives markedly fewer talks or texts per page than over its last published runs."
RUNS = 10  # so many runs are looked back at
FEWEST_PAGES = 5  # of fewer pages nothing is concluded: one deck of pictures is no alarm
FEWEST_EXPECTED = 5.0  # texts, talks or posts of a list
KEPT_SHARE = 0.5

# what is compared: (what it is called, units, pages they are counted over)
_MEASURES = (
    ("pages with text", "with_text", "pages"),
    ("texts", "texts", "pages"),
    ("talks", "talks", "reports"),
)


def check_sites(now: Mapping[str, SiteFigures], runs: Sequence[Run], accepted: Collection[str] = ()) -> CheckResult:
    """The check, over the last runs (the newest first). `accepted` are sites of which a person said that fewer is right."""
    published = [{site: FIGURES.validate_python(f) for site, f in run.sites.items()} for run in runs if run.published]
    facts: dict[str, object] = {}
    for site, figures in now.items():
        before = _since_accepted([run[site] for run in published if site in run])
        if before and site not in accepted and (fall := _fall(figures, before)):
            facts[site] = fall
    if facts:
        facts["remedy"] = (
            "open a page of the site: mend its module in pipeline/sites (or pipeline/reports for talks), and run again; "
            f"if fewer is right: talks run {' '.join(f'--accept-fewer {site}' for site in facts)}"
        )
    elif not published:
        facts["compared_with"] = "nothing: no run was published before"
        return CheckResult(NAME, True, DESCRIPTION, facts)
    return CheckResult(NAME, not facts, DESCRIPTION, facts)


def _since_accepted(runs: Sequence[SiteFigures]) -> list[SiteFigures]:
    """The site's runs from the last one on that a person accepted."""
    last = next((n for n, figures in enumerate(runs) if figures.is_accepted), None)
    return list(runs if last is None else runs[: last + 1])


def _fall(now: SiteFigures, before: Sequence[SiteFigures]) -> str:
    """What fell, in words; empty where nothing did."""
    fresh = Given()
    for one in (now, *before):
        if one.is_accepted or max(fresh.pages, fresh.reports) >= FEWEST_PAGES:
            break
        fresh.add(one.fresh)
    was_accepted = before[-1].is_accepted
    for name, units, pages in _MEASURES:
        rate = _rate([one.all for one in before], units, pages)
        if told := _short(name, now.all, units, pages, rate):
            return told
        if was_accepted:
            rate = _rate([one.fresh for one in before], units, pages)
        if told := _short(f"{name} of new pages", fresh, units, pages, rate):
            return told
    for url, listed in now.lists.items():
        expected = median([one.lists[url] for one in before if url in one.lists] or [0])
        if expected >= FEWEST_EXPECTED and listed < expected * KEPT_SHARE:
            return f"posts: {listed} in the list {url}, {expected:.0f} expected from the last runs"
    return ""


def _rate(given: Sequence[Given], units: str, pages: str) -> float:
    """Units a page: the median of the runs, so that one odd run does not count."""
    rates = [getattr(one, units) / count for one in given if (count := getattr(one, pages))]
    return median(rates) if rates else 0.0


def _short(name: str, given: Given, units: str, pages: str, rate: float) -> str:
    count, found = getattr(given, pages), getattr(given, units)
    expected = rate * count
    if count < FEWEST_PAGES or expected < FEWEST_EXPECTED or found >= expected * KEPT_SHARE:
        return ""
    return f"{name}: {found} on {count} {pages}, {expected:.0f} expected from the last runs"
