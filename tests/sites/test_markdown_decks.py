"""Decks written in Markdown: Marp, Slidev, plain ones, HackMD's, and the files that hold them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sites.document import Unreadable
from pipeline.sites.markdown_deck import cut_slides, read_markdown_deck
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import PAGES, answer, read
from tests.sites.pdfs import plain_pdf

BLOB = "https://github.com/todaimori/talks/blob/main/2024/{}"
RAW = "https://raw.githubusercontent.com/todaimori/talks/main/2024/{}"


def github(name: str, body: bytes | str | None = None):
    file = body if body is not None else (PAGES / "markdown_decks" / name).read_bytes()
    return read(BLOB.format(name), answer(RAW.format(name), file, content_type="text/plain; charset=utf-8"))


def test_a_file_on_github_is_asked_for_raw() -> None:
    url = BLOB.format("marp.md")
    assert [r.url for r in site_of(url).requests(url)] == [RAW.format("marp.md")]
    assert site_of(RAW.format("marp.md")).name == "github"


def test_marp_parts_at_rules_and_headings_not_in_code_and_not_under_a_title() -> None:
    document = github("marp.md")
    assert (document.kind, document.title, document.author_name) == ("deck", "波止場の Livebook", "灯台 守")
    assert [p.heading for p in document.pages] == ["波止場の Livebook", "船を数える", "", "題の下に線", "おわり"]
    assert document.pages[0].text == "波止場の Livebook\n灯台 守"
    assert "Enum.count(ships)" in document.pages[1].text


def test_slidev_slides_may_have_yaml_of_their_own() -> None:
    document = github("slidev.md")
    assert document.title == "Kelp in a supervision tree"
    assert [p.text for p in document.pages] == [
        "Kelp in a supervision tree\nfor divers",
        "Holdfasts\nrestart: permanent",
        "Fronds\nrestart: temporary",
    ]


def test_a_plain_deck_is_told_by_its_name_and_its_many_short_parts() -> None:
    document = github("slides.md")
    assert [p.heading for p in document.pages] == ["凪の日のOTP", "風がない", "それでも待つ"]


@pytest.mark.parametrize("name", ["README.md", "slides.md"])
def test_an_article_with_rules_is_no_deck(name: str) -> None:
    text = "# 凪\n\n" + "長い文章です。" * 400 + "\n\n---\n\n" + "まだ続きます。" * 400 + "\n\n---\n\nおわり\n"
    document = github(name, text)
    assert document.kind != "deck"
    assert document.text_format == "markdown"


def test_a_pdf_and_an_html_deck_on_github_are_read_too() -> None:
    assert [p.text for p in github("kelp.pdf", plain_pdf(["Kelp"])).pages] == ["Kelp"]
    made = github("index.html", (PAGES / "html_decks" / "marp.html").read_bytes())
    assert (made.kind, len(made.pages)) == ("deck", 2)


def test_an_html_deck_on_github_leads_to_the_raw_file_of_its_slides() -> None:
    url = BLOB.format("index.html")
    markup = '<title>x</title><div class="reveal"><div class="slides"><section data-markdown="talk.md"></section></div></div>'
    made = answer(RAW.format("index.html"), markup, content_type="text/plain")
    assert [r.url for r in site_of(url).further(url, [made])] == [RAW.format("talk.md")]


def test_hackmds_slide_mode_is_cut_in_columns_and_rows() -> None:
    url = "https://hackmd.io/p/MinatoGleam01"
    site = site_of(url)
    assert [r.url for r in site.requests(url)] == ["https://hackmd.io/MinatoGleam01/download", url]
    body = (PAGES / "hackmd" / "slides.md").read_bytes()
    document = read(url, answer("https://hackmd.io/MinatoGleam01/download", body, content_type="text/markdown"))
    assert (document.kind, document.title) == ("deck", "港のGleam")
    assert [(p.heading, p.anchor) for p in document.pages] == [
        ("港のGleam", "/0"), ("型の錨", "/1"), ("もっと深く", "/1/1"), ("出港", "/2"),
    ]  # fmt: skip
    assert "話すだけ" not in document.pages[2].text


def test_a_note_of_hackmd_is_a_deck_where_it_says_so_and_else_an_article() -> None:
    url = "https://hackmd.io/@minato/gleam"
    body = (PAGES / "hackmd" / "slides.md").read_text(encoding="utf-8")
    asked = f"{url}/download"
    assert read(url, answer(asked, body, content_type="text/markdown")).kind == "deck"
    note = read(url, answer(asked, "# 港\n\n記録\n\n## 錨\n\n重い", content_type="text/markdown"))
    assert (note.kind, [p.heading for p in note.pages]) == ("article", ["港", "錨"])


def test_a_file_of_drive_and_of_dropbox_is_asked_for_itself() -> None:
    drive = "https://drive.google.com/open?id=1KiriNoNakaNoPhoenixDeck"
    assert (
        site_of(drive).requests(drive)[0].url
        == "https://drive.google.com/uc?export=download&id=1KiriNoNakaNoPhoenixDeck"
    )
    box = "https://www.dropbox.com/s/abc/kelp.pdf?dl=0"
    assert site_of(box).requests(box)[0].url == "https://www.dropbox.com/s/abc/kelp.pdf?dl=1"
    with pytest.raises(Unreadable) as raised:
        read(drive, answer(drive, '<title>Google Drive - Virus scan warning</title><form id="download-form"></form>'))
    assert raised.value.outcome is Outcome.TOO_BIG


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(["---", "----", "# 題", "```", "text", "", "a: b", "Note:", "***", "- x", "\t---"]), max_size=40
    ),
    st.sampled_from(["marp", "slidev", "reveal", "plain"]),
)
def test_cutting_loses_no_text_and_never_fails(rows: list[str], dialect: str) -> None:
    slides = cut_slides("\n".join(rows), dialect)  # type: ignore[arg-type]
    if dialect == "plain":
        assert sum(slide.markdown.count("text") for slide in slides) == rows.count("text")
    read_markdown_deck("https://x.example/slides.md", "---\nmarp: true\n---\n" + "\n".join(rows))


def test_a_link_of_marp_may_have_its_address_on_another_slide() -> None:
    text = "---\nmarp: true\n---\n# Kelp\n\nsee [the herbarium][h]\n\n---\n\n# Wrack\n\n[h]: https://kelp.example/h\n"
    deck = read_markdown_deck("https://kelp.example/talk.md", text)
    assert deck is not None
    assert [page.text for page in deck.pages] == ["Kelp\nsee the herbarium", "Wrack"]
