"""On every platform: all addresses of one thing agree, two things never do, and what is canonical stays so.

Each platform is a row: how its things are named, and every form in which an address of them is met (`{}` is the name).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.sites.registry import site_of
from pipeline.web.urls import canonical, cut_urls, identify


@dataclass(frozen=True)
class Platform:
    """A row. `reader` is the module that reads its things."""

    prefix: str  # of every key
    name: str  # pattern of a thing's name in addresses
    forms: tuple[str, ...]
    reader: str = ""
    ignores_case: bool = False


HASH = "[0-9a-f]{32}"
SLUG = "[a-z][a-z0-9]{2,8}(?:-[a-z0-9]{2,6}){0,2}"
DIGITS = "[1-9][0-9]{4,8}"
PLATFORMS = {
    "qiita": Platform(
        "qiita:", "[0-9a-f]{20}",
        (
            "https://qiita.com/nagi/items/{}", "http://qiita.com/nagi/items/{}", "https://qiita.com/nagi/items/{}.md", "https://qiita.com/nagi/items/{}/",
            "https://qiita.com/nagi/items/{}?utm_campaign=popular_items&utm_medium=feed", "https://qiita.com/nagi/items/{}#comment-1", "https://qiita.com/nagi/private/{}",
            "https://qiita.com/nagi@github/items/{}#%E8%A9%B1", "https://www.qiita.com/nagi/items/{}",
        ),
        "qiita",
    ),
    "zenn article": Platform("zenn:", "[0-9a-z]{14}", ("https://zenn.dev/nagi/articles/{}", "https://zenn.dev/nagi_pub/articles/{}?redirected=1", "http://zenn.dev/nagi/articles/{}/#fn-1"), "zenn"),
    "zenn scrap": Platform("zenn:scraps/", "[0-9a-f]{14}", ("https://zenn.dev/nagi/scraps/{}", "https://zenn.dev/nagi/scraps/{}#comment-0a1b2c3d4e5f67"), "zenn"),
    "zenn book": Platform("zenn:books/", "[0-9a-z]{14}", ("https://zenn.dev/nagi/books/{}", "https://zenn.dev/nagi/books/{}/?a=b"), "zenn"),
    "zenn chapter": Platform("zenn:books/", SLUG, ("https://zenn.dev/nagi/books/nagi-rust-book/viewer/{}", "https://zenn.dev/nagi/books/nagi-rust-book/viewer/{}#a"), "zenn"),
    "speakerdeck": Platform(
        "speakerdeck:nagi/", SLUG,
        (
            "https://speakerdeck.com/nagi/{}", "https://speakerdeck.com/nagi/{}?slide=12", "https://speakerdeck.com/nagi/{}/", "http://speakerdeck.com/u/nagi/p/{}",
            "https://speakerdeck.com/u/nagi/{}", "https://www.speakerdeck.com/nagi/{}?ref=x", "//speakerdeck.com/nagi/{}#3", "https://speakerdeck.com/Nagi/{}",
        ),
        "speakerdeck", ignores_case=True,
    ),
    "speakerdeck player": Platform(
        "speakerdeck:player/", HASH,
        (
            "https://speakerdeck.com/player/{}", "//speakerdeck.com/player/{}?slide=3", "https://speakerdeck.com/embed/{}.js", "https://files.speakerdeck.com/presentations/{}/boats.pdf",
            "https://speakerd.s3.amazonaws.com/presentations/{}/boats.pdf",
        ),
        "speakerdeck",
    ),
    "docswell": Platform(
        "docswell:", "[0-9A-Z]{6}",
        (
            "https://www.docswell.com/s/nagi/{}-2025-06-07-120000", "https://www.docswell.com/s/nagi/{}", "https://docswell.com/s/nagi/{}-boats/7", "https://www.docswell.com/s/nagi/{}-boats#p7",
            "https://www.docswell.com/slide/{}/embed", "https://www.docswell.com/slide/{}/embed?mode=extend#p2", "https://www.docswell.com/s/nagi/{}-boats?s=09", "https://www.docswell.com/s/nagi/{}-boats?fbclid=q",
        ),
        "docswell", ignores_case=True,
    ),
    "slideshare": Platform(
        "slideshare:", DIGITS,
        (
            "https://www.slideshare.net/slideshow/boats/{}", "http://www2.slideshare.net/slideshow/boats/{}", "https://de.slideshare.net/slideshow/boats/{}#28", "https://www.slideshare.net/slideshow/boats-and-tides/{}?ref=https://x.connpass.com/",
            "https://www.slideshare.net/slideshow/embed_code/{}", "https://www.slideshare.net/slideshow/boats/{}/5",
        ),
        "slideshare",
    ),
    "slideshare, older": Platform(
        "slideshare:user/nagi/", f"{SLUG}-[0-9]{{8}}",
        ("https://www.slideshare.net/nagi/{}", "http://www.slideshare.net/mobile/nagi/{}", "https://fr.slideshare.net/nagi/{}?qid=a&from_search=1", "https://www.slideshare.net/nagi/{}/12", "https://www.slideshare.net/nagi/{}?related=1"),
        "slideshare",
    ),
    "slideshare key": Platform("slideshare:key/", "[A-Za-z0-9]{12,14}", ("https://www.slideshare.net/slideshow/embed_code/key/{}", "//www.slideshare.net/slideshow/embed_code/key/{}?startSlide=2"), "slideshare"),
    "google slides": Platform(
        "gslides:", "1[A-Za-z0-9_-]{42}[A-Za-z0-9]",
        (
            *(
                f"https://docs.google.com/presentation/{form}"
                for form in (
                    "d/{}/edit", "d/{}", "d/{}/edit#slide=id.p", "d/{}/edit?usp=sharing", "d/{}/edit?slide=id.gX#slide=id.gX", "d/{}/preview?slide=id.p3", "d/{}/mobilepresent?slide=id.gX",
                    "d/{}/view", "d/{}/present", "d/{}/embed?start=false", "d/{}/pub", "d/{}/htmlpresent", "d/{}/copy", "d/{}/export/pdf", "u/1/d/{}/edit",
                )
            ),
            "https://docs.google.com/a/example.jp/presentation/d/{}/edit",
        ),
        "gslides",
    ),
    "google slides, published": Platform("gslides:2PACX-", "1v[A-Za-z0-9_-]{40}", tuple(f"https://docs.google.com/presentation/d/e/2PACX-{{}}/{view}" for view in ("pub", "pubembed?start=false&loop=false&delayms=3000", "embed", "preview", "htmlpresent", "pub?slide=id.p2")), "gslides"),
    "google drive": Platform(
        "gdrive:", "1[A-Za-z0-9_-]{30}[A-Za-z0-9]",
        (
            "https://drive.google.com/file/d/{}/view?usp=sharing", "https://drive.google.com/file/d/{}/preview", "https://drive.google.com/file/u/1/d/{}/edit", "https://drive.google.com/open?id={}", "https://drive.google.com/uc?export=download&id={}",
            "https://drive.usercontent.google.com/download?id={}&export=download", "https://docs.google.com/file/d/{}/edit", "https://drive.google.com/a/example.jp/file/d/{}/view",
        ),
        "gdrive",
    ),
    "dropbox": Platform(
        "dropbox:", "[a-z0-9]{15}",
        ("https://www.dropbox.com/s/{}/boats.pdf?dl=0", "https://www.dropbox.com/s/{}/boats.pdf", "https://dropbox.com/s/{}/boats.pdf?dl=1", "https://www.dropbox.com/s/{}/boats.pdf?raw=1", "https://dl.dropboxusercontent.com/s/{}/boats.pdf"),
        "dropbox",
    ),
    "dropbox, newer": Platform("dropbox:scl/", "[a-z0-9]{17}", ("https://www.dropbox.com/scl/fi/{}/boats.pdf?rlkey=k1&dl=0", "https://www.dropbox.com/scl/fi/{}/boats.pdf?rlkey=k1&st=x&dl=1", "https://www.dropbox.com/scl/fi/{}/boats.pdf?rlkey=k1"), "dropbox"),
    "github file": Platform(
        "github:nagi/boats/blob/", "[A-Za-z0-9]{1,8}/[A-Za-z0-9]{1,8}\\.md",
        (
            "https://github.com/nagi/boats/blob/{}", "https://github.com/Nagi/Boats/blob/{}?plain=1#L3", "https://github.com/nagi/boats/raw/{}", "https://raw.githubusercontent.com/nagi/boats/{}", "https://github.com/nagi/boats/blame/{}",
            "https://raw.githubusercontent.com/nagi/boats/refs/heads/{}", "https://www.github.com/nagi/boats/blob/{}",
        ),
        "github",
    ),
    "hackmd": Platform("hackmd:@nagi/", "[A-Za-z0-9_-]{8,12}", ("https://hackmd.io/@nagi/{}", "https://hackmd.io/@nagi/{}?view", "https://hackmd.io/@nagi/{}#/3", "https://hackmd.io/@nagi/{}/", "https://hackmd.io/@nagi/{}/edit"), "hackmd"),
    "hackmd note": Platform("hackmd:", "[A-Za-z0-9_-]{22}", ("https://hackmd.io/{}", "https://hackmd.io/{}?both", "https://hackmd.io/p/{}#/2", "https://hackmd.io/s/{}"), "hackmd"),
    "canva": Platform("canva:", "DA[A-Za-z0-9_-]{9}", ("https://www.canva.com/design/{}/view", "https://www.canva.com/design/{}/Tok-EN_1/view?utm_content={}&utm_source=x", "https://canva.com/design/{}/Tok-EN_1/edit", "https://www.canva.com/design/{}/watch?embed", "https://www.canva.com/design/{}/view#4"), "canva"),
    "figma": Platform(
        "figma:", "[A-Za-z0-9]{22}",
        (
            *(f"https://www.figma.com/{kind}/{{}}/Boats" for kind in ("file", "design", "board", "slides", "deck", "proto")), "https://embed.figma.com/slides/{}/Boats?embed-host=zenn",
            "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Fslides%2F{}%2FBoats", "https://www.figma.com/slides/{}?node-id=1-2",
        ),
        "figma",
    ),
    "prezi": Platform("prezi:", "[a-z][a-z0-9_]{11}", ("https://prezi.com/p/{}/boats/", "https://prezi.com/p/edit/{}/", "https://prezi.com/p/embed/{}/", "https://prezi.com/{}/boats/", "https://prezi.com/embed/{}/", "https://prezi.com/v/{}/boats/", "https://prezi.com/v/embed/{}/", "https://prezi.com/view/{}/"), "prezi"),
    "rabbit": Platform("rabbit:nagi/", SLUG, ("https://slide.rabbit-shocker.org/authors/nagi/{}/", "http://slide.rabbit-shocker.org/authors/nagi/{}", "https://slide.rabbit-shocker.org/authors/nagi/{}/?page=3", "https://slide.rabbit-shocker.org/authors/nagi/{}/viewer.html"), "rabbit"),
    "slides.com": Platform("slides:nagi/", SLUG, ("https://slides.com/nagi/{}", "http://slid.es/nagi/{}", "https://slides.com/nagi/{}#/3", "https://slides.com/nagi/{}/embed", "https://slides.com/nagi/{}/fullscreen#/2/1"), "slides", ignores_case=True),
    "youtube": Platform(
        "youtube:", "[0-9A-Za-z_-]{11}",
        (
            "https://www.youtube.com/watch?v={}", "https://youtu.be/{}?si=a", "https://youtu.be/{}?t=461", "https://www.youtube.com/embed/{}?list=PLabcdefghijk&start=3", "https://www.youtube.com/v/{}", "https://www.youtube.com/e/{}", "https://www.youtube.com/shorts/{}",
            "https://www.youtube.com/live/{}?feature=share", "https://m.youtube.com/watch?v={}&t=40s", "https://music.youtube.com/watch?v={}", "https://www.youtube-nocookie.com/embed/{}?start=5", "http://youtube.com/watch?feature=youtu.be&amp;v={}",
            "https://www.youtube.com/watch?v={}&list=PLabcdefghijk&index=2&pp=x&ab_channel=y", "https://www.youtube.com/watch?app=desktop&v={}", "https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D{}%26feature%3Dshare",
        ),
        "youtube",
    ),
    "vimeo": Platform("vimeo:", DIGITS, ("https://vimeo.com/{}", "https://player.vimeo.com/video/{}?title=0", "https://vimeo.com/channels/boats/{}", "https://vimeo.com/showcase/7654321/video/{}", "https://vimeo.com/groups/boats/videos/{}", "https://vimeo.com/{}#t=1m30s", "https://vimeo.com/{}/0a1b2c3d4e"), "vimeo"),
    "vimeo event": Platform("vimeo:event/", DIGITS, ("https://vimeo.com/event/{}", "https://vimeo.com/event/{}/embed"), "vimeo"),
    "nico": Platform("nicovideo:sm", DIGITS, ("https://www.nicovideo.jp/watch/sm{}", "https://sp.nicovideo.jp/watch/sm{}?ref=x", "https://nico.ms/sm{}?from=30", "https://embed.nicovideo.jp/watch/sm{}", "https://ext.nicovideo.jp/thumb/sm{}"), "nicovideo"),
    "nico live": Platform("nicovideo:lv", DIGITS, ("https://live.nicovideo.jp/watch/lv{}", "https://nico.ms/lv{}", "http://live.nicovideo.jp/gate/lv{}", "https://live2.nicovideo.jp/watch/lv{}"), "nicovideo"),
    "connpass": Platform("connpass:", DIGITS, ("https://nagi.connpass.com/event/{}/", "https://connpass.com/event/{}", "https://nagi.connpass.com/event/{}/presentation/", "https://nagi.connpass.com/event/{}/participation/#p", "http://nagi.connpass.com/event/{}/?utm_source=x", "https://nagi.connpass.com/event/{}/ical/", "https://nagi.connpass.com/event/{}/#:~:text=LT"), "connpass"),
    "doorkeeper": Platform("doorkeeper:", DIGITS, ("https://nagi.doorkeeper.jp/events/{}", "https://nagi.doorkeeper.jp/en/events/{}?x=1", "http://nagi.doorkeeper.jp/events/{}-boats", "https://www.doorkeeper.jp/events/{}/"), "doorkeeper"),
    "techplay": Platform("techplay:", DIGITS, ("https://techplay.jp/event/{}", "https://techplay.jp/event/{}/?utm_source=x", "https://www.techplay.jp/event/{}"), "techplay"),
    "peatix": Platform("peatix:", DIGITS, ("https://peatix.com/event/{}", "https://peatix.com/event/{}/view?lang=ja-jp", "http://nagi.peatix.com/event/{}", "https://peatix.com/sales/event/{}/tickets"), "peatix"),
    "meetup": Platform("meetup:", "[1-9][0-9]{8}|[a-z]{8}tbmb[a-z]{2}", ("https://www.meetup.com/nagi-rust/events/{}/", "https://www.meetup.com/ja-JP/nagi-rust/events/{}/", "https://meetup.com/nagi-rust/events/{}?eventOrigin=x", "https://www.meetup.com/Nagi-Rust/events/{}/attendees/"), "meetup"),
    "luma": Platform("luma:", "[a-z][a-z0-9]{7}", ("https://luma.com/{}", "https://lu.ma/{}?utm_source=x", "https://www.lu.ma/{}/", "https://lu.ma/{}?tk=AbC"), "luma"),
    "luma event": Platform("luma:evt-", "[A-Za-z0-9]{15}", ("https://lu.ma/event/evt-{}", "https://luma.com/event/evt-{}?x=1", "https://lu.ma/embed/event/evt-{}/simple", "https://lu.ma/evt-{}"), "luma"),
    "note": Platform("note:n", "[0-9a-f]{12}", ("https://note.com/nagi/n/n{}", "https://note.mu/nagi/n/n{}?magazine_key=m", "https://note.com/n/n{}", "https://note.com/embed/notes/n{}", "https://note.com/nagi/n/n{}?sub_rt=share_pw#a"), "note"),
    "medium": Platform("medium:", "[0-9a-f]{12}", ("https://medium.com/@nagi/boats-and-tides-{}", "https://nagi.medium.com/boats-{}?source=rss------2", "https://medium.com/p/{}", "https://medium.com/boat-club/boats-{}#1a2b"), "medium"),
    "dev.to": Platform("devto:nagi/", f"{SLUG}-[0-9a-z]{{3,4}}", ("https://dev.to/nagi/{}", "https://dev.to/nagi/{}/", "http://dev.to/nagi/{}?utm_source=x#comments", "https://www.dev.to/nagi/{}", "https://dev.to/nagi/{}/comments"), "devto", ignores_case=True),
    "hatena": Platform("web:nagi.hatenablog.com/entry/2025/06/08/", "[0-9]{6}", ("https://nagi.hatenablog.com/entry/2025/06/08/{}", "http://nagi.hatenablog.com/entry/2025/06/08/{}?utm_source=feed#f-1a2b"), "hatena"),
    "notion": Platform("notion:", HASH, ("https://nagi.notion.site/Boats-{}", "https://www.notion.so/nagi/Boats-{}?pvs=4", "https://notion.so/{}"), "web"),
    "pdf in a viewer": Platform(
        "web:fune.example.jp/", "[A-Za-z0-9]{3,10}\\.pdf",
        ("https://fune.example.jp/{}", "http://www.fune.example.jp/{}#page=3", "https://docs.google.com/viewer?url=https%3A%2F%2Ffune.example.jp%2F{}", "https://docs.google.com/gview?embedded=true&url=https%3A%2F%2Ffune.example.jp%2F{}"),
        "web",
    ),
}  # fmt: skip

few = settings(max_examples=5)  # for each of some forty platforms
platforms = pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)


def named(platform: Platform) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(platform.name, re.ASCII), fullmatch=True)


@platforms
@few
@given(data=st.data())
def test_all_forms_of_one_thing_have_one_key_and_a_canonical_address_that_stays(
    platform: Platform, data: st.DataObject
) -> None:
    name = data.draw(named(platform))
    found = [identify(form.replace("{}", name)) for form in platform.forms]
    assert {one.key for one in found} == {found[0].key}
    assert found[0].key.startswith(platform.prefix)
    for one in found:
        again = identify(one.url)
        assert (again.key, again.url, bool(again.locator)) == (one.key, one.url, False)


@platforms
@few
@given(data=st.data())
def test_two_things_never_have_one_key(platform: Platform, data: st.DataObject) -> None:
    one, other = data.draw(named(platform)), data.draw(named(platform))
    form = data.draw(st.sampled_from(platform.forms))
    same = one.lower() == other.lower() if platform.ignores_case else one == other
    assert (identify(form.replace("{}", one)).key == identify(platform.forms[0].replace("{}", other)).key) == same


@platforms
@few
@given(data=st.data())
def test_names_that_differ_in_one_character_are_two_things(platform: Platform, data: st.DataObject) -> None:
    name = data.draw(named(platform))
    place = data.draw(st.integers(0, len(name) - 1))
    changed = [f"{name[:place]}{one}{name[place + 1 :]}" for one in "0123459abcdefzABFZ-_"]
    near = data.draw(st.sampled_from([*(one for one in changed if re.fullmatch(platform.name, one)), name]))
    assume(near.lower() != name.lower() if platform.ignores_case else near != name)
    for form in platform.forms:
        assert identify(form.replace("{}", near)).key != identify(form.replace("{}", name)).key


@given(data=st.data())
def test_things_of_two_platforms_never_have_one_key(data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(sorted(PLATFORMS))), data.draw(st.sampled_from(sorted(PLATFORMS)))
    name = data.draw(named(PLATFORMS[one]))
    there = data.draw(named(PLATFORMS[other]))
    keys = {
        identify(PLATFORMS[which].forms[0].replace("{}", written)).key
        for which, written in ((one, name), (other, there))
    }
    assert len(keys) == 2 or (one == other and name.lower() == there.lower())


@platforms
@few
@given(data=st.data())
def test_every_form_is_read_by_the_platforms_own_module(platform: Platform, data: st.DataObject) -> None:
    name = data.draw(named(platform))
    for form in platform.forms:
        assert site_of(form.replace("{}", name)).name == platform.reader


@platforms
@few
@given(data=st.data(), glue=st.sampled_from(["", "）", "」", "、", "。", ")", "*", "_", ">", "」です", " の"]))
def test_a_form_is_found_whole_in_the_running_text_around_it(
    platform: Platform, data: st.DataObject, glue: str
) -> None:
    name = data.draw(named(platform))
    form = data.draw(
        st.sampled_from([form for form in platform.forms if form.startswith("http") and "&amp;" not in form])
    )
    url = form.replace("{}", name)
    if url[-1] in "_-*.":  # which glue is, where a name ends in it, nobody can tell
        return
    (cut,) = cut_urls(f"資料は「{url}{glue}")
    assert identify(cut.url).key == identify(url).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://vimeo.com/1234567", "https://vimeo.com/event/1234567"),
        ("https://prezi.com/p/edit/abcdefghijkl/", "https://prezi.com/p/edit/bcdefghijklm/"),
        ("https://prezi.com/v/view/abcdefghijkl/", "https://prezi.com/v/view/bcdefghijklm/"),
        ("https://prezi.com/embed/abcdefghijkl/", "https://prezi.com/embed/bcdefghijklm/"),
        ("https://vimeo.com/showcase/1234567/video/222222", "https://vimeo.com/showcase/1234567/video/333333"),
        ("https://zenn.dev/nagi/books/aaaaaaaaaaaaaa", "https://zenn.dev/nagi/articles/aaaaaaaaaaaaaa"),
        ("https://dev.to/nagi/series/123", "https://dev.to/nagi/series/124"),
        ("https://dev.to/t/rust", "https://dev.to/t/ruby"),
        ("https://medium.com/@nagi/list/boats-0a1b2c3d4e5f", "https://medium.com/@nagi/boats-0a1b2c3d4e5f"),
        ("https://note.com/nagi/m/m0a1b2c3d4e5f", "https://note.com/nagi/n/n0a1b2c3d4e5f"),
        ("https://www.dropbox.com/sh/abc/x?dl=0", "https://www.dropbox.com/s/abc/x?dl=0"),
        ("https://github.com/nagi/boats/blob/main/a.md", "https://github.com/nagi/boats/blob/dev/a.md"),
        ("https://github.com/nagi/boats/blob/main/a.md", "https://github.com/nagi/boats/blob/main/A.md"),
        ("https://connpass.com/series/12/", "https://connpass.com/event/12/"),
        ("https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUv", "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUv/view"),
    ],
)  # fmt: skip
def test_what_only_looks_alike_stays_apart(one: str, other: str) -> None:
    assert identify(one).key != identify(other).key
    assert canonical(one) != canonical(other)
