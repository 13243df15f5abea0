"""Running text to lines: Markdown and HTML inline markup, dialects included, read in one pass over the characters.

Belongs here: links (also nested, broken or of a dialect), bare addresses, embeds written as tags or shortcodes, images,
mentions, bold, italics, line breaks. Does not belong here: block structure (`outline`, `markup`). Every step of the scan moves
forward by a bounded look ahead, so its time grows with the length of the text and no more.

Dialects: Zenn `@[speakerdeck](id)` (zenn-dev/zenn-editor), Hatena `[url:embed:cite]`, Hugo `{{< youtube id >}}`,
Jekyll `{% speakerdeck id %}`, Qiita mentions; embeds of Speaker Deck and Docswell are script elements on Qiita.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Mapping
from urllib.parse import unquote

from pipeline.reports.blocks import Image, Line, Link, LinkForm, Mention

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"<]{0,6000}\"|'[^'<]{0,6000}'){0,8000}?)\s*/?>")
ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
URL = re.compile(r"https?://[^\s<>\"`（）「」『』【】、。！？｜\u3000]+")
AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
HATENA = re.compile(r"\[(https?://[^\s\]]{1,1500}?)((?::(?:embed|cite|title|bookmark|image)(?:=[^\]\n]{0,300})?)+)\]")
EMBED = re.compile(r"@\[([a-zA-Z_-]{1,20})\]\(\s*([^)\s]{1,1500})[^)\n]{0,200}\)")
SHORTCODE = re.compile(
    r"\{\{[<%]\s*/?\s*([\w/-]{1,40})([^{}\n]{0,1000}?)[%>]\}\}|\{%-?\s*([\w/-]{1,40})([^{}\n]{0,1000}?)-?%\}"
)
DESTINATION = re.compile(r"\(\s*<?((?:[^\s()<>]|\([^\s()]{0,200}\)){0,2000})>?([^()\n]{0,400})\)")
DOUBLED = re.compile(r"\(\((https?://[^\s()]{1,1500})\)\)")  # written twice by mistake: [text]((address))
REFERENCE = re.compile(r"\[([^\[\]\n]{0,200})\]")
MENTION = re.compile(r"@([A-Za-z0-9_][A-Za-z0-9_-]{0,38})")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
EMOJI = re.compile(r":[a-z0-9_+-]*[a-z][a-z0-9_+-]{0,40}:")
TOKEN = re.compile(r"[\\`!\[\]<@*~&^{:\n]|https?://|__")
NAMED_ACCOUNT = re.compile(
    r"\{[{%][<%-]?\s*(?:twid|twitter_?id|mention|twitter_?user|github_?user|account|user)\s+[\"']?@?([A-Za-z0-9_]{2,30})[\"']?\s*-?[%>]?[%}]\}"
)
QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]|'([^']+)'|(\S+)")

TAKEN = "\x00"  # stands where a bracket was taken back, until the lines are handed out
MAX_OPEN = 60  # brackets that may be open at once; older ones are plain characters

LATEX = re.compile(r"\$\\[a-zA-Z]+\{(.{0,200}?)\}\$")

EMBED_HOSTS = {
    "speakerdeck": "https://speakerdeck.com/player/{}",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/key/{}",
    "docswell": "https://www.docswell.com/slide/{}/embed",
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "twitter": "https://twitter.com/i/status/{}",
    "gist": "https://gist.github.com/{}",
}


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities resolved."""
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "") for found in ATTRIBUTE.finditer(raw)
    }


def whole_url(url: str) -> str:
    """A protocol-relative address gets https; everything else stays as written."""
    return "https:" + url if url.startswith("//") else url


def trim_url(url: str) -> str:
    """The address without the punctuation that running text puts behind it."""
    while url:
        last = url[-1]
        if (last in "*_.,;:!?'~|\\" and not url.endswith("_" * 3)) or (last == ")" and url.count("(") < url.count(")")):
            if last == "_" and re.search(r"/[\w-]+_$", url):
                break
            url = url[:-1]
        elif last in "]}" and url.count("[" if last == "]" else "{") < url.count(last):
            url = url[:-1]
        else:
            break
    return url


