"""One thing has one key, whatever address leads to it; the place inside it is kept apart."""

from __future__ import annotations

import pytest

from pipeline.web.urls import Locator, canonical, deep_link, host_of, identify, is_shortener, join, request_url

QIITA = "https://qiita.com/RyoWakabayashi/items/45edc8ddbccba139a5ba"
DECK = "https://speakerdeck.com/masahiro999/nx"
PLAYER = "https://speakerdeck.com/player/0123456789abcdef0123456789abcdef"
DOCSWELL = "https://www.docswell.com/s/someone/534M2Z-2022-04-27-002038"
SHARE = "https://www.slideshare.net/slideshow/jep280-java-9/82267503"
OLD_SHARE = "https://www.slideshare.net/someone/elixir-44958468"
ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg"
SLIDES = f"https://docs.google.com/presentation/d/{ID}/preview"
PUBLISHED = "https://docs.google.com/presentation/d/e/2PACX-1vQabcdefghijk/pub"
VIDEO = "https://www.youtube.com/watch?v=zTq897CU_GQ"
EVENT = "https://pelemay.connpass.com/event/263304/"
ZENN = "https://zenn.dev/koga1020/articles/0a1b2c3d4e5f67"

# key: the canonical address, then further forms of the same thing
FORMS = {
    "qiita:45edc8ddbccba139a5ba": [
        QIITA, "http://qiita.com/RyoWakabayashi/items/45edc8ddbccba139a5ba", f"{QIITA}.md", f"{QIITA}/", f"{QIITA}#comment-1",
        f"{QIITA}?utm_campaign=popular_items&utm_medium=feed&utm_source=popular_items", f"{QIITA}#%E6%A6%82%E8%A6%81",
        "https://qiita.com/RyoWakabayashi/private/45edc8ddbccba139a5ba", "https://qiita.com/items/45edc8ddbccba139a5ba",
    ],
    "zenn:0a1b2c3d4e5f67": [ZENN, f"{ZENN}?redirected=1", "https://zenn.dev/pelemay/articles/0a1b2c3d4e5f67#abc", f"{ZENN}/"],
    "zenn:books/nx-with-elixir-01": ["https://zenn.dev/koga1020/books/nx-with-elixir-01"],
    "zenn:books/nx-with-elixir-01/intro": ["https://zenn.dev/koga1020/books/nx-with-elixir-01/viewer/intro#a"],
    "zenn:scraps/0a1b2c3d4e5f67": ["https://zenn.dev/koga1020/scraps/0a1b2c3d4e5f67"],
    "speakerdeck:masahiro999/nx": [
        DECK, f"{DECK}?slide=4", f"{DECK}/", "http://speakerdeck.com/masahiro999/nx", "https://www.speakerdeck.com/masahiro999/nx",
        "https://speakerdeck.com/u/masahiro999/p/nx", "https://speakerdeck.com/u/masahiro999/nx#", f"{DECK}#4",
        "//speakerdeck.com/masahiro999/nx", f"{DECK}）", "HTTPS://SpeakerDeck.com/masahiro999/nx?ref=x", f"{DECK}#:~:text=Nx",
    ],
    "speakerdeck:player/0123456789abcdef0123456789abcdef": [
        PLAYER, f"{PLAYER}?slide=3", "//speakerdeck.com/player/0123456789ABCDEF0123456789ABCDEF",
        "https://files.speakerdeck.com/presentations/0123456789abcdef0123456789abcdef/nx.pdf",
    ],
    "docswell:534M2Z": [
        DOCSWELL, f"{DOCSWELL}/7", f"{DOCSWELL}#p7", f"{DOCSWELL}/", f"{DOCSWELL}?s=09", f"{DOCSWELL}?fbclid=x",
        "https://docswell.com/s/someone/534M2Z", "https://www.docswell.com/slide/534M2Z/embed?mode=twitter#p3",
        "https://www.docswell.com/slide/534m2z/embed",
    ],
    "slideshare:82267503": [
        SHARE, f"{SHARE}#28", f"{SHARE}?ref=https://x.connpass.com/", "http://www2.slideshare.net/slideshow/jep280-java-9/82267503",
        "https://fr.slideshare.net/slideshow/jep280-java-9/82267503", "https://www.slideshare.net/slideshow/embed_code/82267503",
    ],
    "slideshare:user/someone/elixir-44958468": [
        OLD_SHARE, "http://www.slideshare.net/mobile/someone/elixir-44958468", f"{OLD_SHARE}?qid=a&v=&b=&from_search=1",
        f"{OLD_SHARE}/12", "https://slideshare.net/someone/elixir-44958468#12",
    ],
    "slideshare:key/AbCdEf": ["https://www.slideshare.net/slideshow/embed_code/key/AbCdEf", "//www.slideshare.net/slideshow/embed_code/key/AbCdEf?x"],
    f"gslides:{ID}": [
        SLIDES, f"https://docs.google.com/presentation/d/{ID}/edit#slide=id.p", f"https://docs.google.com/presentation/d/{ID}",
        f"https://docs.google.com/presentation/d/{ID}/edit?usp=sharing", f"https://docs.google.com/presentation/d/{ID}/edit?slide=id.gX#slide=id.gX",
        f"https://docs.google.com/presentation/u/0/d/{ID}/mobilepresent?slide=id.gX", f"https://docs.google.com/a/example.jp/presentation/d/{ID}/view",
        f"https://docs.google.com/presentation/d/{ID}/export/pdf",
    ],
    "gslides:2PACX-1vQabcdefghijk": [PUBLISHED, PUBLISHED.replace("/pub", "/embed?start=false&loop=false&delayms=3000"), PUBLISHED + "?slide=id.p3"],
    "gdrive:" + ID: [f"https://drive.google.com/file/d/{ID}/view", f"https://drive.google.com/open?id={ID}", f"https://drive.google.com/uc?export=download&id={ID}", f"https://docs.google.com/uc?export=download&id={ID}", f"https://docs.google.com/open?id={ID}"],
    "youtube:zTq897CU_GQ": [
        VIDEO, "https://youtu.be/zTq897CU_GQ?si=abc", "https://youtu.be/zTq897CU_GQ?t=461", "https://youtu.be/zTq897CU_GQ&t=4303",
        "https://www.youtube.com/embed/zTq897CU_GQ?feature=oembed", "https://www.youtube-nocookie.com/embed/zTq897CU_GQ?start=5",
        "https://m.youtube.com/watch?v=zTq897CU_GQ&t=40s", f"{VIDEO}&list=PLabcdefghijk&index=2", "https://www.youtube.com/live/zTq897CU_GQ?feature=share",
        "https://www.youtube.com/shorts/zTq897CU_GQ", "https://www.youtube.com/v/zTq897CU_GQ", "http://www.youtube.com/watch?feature=youtu.be&amp;v=zTq897CU_GQ",
        "https://www.google.com/url?q=https%3A%2F%2Fyoutu.be%2FzTq897CU_GQ&sa=D",
    ],
    "youtube:list/PLabcdefghijk": ["https://www.youtube.com/playlist?list=PLabcdefghijk", "https://www.youtube.com/embed/videoseries?list=PLabcdefghijk"],
    "vimeo:123456789": ["https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?title=0", "https://vimeo.com/channels/staffpicks/123456789#t=30s"],
    "nicovideo:sm9": ["https://www.nicovideo.jp/watch/sm9", "https://nico.ms/sm9"],
    "nicovideo:sm12345678": ["https://www.nicovideo.jp/watch/sm12345678", "https://nico.ms/sm12345678?from=30", "https://sp.nicovideo.jp/watch/sm12345678"],
    "connpass:263304": [
        EVENT, "https://pelemay.connpass.com/event/263304", f"{EVENT}presentation/", f"{EVENT}?utm_campaign=x", "https://connpass.com/event/263304/",
        f"{EVENT}participation/#participants", f"{EVENT}#:~:text=LT", "http://pelemay.connpass.com/event/263304/",
    ],
    "doorkeeper:12345": ["https://group.doorkeeper.jp/events/12345", "https://group.doorkeeper.jp/en/events/12345?x=1"],
    "techplay:900001": ["https://techplay.jp/event/900001", "https://techplay.jp/event/900001?utm_source=x"],
    "peatix:1234567": ["https://peatix.com/event/1234567", "https://peatix.com/event/1234567/view?lang=ja-jp", "http://group.peatix.com/event/1234567"],
    "meetup:289000000": ["https://www.meetup.com/elixir-tokyo/events/289000000/", "https://www.meetup.com/ja-JP/elixir-tokyo/events/289000000/?x"],
    "luma:elixir7": ["https://luma.com/elixir7", "https://lu.ma/elixir7?utm_source=x"],
    "note:n0a1b2c3d4e5f": ["https://note.com/someone/n/n0a1b2c3d4e5f", "https://note.mu/someone/n/n0a1b2c3d4e5f?magazine_key=m", "https://note.com/n/n0a1b2c3d4e5f"],
    "medium:0a1b2c3d4e5f": ["https://medium.com/@someone/a-talk-0a1b2c3d4e5f", "https://someone.medium.com/a-talk-0a1b2c3d4e5f?source=rss------2", "https://medium.com/p/0a1b2c3d4e5f"],
    "slides:someone/nx": ["https://slides.com/someone/nx", "http://slid.es/someone/nx#/3", "https://slides.com/someone/nx/fullscreen#/3/1", "https://slides.com/someone/nx/embed"],
    "hackmd:@team/meetup": ["https://hackmd.io/@team/meetup", "https://hackmd.io/@team/meetup?view"],
    "figma:abcdefghijklmnop0123": ["https://www.figma.com/slides/abcdefghijklmnop0123", "https://embed.figma.com/slides/abcdefghijklmnop0123/name?embed-host=zenn"],
    "canva:DAFabc_123": ["https://www.canva.com/design/DAFabc_123/token-1/view", "https://www.canva.com/design/DAFabc_123/view?utm_content=x"],
    "rabbit:kou/ruby": ["https://slide.rabbit-shocker.org/authors/kou/ruby/", "https://slide.rabbit-shocker.org/authors/kou/ruby/12/"],
    "github:elixir-nx/nx": ["https://github.com/elixir-nx/nx", "https://github.com/Elixir-Nx/nx.git", "https://github.com/elixir-nx/nx/?tab=readme-ov-file#readme"],
    "github:a/b/blob/main/talk.pdf": [
        "https://github.com/a/b/blob/main/talk.pdf", "https://raw.githubusercontent.com/a/b/main/talk.pdf", "https://github.com/a/b/raw/main/talk.pdf",
        "https://raw.githubusercontent.com/a/b/refs/heads/main/talk.pdf",
    ],
    "gist:0a1b2c3d4e5f": ["https://gist.github.com/someone/0a1b2c3d4e5f", "https://gist.github.com/0a1b2c3d4e5f.js"],
    "twitter:1590000000000000001": ["https://x.com/someone/status/1590000000000000001", "https://twitter.com/someone/status/1590000000000000001?s=20&t=abc", "https://mobile.twitter.com/someone/status/1590000000000000001/photo/1"],
    "web:example.jp/a?x=1&y=2": [
        "https://example.jp/a?x=1&y=2", "http://www.example.jp/a/?y=2&x=1&utm_source=z&fbclid=q#here", "https://EXAMPLE.jp:443/a?y=2&amp;x=1", "https://user:secret@example.jp/b/../a?x=1&y=2",
    ],
    "web:xn--r8jz45g.jp/%E8%A9%B1": ["https://xn--r8jz45g.jp/%E8%A9%B1", "https://例え.jp/話", "https://例え.jp/%e8%a9%b1/"],
}  # fmt: skip


