"""Rows for the other homes of slides and posts: what each says when it gives nothing, and that it is read when it gives something.

GitHub, Drive, Dropbox, HackMD, slides.com, Rabbit, Canva, Figma, Prezi; note, Hatena Blog, Medium, dev.to.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.sites.pdfs import plain_pdf
from tests.web.replayed.table import CLOUDFLARE, LOGIN, NOT_FOUND, Case, Served, moved, page

PDF = plain_pdf(["Boats", "Borrow and return"], title="Boats")
BLOB = "https://github.com/funaki/talks/blob/main/boats.md"
RAW = "https://raw.githubusercontent.com/funaki/talks/main/boats.md"
DRIVE = "https://drive.google.com/file/d/1NagiNoFuneNoFile00000000000044/view"
DRIVE_FILE = "https://drive.google.com/uc?export=download&id=1NagiNoFuneNoFile00000000000044"
DROPBOX = "https://www.dropbox.com/s/0nagi0fune0rust/boats.pdf"
NOTE = "https://hackmd.io/@funaki/SyNagi4Rust"
SLIDES = "https://slides.com/funaki/boats"
RABBIT = "https://slide.rabbit-shocker.org/authors/funaki/boats/"
CANVA = "https://www.canva.com/design/DAGnagi4444/view"
CANVA_OEMBED = f"https://www.canva.com/_oembed?url={quote(CANVA, safe='')}"
FIGMA = "https://www.figma.com/slides/NagiRust4FigmaKey00000"
FIGMA_OEMBED = f"https://www.figma.com/api/oembed?url={quote(FIGMA, safe='')}"
PREZI = "https://prezi.com/v/nagi4rustboat/"
PREZI_OEMBED = f"https://prezi.com/v/oembed/?format=json&url={quote('https://prezi.com/v/nagi4rustboat/', safe='')}"
NOTE_COM = "https://note.com/funaki/n/n0a1b2c3d4e5f"
HATENA = "https://funaki.hatenablog.com/entry/2025/06/08/100000"
MEDIUM = "https://medium.com/@funaki/boats-0a1b2c3d4e5f"
DEV = "https://dev.to/funaki/boats-44ab"
DEV_API = "https://dev.to/api/articles/funaki/boats-44ab"
JSON = "application/json"

MARP = "---\nmarp: true\ntitle: Boats\n---\n\n# Boats\n\n---\n\n## Borrow\n\nand return\n"
CONFIRM = "<title>Google Drive - Virus scan warning</title><form id='download-form' action='https://drive.usercontent.google.com/download'></form>"
QUOTA = "<title>Google Drive - Quota exceeded</title><p>Sorry, you can't view or download this file at this time."
DELETED = "<title>Dropbox - File Deleted - Simplify your life</title><h3>The file has been moved or deleted.</h3>"
DRIVE_DENIED = "<title>Google Drive: Sign-in</title><p>You need access</p>"
REVEAL = (
    "<!DOCTYPE html><html><head><title>Boats</title></head><body><div class='reveal'><div class='slides'>"
    "<section><h1>Boats</h1></section><section><p>Borrow and return</p></section></div></div></body></html>"
)


def oembed(url: str, title: str = "Boats") -> Served:
    """An oEmbed answer."""
    return Served(url, json.dumps({"type": "rich", "version": "1.0", "title": title}), content_type=JSON)


def gone(name: str, url: str, *asked: str) -> Case:
    """A page that answers 404 in all its layers, which are at `asked`."""
    layers = tuple(Served(one, NOT_FOUND, 404) for one in asked or (url,))
    return Case(f"{name}: deleted", url, layers, outcome="gone", says="HTTP 404")


def walled(name: str, url: str, *more: str) -> Case:
    """A page behind Cloudflare's wall, which comes first and blocks the host."""
    return Case(
        f"{name}: a bot wall", url, (Served((*more, url)[0], CLOUDFLARE, 403),), outcome="blocked", says="bot wall"
    )


def login(name: str, url: str, to: str, *more: str) -> Case:
    """A page that sends to a login, which answers 200."""
    served = tuple(moved(one, to, 302) for one in (*more, url))
    return Case(
        f"{name}: sent to a login",
        url,
        (*served, Served(to, LOGIN)),
        outcome="private",
        says="login page",
        asked=(*more, url),
    )


