"""docs/sites.md keeps up with the readers, and says nothing of a site that its reader does not do."""

from __future__ import annotations

import pytest

from pipeline.paths import CHECKOUT
from pipeline.sites.document import Site
from pipeline.sites.overview import overview
from pipeline.sites.registry import SITES, site_of
from pipeline.web.tokens import KEYS
from pipeline.web.urls import canonical


def test_the_page_is_up_to_date() -> None:
    written = (CHECKOUT / "docs" / "sites.md").read_text(encoding="utf-8")
    assert written == overview(), "run: make sites"


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_an_address_of_each_form_is_the_sites_own(site: Site) -> None:
    assert site.about.forms
    for form in site.about.forms:
        assert site_of(form).name == site.name, form


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_layer_that_is_asked_for_by_itself_is_told(site: Site) -> None:
    # html and file are how a page is asked for: what it holds are its layers
    asked = {request.layer for form in site.about.forms for request in site.requests(canonical(form))}
    assert asked - {"html", "embed"} <= set(site.about.layers), asked


def test_every_key_of_a_sites_api_is_told_where_its_reader_is() -> None:
    told = " ".join(site.about.without_key for site in SITES)
    for key in KEYS:
        assert key.variable in told