@pytest.mark.parametrize(("key", "url"), [(key, url) for key, urls in FORMS.items() for url in urls])
def test_every_form_of_a_thing_has_its_one_key(key: str, url: str) -> None:
    assert identify(url).key == key
    assert identify(canonical(url)).key == key


@pytest.mark.parametrize("url", [urls[0] for urls in FORMS.values()])
def test_a_canonical_address_stays_as_it_is_and_is_asked_for_as_it_is(url: str) -> None:
    assert canonical(url) in (url, url.removesuffix("/"), url + "/") or "#" in url
    assert canonical(canonical(url)) == canonical(url)
    assert request_url(canonical(url)) == canonical(url)


def test_different_things_have_different_keys() -> None:
    keys = [identify(urls[0]).key for urls in FORMS.values()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (VIDEO, "https://www.youtube.com/watch?v=zTq897CU_Gq"),
        ("https://www.youtube.com/embed/live_stream?channel=UCabc", "https://www.youtube.com/embed/live_stream?channel=UCdef"),
        (EVENT, "https://pelemay.connpass.com/event/263305/"),
        ("https://slideshare.net/slideshow/embed_code/key/AbCdEf", "https://slideshare.net/slideshow/embed_code/key/AbCdEF"),
        ("https://example.jp/Talk", "https://example.jp/talk"),
        ("https://example.jp/?p=1", "https://example.jp/?p=2"),
        ("https://example.github.io/docs/#/a", "https://example.github.io/docs/#/b"),
        ("https://example.jp/a%2Fb", "https://example.jp/a/b"),
        ("https://blog.hatenablog.com/entry/2022/11/10/1", "https://blog.hatenablog.com/entry/2022/11/10/2"),
        ("https://speakerdeck.com/nako", "https://speakerdeck.com/nako/livebook"),
        (f"https://docs.google.com/document/d/{ID}/edit", SLIDES),
    ],
)  # fmt: skip
def test_addresses_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert identify(one).key != identify(other).key
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (f"{DECK}?slide=4", Locator(slide=4)), (f"{DECK}#4", Locator(slide=4)), (f"{DECK}?slide=0", Locator()),
        (f"{PLAYER}?slide=12", Locator(slide=12)), (f"{DOCSWELL}/7", Locator(slide=7)), (f"{DOCSWELL}#p7", Locator(slide=7)),
        ("https://www.slideshare.net/slideshow/embed_code/key/AbCdEf?startSlide=3", Locator(slide=3)),
        (f"{SHARE}#28", Locator(slide=28)), (f"{OLD_SHARE}/12", Locator(slide=12)),
        (SLIDES + "?slide=id.gX_0_12", Locator(anchor="slide=id.gX_0_12")),
        (f"https://docs.google.com/presentation/d/{ID}/edit?slide=id.p#slide=id.p", Locator(anchor="slide=id.p")),
        ("https://youtu.be/zTq897CU_GQ?t=461", Locator(seconds=461)), (f"{VIDEO}&t=40s", Locator(seconds=40)),
        (f"{VIDEO}&t=1h2m3s", Locator(seconds=3723)), (f"{VIDEO}#t=90", Locator(seconds=90)),
        ("https://www.youtube.com/embed/zTq897CU_GQ?start=5", Locator(seconds=5)), ("https://youtu.be/zTq897CU_GQ&t=4303", Locator(seconds=4303)),
        (f"{VIDEO}&t=", Locator()), (f"{VIDEO}&t=soon", Locator()), ("https://vimeo.com/123456789#t=1m30s", Locator(seconds=90)),
        (f"{QIITA}#第3弾", Locator(anchor="%E7%AC%AC3%E5%BC%BE")), (f"{QIITA}#%e7%ac%ac3%E5%BC%BE", Locator(anchor="%E7%AC%AC3%E5%BC%BE")),
        (f"{EVENT}#:~:text=LT", Locator()), ("https://example.jp/t.pdf#page=5", Locator(slide=5)),
        ("https://slides.com/someone/nx#/3", Locator(slide=4)), ("https://slides.com/someone/nx#/3/1", Locator(anchor="/3/1")),
        ("https://someone.github.io/talk/#/3", Locator(anchor="/3")), ("https://example.jp/a#b", Locator(anchor="b")),
    ],
)  # fmt: skip
def test_the_place_inside_a_thing_is_a_locator_and_no_part_of_its_identity(url: str, place: Locator) -> None:
    found = identify(url)
    assert found.locator == place
    assert not identify(found.url).locator