CASES = (
    Case(
        "a deck in Markdown on GitHub is read from its raw file",
        f"{BLOB}?plain=1#L4",
        (Served(RAW, MARP, content_type="text/plain; charset=utf-8"),),
        layers=("markdown",),
        title="Boats",
        pages=2,
        texts={2: "and return"},
        facts={"kind": "deck", "url": BLOB},
    ),
    Case("a file that is not in the repository", BLOB, (Served(RAW, "404: Not Found", 404, "text/plain"),), (), "gone", "HTTP 404"),
    Case(
        "a shared file of Drive",
        "https://drive.google.com/open?id=1NagiNoFuneNoFile00000000000044&usp=sharing",
        (
            moved(DRIVE_FILE, "https://drive.usercontent.google.com/download?id=1NagiNoFuneNoFile00000000000044", 303),
            Served("https://drive.usercontent.google.com/download?id=1NagiNoFuneNoFile00000000000044", PDF, content_type="application/octet-stream",
                   headers={"content-disposition": "attachment; filename=boats.pdf"}),
        ),
        layers=("pdf",),
        title="Boats",
        pages=2,
        texts={2: "Borrow and return"},
    ),
    Case("Drive asks a person to confirm", DRIVE, (Served(DRIVE_FILE, CONFIRM),), (), "too_big", "confirm the download"),
    Case("Drive: too many have loaded the file", DRIVE, (Served(DRIVE_FILE, QUOTA),), (), "error", "too many have loaded"),
    Case("Drive: not shared, with 200", DRIVE, (Served(DRIVE_FILE, DRIVE_DENIED),), (), "private", "not shared"),
    Case(
        "Drive: not shared, sent to a login",
        DRIVE,
        (moved(DRIVE_FILE, "https://accounts.google.com/ServiceLogin?continue=x", 302),),
        outcome="private",
        says="login page of accounts.google.com",
    ),
    Case(
        "a shared file of Dropbox",
        f"{DROPBOX}?dl=0",
        (Served(f"{DROPBOX}?dl=1", PDF, content_type="application/binary"),),
        layers=("pdf",),
        title="Boats",
        pages=2,
    ),
    Case("Dropbox says with 200 that the file was deleted", f"{DROPBOX}?dl=0", (Served(f"{DROPBOX}?dl=1", DELETED),), (), "gone", "File Deleted"),
    Case("Dropbox shows a page for people", f"{DROPBOX}?dl=0", (Served(f"{DROPBOX}?dl=1", "<title>Dropbox</title><p>Log in"),), (), "private", "instead of the file"),
    Case(
        "a note of HackMD by its Markdown",
        NOTE,
        (Served(f"{NOTE}/download", "---\ntype: slide\ntitle: Boats\n---\n# Boats\n---\n## Borrow\nand return\n", content_type="text/markdown"),),
        layers=("markdown",),
        title="Boats",
        pages=2,
        texts={2: "and return"},
    ),
    login("HackMD", NOTE, "https://hackmd.io/login", f"{NOTE}/download"),
    gone("HackMD", NOTE, f"{NOTE}/download", NOTE),
    Case(
        "a deck of slides.com", f"{SLIDES}#/1", (Served(SLIDES, REVEAL),), layers=("reveal", "og"), title="Boats", pages=2, texts={2: "Borrow and return"}
    ),
    gone("slides.com", SLIDES, SLIDES, f"{SLIDES}/embed"),
    gone("Rabbit", RABBIT),
    Case("a deck of Rabbit", RABBIT, (Served(RABBIT, page("rabbit/deck.html")),), layers=("html", "og"), title="藻塩とArrow", pages=2),
    Case("a deck of Canva has title and no text", CANVA, (oembed(CANVA_OEMBED),), layers=("oembed",), title="Boats"),
    walled("Canva", CANVA, CANVA_OEMBED),
    gone("Canva", CANVA, CANVA_OEMBED, CANVA),
    Case("a deck of Figma has title and no text", FIGMA, (oembed(FIGMA_OEMBED),), layers=("oembed",), title="Boats"),
    login("Figma", FIGMA, "https://www.figma.com/login", FIGMA_OEMBED),
    Case("a deck of Prezi has title and no text", PREZI, (oembed(PREZI_OEMBED),), layers=("oembed",), title="Boats"),
    gone("Prezi", PREZI, PREZI_OEMBED, PREZI),
    gone("note", NOTE_COM),
    walled("note", NOTE_COM),
    gone("Hatena Blog", HATENA),
    Case(
        "Hatena Blog: a blog that only its readers may see",
        HATENA,
        (Served(HATENA, "<title>プライベートブログ</title><p>このブログはプライベートモードに設定されています。", 403),),
        outcome="private",
        says="HTTP 403",
    ),
    walled("Medium", MEDIUM),
    Case("Medium: a suspended account", MEDIUM, (Served(MEDIUM, NOT_FOUND, 410),), (), "gone", "HTTP 410"),
    Case(
        "dev.to: the API's 404",
        DEV,
        (Served(DEV_API, '{"error":"not found","status":404}', 404, JSON), Served(DEV, NOT_FOUND, 404)),
        outcome="gone",
        says="HTTP 404",
    ),
)  # fmt: skip
