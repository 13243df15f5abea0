"""One HTML answer, parsed once for all of a site's layers: tree, metas and JSON-LD, each made when first asked for."""

from __future__ import annotations

from functools import cached_property

from pipeline.sites import jsonld
from pipeline.sites.metas import Metas, read_metas
from pipeline.sites.tree import Element, load
from pipeline.sites.walls import check_page
from pipeline.web.answers import Answer


class Page:
    """The page that an answer brought."""

    def __init__(self, root: Element, answer: Answer) -> None:
        self.root = root
        self.answer = answer

    @cached_property
    def metas(self) -> Metas:
        return read_metas(self.root, self.answer.final_url or self.answer.url)

    @cached_property
    def json_ld(self) -> jsonld.Scan:
        return jsonld.scan(self.root)


def load_page(text: str, answer: Answer) -> Page | None:
    """The page in `text`, the answer's body; None where it is empty.

    Raises Unreadable where the page is too big, a login page, a bot wall or says that nothing is there.
    """
    root = load(text)
    if root is None:
        return None
    page = Page(root, answer)
    check_page(page.metas.title, answer)
    return page