@pytest.mark.parametrize(
    ("link", "landing"),
    [
        (deep_link(DECK, slide=4), f"{DECK}?slide=4"),
        (deep_link(f"{DECK}?slide=2", slide=4), f"{DECK}?slide=4"),
        (deep_link(DOCSWELL, slide=7), f"{DOCSWELL}/7"),
        (deep_link("https://www.docswell.com/slide/534M2Z/embed", slide=7), "https://www.docswell.com/slide/534M2Z/embed#p7"),
        (deep_link(SHARE, slide=3), f"{SHARE}#3"),
        (deep_link(SLIDES, anchor="slide=id.gX"), f"{SLIDES}#slide=id.gX"),
        (deep_link(SLIDES, slide=2), f"{SLIDES}#slide=id.p2"),
        (deep_link(SLIDES, slide=2, anchor="slide=id.g2f_0_6"), f"{SLIDES}#slide=id.g2f_0_6"),
        (deep_link("https://slides.com/someone/nx", slide=4, anchor="/1/2"), "https://slides.com/someone/nx#/1/2"),
        (deep_link("https://a.github.io/deck/", slide=4, anchor="/3"), "https://a.github.io/deck/#/3"),
        (deep_link("https://example.jp/get?id=7", slide=5, anchor="page=5"), "https://example.jp/get?id=7#page=5"),
        (deep_link("https://slide.rabbit-shocker.org/authors/kou/arrow/", slide=2), "https://slide.rabbit-shocker.org/authors/kou/arrow/?page=2"),
        (deep_link("https://youtu.be/zTq897CU_GQ", seconds=461), f"{VIDEO}&t=461s"),
        (deep_link(VIDEO, seconds=0), VIDEO),
        (deep_link("https://example.jp/t.pdf", slide=5), "https://example.jp/t.pdf#page=5"),
        (deep_link("https://example.jp/t", slide=5), "https://example.jp/t"),
        (deep_link("https://slides.com/someone/nx", slide=4), "https://slides.com/someone/nx#/3"),
        (deep_link(QIITA, anchor="#第3弾"), f"{QIITA}#%E7%AC%AC3%E5%BC%BE"),
        (deep_link("not an address", anchor="x"), "not an address"),
        (deep_link("https://speakerdeck.com/nako", slide=3), "https://speakerdeck.com/nako"),
    ],
)  # fmt: skip
def test_a_deep_link_lands_on_the_place(link: str, landing: str) -> None:
    assert link == landing


