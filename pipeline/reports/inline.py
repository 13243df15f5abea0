"""Running text to lines: Markdown and HTML inline markup, dialects included, read in one pass over the characters.

Belongs here: links (also nested, broken or of a dialect), bare addresses, embeds written as tags or shortcodes, images,
mentions, bold, italics, line breaks. Does not belong here: block structure (`outline`, `markup`), handing out lines (`gathered`). Every step of the scan moves
forward by a bounded look ahead, so its time grows with the length of the text and no more.

Dialects: Zenn `@[speakerdeck](id)` (zenn-dev/zenn-editor), Hatena `[url:embed:cite]`, Hugo `{{< youtube id >}}`,
Jekyll `{% speakerdeck id %}`, Qiita mentions; embeds of Speaker Deck and Docswell are script elements on Qiita.
"""

from __future__ import annotations

import html
import re

from pipeline.reports.blocks import Image, Mention
from pipeline.reports.embeds import EMBED_HOSTS, URL, shortcode_links, trim_url, whole_url
from pipeline.reports.gathered import TAKEN, Gathered
from pipeline.reports.patterns import quick

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"<]{0,6000}\"|'[^'<]{0,6000}'){0,8000}?)\s*/?>")
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
HATENA = re.compile(r"\[(https?://[^\s\]]{1,1500}?)((?::(?:embed|cite|title|bookmark|image)(?:=[^\]\n]{0,300})?)+)\]")
EMBED = re.compile(r"@\[([a-zA-Z_-]{1,20})\]\(\s*([^)\s]{1,1500})[^)\n]{0,200}\)")
SHORTCODE = re.compile(
    r"\{\{[<%]\s*/?\s*([\w/-]{1,40})([^{}\n]{0,1000}?)[%>]\}\}|\{%-?\s*([\w/-]{1,40})([^{}\n]{0,1000}?)-?%\}"
)
DESTINATION = re.compile(r"\(\s*<?([^\s()<>]{0,2000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,400}){0,20})>?([^()\n]{0,400})\)")
DOUBLED = re.compile(r"\(\((https?://[^\s()]{1,1500})\)\)")  # written twice by mistake: [text]((address))
REFERENCE = re.compile(r"\[([^\[\]\n]{0,200})\]")
MENTION = re.compile(r"@([A-Za-z0-9_][A-Za-z0-9_-]{0,38})")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
EMOJI = re.compile(r":[a-z0-9_+-]*[a-z][a-z0-9_+-]{0,40}:")
TOKEN = quick(r"[\\`!\[\]<@*~&^{:\n]|https?://|__|(?<![^\s(（「\"])_(?=[^\s_])")
SLANTED = re.compile(
    r"_((?:[^_\n`<\[]|\[[^\[\]\n]{0,200}\]\([^()\s]{0,500}\)|(?<=\w)_(?=\w)){1,300}?)(?<=\S)_(?!\w)"
)  # underscores around words, not within one
NAMED_ACCOUNT = re.compile(
    r"\{[{%][<%-]?\s*(?:twid|mention|account|user|profile|handle|(?:twitter|tw|x|github|gh|gitlab|mastodon|bluesky|bsky|threads|facebook|fb|linkedin|qiita|zenn|hatena|hatebu|note|connpass|keybase|lapras)(?:[_-]?(?:id|user|name|account|profile|handle|link))?)"
    r"\s+(?:(?:user|name|id|account|screen_?name|handle)\s*=\s*)?[\"']?@?(?!\d{6})([A-Za-z0-9_](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9_])?)[\"']?\s*-?[%>]?[%}]\}",
    re.I,
)  # one plain word beside the name of a network: a person; a post there has a long number, a repository a slash
MAX_OPEN = 60  # brackets that may be open at once; older ones are plain characters


class Scanner(Gathered):
    """Reads running text in one pass; `scan` may be called again before `take` hands out the lines."""

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
        if mark == "_" and not text.startswith("__", at):
            slanted = SLANTED.match(text, at)
            if slanted is None:
                self.put("_")
                return at + 1
            start = self.length
            self.scan(slanted[1], line)
            if self.italic_from is None:
                self.italic.append((start, self.length))
            return slanted.end()
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
                for url in shortcode_links(code[1] or code[3], code[2] or code[4] or ""):
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
