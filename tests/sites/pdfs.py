"""Small PDFs made by hand: pages of text in a base font, or in a Japanese font with or without its map to Unicode."""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = b"%PDF-1.7\n"


def plain_pdf(pages: Sequence[str], *, title: str = "", info: str = "") -> bytes:
    """A PDF whose pages have the given lines, ASCII alone."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return _file([(_shown([f"({row})" for row in page.split("\n")]), font) for page in pages], title, info)


def mapped_pdf(pages: Sequence[str], *, to: str | None = None, title: str = "") -> bytes:
    """A PDF whose characters are numbers of glyphs, and a ToUnicode map says what they are: `to` instead of the text's own.

    With `to="\\ue000"` every glyph is private use: what a font without a usable map gives.
    """
    made = []
    for page in pages:
        glyphs = {char: number for number, char in enumerate(dict.fromkeys(page.replace("\n", "")), 1)}
        shown = [f"<{''.join(f'{glyphs[c]:04X}' for c in row)}>" for row in page.split("\n")]
        pairs = [
            f"<{number:04X}> <{(to or char).encode('utf-16-be').hex().upper()}>" for char, number in glyphs.items()
        ]
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def "
            "1 begincodespacerange <0000> <FFFF> endcodespacerange "
            f"{len(pairs)} beginbfchar {' '.join(pairs)} endbfchar endcmap end end"
        ).encode()
        font = (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
            b"/Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            b"/DW 1000 >>] /ToUnicode %d 0 R >>"
        )
        made.append((_shown(shown), font, _stream(cmap)))
    return _file(made, title)


def locked_pdf() -> bytes:
    """A PDF that opens by a password alone (its check values fit none)."""
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> "
        b"/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] "
    )
    return plain_pdf(["secret"]).replace(b"trailer << ", b"trailer << " + encrypt)


def _shown(rows: Sequence[str]) -> bytes:
    return ("BT /F1 20 Tf 60 480 Td " + " ".join(f"{row} Tj 0 -28 Td" for row in rows) + " ET").encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(pages: Sequence[tuple[bytes, ...]], title: str = "", info: str = "") -> bytes:
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for content, font, *maps in pages:
        first = len(objects) + 1  # content, font, page, and perhaps the font's map
        objects += [_stream(content), font % (first + 3) if maps else font]
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Resources << /Font << /F1 %d 0 R >> >> "
            b"/Contents %d 0 R >>" % (first + 1, first)
        )
        kids.append(b"%d 0 R" % (first + 2))
        objects += maps
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    named = b"/Title <FEFF" + title.encode("utf-16-be").hex().encode() + b">" if title else b""
    objects.append(b"<< " + named + b" " + info.encode() + b" >>")
    out = bytearray(_HEAD)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)