@pytest.mark.parametrize(
    ("url", "site", "kind"),
    [
        (QIITA, "qiita", "article"), (ZENN, "zenn", "article"), (DECK, "speakerdeck", "deck"), (PLAYER, "speakerdeck", "deck"),
        (DOCSWELL, "docswell", "deck"), (SHARE, "slideshare", "deck"), (SLIDES, "gslides", "deck"), (VIDEO, "youtube", "recording"),
        (EVENT, "connpass", "event"), ("https://pelemay.connpass.com/", "connpass", "page"), ("https://qiita.com/someone", "qiita", "page"),
        ("https://qiita.com/advent-calendar/2022/elixir", "qiita", "page"), ("https://speakerdeck.com/nako", "speakerdeck", "page"),
        ("https://blog.hatenablog.com/entry/2022/11/10/123456", "hatena", "article"), ("https://github.com/a/b", "github", "repository"),
        ("https://github.com/a/b/issues/1", "github", "page"), ("https://example.jp/talk.PDF", "web", "deck"), ("https://example.jp/", "web", ""),
        ("https://www.youtube.com/@piyopiyoex", "youtube", "page"), ("https://docs.google.com/spreadsheets/d/" + ID, "gsheets", "page"),
        ("https://speakerdeck.com/assets/embed.js", "speakerdeck", "page"), ("https://atnd.org/events/1234", "web", "event"),
        ("https://dev.to/someone/talk-1", "devto", "article"), ("https://x.com/someone", "twitter", "page"),
    ],
)  # fmt: skip
def test_site_and_kind_follow_from_the_address(url: str, site: str, kind: str) -> None:
    found = identify(url)
    assert (found.site, found.kind_hint) == (site, kind)


