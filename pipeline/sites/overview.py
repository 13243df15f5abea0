"""docs/sites.md: every site that is read, told from the modules that read it.

`python -m pipeline.sites.overview > docs/sites.md` writes it; a test fails where it lags behind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pipeline.sites.document import Site
from pipeline.sites.registry import SITES

_START = """# Sites

What is read of which site. Made from the code by `make sites`; do not edit. A site is a module of `pipeline/sites`; the first
whose addresses it is reads a page, any other page is the last.

Kept to everywhere: robots.txt, one request at a time and host with `[crawl] seconds_between_requests` between two, conditional
requests, Retry-After, no logging in; see [operating.md](operating.md). Layers stand in the order of trust: what the first does
not say, the next may. Which layer read a page stands in the archive and in each run's figures."""


def overview() -> str:
    """The page, as Markdown."""
    return "\n".join([_START, "", *_table(), "", *_forms(), ""])


def _table() -> Iterator[str]:
    yield "| site | column `site` | what is read | layers | politeness | without a key |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for site in SITES:
        about = site.about
        layers = ", ".join(f"`{layer}`" for layer in about.layers)
        without = about.without_key or "the same: there is no key"
        yield f"| {about.title} | `{site.name}` | {about.reads} | {layers} | {about.politeness or 'as everywhere'} | {without} |"


def _forms() -> Iterator[str]:
    yield "## Forms of addresses"
    yield ""
    yield "An address of each form, with invented names; a slide, second or heading that it names is kept apart from it."
    yield ""
    for site in SITES:
        yield f"- {site.about.title}: {_listed(site)}"


def _listed(site: Site) -> str:
    return ", ".join(f"`{form}`" for form in site.about.forms)


if __name__ == "__main__":
    sys.stdout.write(overview())
