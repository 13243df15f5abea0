"""Which site's module reads an address. The order counts: the first that owns it; any page is the last and owns all."""

from __future__ import annotations

from functools import lru_cache

from pipeline.sites.blogs import NAMES, BlogSite, DevToSite
from pipeline.sites.connpass import ConnpassSite
from pipeline.sites.docswell import DocswellSite
from pipeline.sites.document import Site
from pipeline.sites.doorkeeper import DoorkeeperSite
from pipeline.sites.files import DropboxSite, GitHubFileSite, GoogleDriveSite
from pipeline.sites.google_slides import GoogleSlidesSite
from pipeline.sites.hackmd import HackMdSite
from pipeline.sites.luma import LumaSite
from pipeline.sites.meetup import MeetupSite
from pipeline.sites.oembed_only import ENDPOINTS, OembedSite
from pipeline.sites.peatix import PeatixSite
from pipeline.sites.qiita import QiitaSite
from pipeline.sites.rabbit import RabbitSite
from pipeline.sites.reveal import SlidesComSite
from pipeline.sites.slideshare import SlideShareSite
from pipeline.sites.speakerdeck import SpeakerDeckSite
from pipeline.sites.techplay import TechPlaySite
from pipeline.sites.videos import NicoVideoSite, VimeoSite
from pipeline.sites.web import WebSite
from pipeline.sites.youtube import YouTubeSite
from pipeline.sites.zenn import ZennSite
from pipeline.web.tokens import key_headers
from pipeline.web.urls import canonical

_KNOWN: tuple[Site, ...] = (
    QiitaSite(),
    ZennSite(),
    *(BlogSite(name, WebSite()) for name in NAMES),
    DevToSite(WebSite()),
    SpeakerDeckSite(),
    DocswellSite(),
    SlideShareSite(),
    GoogleSlidesSite(),
    SlidesComSite(),
    RabbitSite(),
    HackMdSite(),
    *(OembedSite(name) for name in ENDPOINTS),
    GitHubFileSite(WebSite()),
    GoogleDriveSite(WebSite()),
    DropboxSite(WebSite()),
    YouTubeSite(has_key=lambda url: bool(key_headers(url))),
    VimeoSite(),
    NicoVideoSite(),
    ConnpassSite(has_key=lambda url: bool(key_headers(url))),
    DoorkeeperSite(has_key=lambda url: bool(key_headers(url))),
    TechPlaySite(),
    PeatixSite(),
    MeetupSite(),
    LumaSite(),
)

SITES: tuple[Site, ...] = (*_KNOWN, WebSite(_KNOWN))


@lru_cache(maxsize=65536)
def site_of(url: str) -> Site:
    """The site whose module reads `url`, which need not be canonical."""
    address = canonical(url)
    return next(site for site in SITES if site.owns(address))