@pytest.mark.parametrize("url", ["", " ", "not an address", "http://", "http://[", "https://exa mple.jp/", "mailto:a@b.jp", "http://a..b/", "/relative", "http://x:99999/"])  # fmt: skip
def test_what_is_no_address_is_left_as_it_is(url: str) -> None:
    found = identify(url)
    assert canonical(url) == url.strip()
    assert (found.key, found.site, found.kind_hint) == (f"web:<{url.strip()}>", "web", "")
    assert host_of(url) == ""


def test_a_request_keeps_what_identity_drops() -> None:
    assert request_url(f"HTTP://Qiita.com:80{QIITA[17:]}.md?a=1#top") == f"http://qiita.com{QIITA[17:]}.md?a=1"
    oembed = "https://speakerdeck.com/oembed.json?url=https%3A%2F%2Fspeakerdeck.com%2Fnako%2Flivebook"
    assert request_url(oembed) == canonical(oembed) == oembed


def test_shorteners_are_known_and_relative_addresses_joined() -> None:
    assert is_shortener("https://t.co/abc")
    assert not is_shortener("https://youtu.be/zTq897CU_GQ")
    assert join("https://a.jp/b/c", "../d") == "https://a.jp/d"
    assert join("https://a.jp/", "http://[") == "http://["


def test_the_key_for_an_old_link_shared_file_is_kept_in_its_address() -> None:
    shared = identify(f"https://docs.google.com/presentation/d/{ID}/edit?resourcekey=0-abc&usp=sharing")
    assert shared.key == f"gslides:{ID}"
    assert shared.url == f"{SLIDES}?resourcekey=0-abc"