def tag_link(name: str, given: Mapping[str, str]) -> tuple[str, str] | None:
    """The address that an embedding element shows, and its title; None where it shows none that matters."""
    if name == "iframe":
        source = given.get("src") or given.get("data-src") or given.get("data-lazy-src") or ""
        if "hatenablog-parts.com/embed" in source or "iframely" in source or "embedly.com" in source:
            inner = re.search(r"[?&](?:url|src)=([^&]+)", source)
            if inner:
                source = unquote(inner[1])
        elif (shown := unquote(given.get("data-content", ""))).startswith("http"):
            source = shown  # Zenn's cards and players give the address that they show beside their own
        return (whole_url(source), given.get("title", "")) if source and not source.startswith("about:") else None
    if name == "script":
        if "speakerdeck" in given.get("class", "") + given.get("src", "") and given.get("data-id"):
            return f"https://speakerdeck.com/player/{given['data-id']}", ""
        if given.get("data-src", "").startswith(("http", "//")):
            return whole_url(given["data-src"]), ""
        return None
    if name in ("embed", "video", "audio", "source") and given.get("src", "").startswith(("http", "//")):
        return whole_url(given["src"]), given.get("title", "")
    return None


def shortcode_link(name: str, rest: str) -> str | None:
    """The address in a Hugo or Jekyll tag: spelt out, or an id beside a site's name."""
    url = URL.search(rest)
    if url:
        return trim_url(url[0].rstrip("\"'”"))
    plain = re.sub(r"[_-]", "", name.lower())
    site = next((s for s in EMBED_HOSTS if s in plain), None)
    if site is None:
        deck = re.search(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", rest)
        if deck and not re.search(r"img|image|figure|gist", plain):
            return EMBED_HOSTS["speakerdeck"].format(deck[0])  # only Speaker Deck's ids look so
    values = [a or b or c for a, b, c in QUOTED.findall(rest)]
    if site is None and name.lower() == "include" and values:
        site = next((s for s in EMBED_HOSTS if s in values[0].lower()), None)
        values = values[1:]
    for value in values:
        value = value.rpartition("=")[2].strip("\"'“”")
        if site and re.fullmatch(r"[\w/-]{5,80}", value):
            return EMBED_HOSTS[site].format(value)
    return None


class Scanner:
    """Gathers characters, links, images, mentions, bold and italic ranges; `take` hands them out as lines.

    `markdown` says whether Markdown's own marks are read too (not so in pages that are HTML throughout).
    """

    def __init__(self, references: Mapping[str, str] | None = None, *, markdown: bool = True) -> None:
        self.markdown = markdown
        self.references = references or {}
        self.clear()

    def clear(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.mentions: list[Mention] = []
        self.strong: list[tuple[int, int]] = []
        self.breaks: list[tuple[int, int]] = []  # (offset of the newline, number of the line that follows)
        self.brackets: list[tuple[int, int, str]] = []  # (index in out, offset, "[" or "!" or "^")
        self.anchors: list[tuple[int, int, str]] = []  # (index in out, offset, address)
        self.bold_from: int | None = None
        self.italic: list[tuple[int, int]] = []
        self.italic_from: int | None = None
        self.footnote = 0

    # -- what both the scan and a reader of tags call -------------------------------------------------------------

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def newline(self, line: int) -> None:
        self.breaks.append((self.length, line))
        self.put("\n")

    def bold(self, *, opens: bool) -> None:
        if opens and self.bold_from is None:
            self.bold_from = self.length
        elif not opens and self.bold_from is not None:
            self.strong.append((self.bold_from, self.length))
            self.bold_from = None

    def slanted(self, *, opens: bool) -> None:
        if opens and self.italic_from is None:
            self.italic_from = self.length
        elif not opens and self.italic_from is not None:
            self.italic.append((self.italic_from, self.length))
            self.italic_from = None

    def link(self, url: str, start: int, form: LinkForm, line: int, title: str = "", text: str = "") -> None:
        url = whole_url(url.strip())
        if not url or url.startswith(("javascript:", "data:", "mailto:", "tel:")):
            return
        self.links.append(Link(url, text, start, self.length, "footnote" if self.footnote else form, line, title))

    def _link_since(self, url: str, index: int, start: int, line: int) -> None:
        """A link whose text is all that was put since `index`."""
        words = "".join(self.out[index:]).replace(TAKEN, "").strip()
        kept: list[Link] = []
        # an address inside the text of a link is that link's text, not a link of its own
        while self.links and self.links[-1].start >= start:
            inner = self.links.pop()
            if inner.form in ("embed", "footnote"):
                kept.append(inner)
        self.links.extend(reversed(kept))
        shown = "" if words else next((image.alt for image in self.images[-1:] if image.line == line), "")
        self.link(url, start, "link", line, title=shown, text=words)

    def tag(self, closes: bool, name: str, raw: str, line: int) -> None:
        """An inline element; unknown ones vanish, their words stay."""
        name = name.lower()
        if name == "a":
            if closes:
                if self.anchors:
                    index, start, url = self.anchors.pop()
                    self._link_since(url, index, start, line)
            else:
                href = attributes(raw).get("href", "")
                if href and not href.startswith("#"):
                    self.anchors.append((len(self.out), self.length, href))
        elif name in ("b", "strong"):
            self.bold(opens=not closes)
        elif name in ("em", "i", "cite"):
            self.slanted(opens=not closes)
        elif name == "br" and not closes:
            self.newline(line)
        elif name == "img" and not closes:
            given = attributes(raw)
            source = given.get("src") or given.get("data-src") or ""
            if "emoji" in given.get("class", ""):
                return
            if source:
                self.images.append(Image(whole_url(source), given.get("alt", ""), line))
        elif not closes and name in ("iframe", "script", "embed", "video", "audio", "source"):
            found = tag_link(name, attributes(raw))
            if found:
                self.link(found[0], self.length, "embed", line, found[1])

    # -- the scan ---------------------------------------------------------------------------------------------------

    def scan(self, text: str, line: int) -> int:
        """Read `text`, whose first line is `line` of the source; returns the line on which it ends."""
        at, end = 0, len(text)
        while at < end:
            found = TOKEN.search(text, at)
            if found is None:
                self.put(text[at:])
                break
            if found.start() > at:
                self.put(text[at : found.start()])
            at = found.start()
            mark = text[at]
            if mark == "\n":
                self.newline(line + 1)
                line += 1
                at += 1
            elif mark == "h":
                at = self._url(text, at, line)
            elif mark == "<":
                at, line = self._angle(text, at, line)
            elif mark == "&":
                entity = ENTITY.match(text, at)
                self.put(html.unescape(entity[0]) if entity else "&")
                at = entity.end() if entity else at + 1
            elif mark == "@":
                at = self._at(text, at, line)
            elif not self.markdown:
                self.put(mark)
                at += 1
            else:
                at = self._mark(text, at, mark, line)
        return line

    def _url(self, text: str, at: int, line: int) -> int:
        found = URL.match(text, at)
        if found is None:
            self.put(text[at : at + 4])
            return at + 4
        url = found[0]
        if self.markdown and "](" in url:
            url = url[: url.index("](")]
        if self.brackets and "]" in url and "[" not in url:
            url = url[: url.index("]")]
        url = trim_url(html.unescape(url) if "&amp;" in url else url)
        raw_length = len(url) + (found[0].count("&amp;", 0, len(url) + 40) * 4 if "&amp;" in found[0] else 0)
        if raw_length < 9:
            self.put(text[at : at + 8])
            return at + 8
        start = self.length
        self.put(url)
        if not self.anchors and not any(kind == "!" for _, _, kind in self.brackets):
            self.link(url, start, "bare", line)
        return min(at + raw_length, found.end())

    def _angle(self, text: str, at: int, line: int) -> tuple[int, int]:
        found = AUTOLINK.match(text, at)
        if found:
            start = self.length
            self.put(found[1])
            self.link(found[1], start, "bare", line)
            return found.end(), line
        if text.startswith("<!--", at):
            close = text.find("-->", at)
            stop = len(text) if close < 0 else close + 3
            return stop, line + text.count("\n", at, stop)
        tag = TAG.match(text, at) if at + 1 < len(text) and (text[at + 1] == "/" or text[at + 1].isalpha()) else None
        if tag is None:
            self.put("<")
            return at + 1, line
        self.tag(bool(tag[1]), tag[2], tag[3], line)
        return tag.end(), line + tag[0].count("\n")

    def _at(self, text: str, at: int, line: int) -> int:
        embed = EMBED.match(text, at) if self.markdown else None
        if embed:
            site, value = embed[1].lower(), embed[2]
            url = value if value.startswith(("http", "//")) else EMBED_HOSTS.get(site, "").format(value)
            if url:
                self.link(trim_url(url), self.length, "card" if site == "card" else "embed", line)
            return embed.end()
        found = MENTION.match(text, at)
        before = text[at - 1] if at else " "
        if found and not (before.isascii() and (before.isalnum() or before in "/._-=@")):
            self.mentions.append(Mention(found[1], self.length, self.length + len(found[0])))
            self.put(found[0])
            return found.end()
        self.put("@")
        return at + 1

    def _mark(self, text: str, at: int, mark: str, line: int) -> int:
        if mark == "\\":
            if at + 1 < len(text) and text[at + 1] in "\\`*_{}[]()#+-.!|<>~@:":
                self.put(text[at + 1])
                return at + 2
            self.put("\\")
            return at + 1
        if mark == "`":
            run = len(text) - at
            stop = at
            while stop < len(text) and text[stop] == "`":
                stop += 1
            run = stop - at
            close = text.find("`" * run, stop, stop + 2000)
            if close < 0:
                return stop
            self.put(text[stop:close].replace("\n", " "))
            return close + run
        if mark == "*":
            stop = at
            while stop < len(text) and text[stop] == "*":
                stop += 1
            before = text[at - 1] if at else " "
            after = text[stop] if stop < len(text) else " "
            if before.isspace() and after.isspace():
                self.put(text[at:stop])
            elif stop - at >= 2:
                self.bold(opens=self.bold_from is None)
            elif self.italic_from is None and not after.isspace():
                self.slanted(opens=True)
            elif not before.isspace():
                self.slanted(opens=False)
            return stop
        if mark == "_":
            before = text[at - 1] if at else " "
            after = text[at + 2] if at + 2 < len(text) else " "
            if before.isspace() and not after.isspace() and self.bold_from is None:
                self.bold(opens=True)
                return at + 2
            if self.bold_from is not None and after.isspace():
                self.bold(opens=False)
                return at + 2
            self.put("__")
            return at + 2
        if mark == "~":
            if text.startswith("~~", at):
                return at + 2
            self.put("~")
            return at + 1
        if mark == "{":
            code = SHORTCODE.match(text, at)
            if code:
                named = NAMED_ACCOUNT.match(code[0])
                if named:
                    self.mentions.append(Mention(named[1], self.length, self.length + len(named[1]) + 1))
                    self.put("@" + named[1])
                    return code.end()
                url = shortcode_link(code[1] or code[3], code[2] or code[4] or "")
                if url:
                    self.link(url, self.length, "embed", line)
                return code.end()
            self.put("{")
            return at + 1
        if mark == ":":
            emoji = EMOJI.match(text, at)
            if emoji and not (at and text[at - 1].isalnum() and text[at - 1].isascii()):
                return emoji.end()
            self.put(":")
            return at + 1
        if mark == "!":
            if text.startswith("![", at):
                self._open("!", "![")
                return at + 2
            self.put("!")
            return at + 1
        if mark == "^":
            if text.startswith("^[", at):
                self.footnote += 1
                self._open("^", "(")
                return at + 2
            self.put("^")
            return at + 1
        return self._bracket(text, at, mark, line)

    def _bracket(self, text: str, at: int, mark: str, line: int) -> int:
        if mark == "[":
            hatena = HATENA.match(text, at)
            if hatena:
                start = self.length
                title = re.search(r":title=(.*)$", hatena[2])
                self.put(title[1] if title else hatena[1])
                self.link(hatena[1], start, "link" if title else "bare", line)
                return hatena.end()
            if text.startswith("[^", at):
                note = REFERENCE.match(text, at)
                if note:
                    return note.end()
            self._open("[", "[")
            return at + 1
        if not self.brackets:
            self.put("]")
            return at + 1
        index, start, kind = self.brackets.pop()
        if kind == "^":
            self.footnote -= 1
            self.put(")")
            return at + 1
        after = text[at + 1] if at + 1 < len(text) else ""
        if after == "(":
            target = DOUBLED.match(text, at + 1) or DESTINATION.match(text, at + 1)
            if target:
                self._close(target[1], index, start, kind, line)
                return target.end()
        elif self.references:
            reference = REFERENCE.match(text, at + 1) if after == "[" else None
            label = (reference and reference[1]) or "".join(self.out[index + 1 :])
            url = self.references.get(" ".join(label.split()).upper())
            if url is not None:
                self._close(url, index, start, kind, line)
                return reference.end() if reference else at + 1
        self.put("]")
        return at + 1

    def _open(self, kind: str, shown: str) -> None:
        if len(self.brackets) >= MAX_OPEN and self.brackets.pop(0)[2] == "^":
            self.footnote -= 1
        self.brackets.append((len(self.out), self.length, kind))
        self.put(shown)

    def _close(self, url: str, index: int, start: int, kind: str, line: int) -> None:
        """End a bracketed text at its address: the bracket that was put for it is taken back."""
        self.out[index] = TAKEN * len(self.out[index])
        if kind == "!":
            words = "".join(self.out[index:]).replace(TAKEN, "")
            self.out[index:] = [TAKEN * (self.length - start)]
            while self.mentions and self.mentions[-1].start >= start:
                self.mentions.pop()
            self.images.append(Image(whole_url(url), words, line))
        elif not url.startswith("#"):
            self._link_since(url, index, start, line)

    # -- handing out ------------------------------------------------------------------------------------------------

    def take(self, first: int) -> list[Line]:
        """The lines gathered so far, empty ones left out; `first` is the number of the first. Clears."""
        while self.anchors:
            index, start, url = self.anchors.pop()
            self._link_since(url, index, start, first)
        if self.bold_from is not None:
            self.bold(opens=False)
        text = "".join(self.out)
        if TAKEN in text:
            text = self._without_taken(text)
        bounds = [(0, first)] + [(offset + 1, number) for offset, number in self.breaks]
        stops = [offset for offset, _ in self.breaks] + [len(text)]
        lines: list[Line] = []
        links, mentions = iter(sorted(self.links, key=lambda k: k.start)), iter(self.mentions)
        link, mention = next(links, None), next(mentions, None)
        images = sorted(self.images, key=lambda i: i.line)
        image_at = 0
        strong_at = 0
        for position, ((start, number), stop) in enumerate(zip(bounds, stops, strict=True)):
            line = Line(number, LATEX.sub(r"\1", text[start:stop]) if "$" in text[start:stop] else text[start:stop])
            while link is not None and (link.start <= stop):
                link.start, link.end = link.start - start, min(link.end, stop) - start
                line.links.append(link)
                link = next(links, None)
            while mention is not None and mention.start <= stop:
                mention.start, mention.end = mention.start - start, mention.end - start
                line.mentions.append(mention)
                mention = next(mentions, None)
            following = bounds[position + 1][1] if position + 1 < len(bounds) else None
            while image_at < len(images) and (following is None or images[image_at].line < following):
                line.images.append(images[image_at])
                image_at += 1
            line.italic = (
                [(max(s, start) - start, min(e, stop) - start) for s, e in self.italic if start <= s < stop]
                if self.italic
                else []
            )
            while strong_at < len(self.strong) and self.strong[strong_at][0] < stop:
                s, e = self.strong[strong_at]
                line.strong.append((max(s, start) - start, min(e, stop) - start))
                strong_at += 1
            if line.text.strip() or line.links or line.images:
                lines.append(line)
        self.clear()
        return lines

    def _without_taken(self, text: str) -> str:
        """The text without the brackets that were taken back; every offset moves along."""
        gone = [found.start() for found in re.finditer(TAKEN, text)]

        def moved(offset: int) -> int:
            return offset - bisect_left(gone, offset)

        for link in self.links:
            link.start, link.end = moved(link.start), moved(link.end)
        for mention in self.mentions:
            mention.start, mention.end = moved(mention.start), moved(mention.end)
        self.strong = [(moved(start), moved(end)) for start, end in self.strong]
        self.italic = [(moved(start), moved(end)) for start, end in self.italic]
        self.breaks = [(moved(offset), number) for offset, number in self.breaks]
        return text.replace(TAKEN, "")
