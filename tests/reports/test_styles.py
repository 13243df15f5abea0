"""Talks are read in every usual way of writing them, whatever marks their own titles have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.reports.report import Source
from pipeline.reports.understand import understand

Talk = tuple[str, str, str]  # title, speaker, address

# titles with marks that also part titles from speakers
JAPANESE: list[Talk] = [
    ("灯台：光を届けるための設計", "三笠", "https://speakerdeck.com/mikasa/light"),
    ("潮の満ち引き - 波を数えて十年 -", "朝凪みさき", "https://www.docswell.com/s/asanagi/ABCDE1-tide"),
    ("船は「錨」を上げることから始まる", "帆足 渉", "https://speakerdeck.com/hoashi/anchor"),
    ("港、はじめました", "suiren_k", "https://speakerdeck.com/suiren/port"),
]
ENGLISH: list[Talk] = [
    ("Lighthouses: a design for the long night", "Maeve Lynch", "https://speakerdeck.com/maeve/light"),
    ("Tides - counting waves for ten years", "Kent B. Olsen", "https://speakerdeck.com/kent/tides"),
    ("How to “weigh” an anchor", "Ola Nord", "https://speakerdeck.com/ola/anchor"),
    ("Ports", "Priya Raman", "https://speakerdeck.com/priya/ports"),
]

STYLES: dict[str, Callable[[Talk], str]] = {
    "heading, slash": lambda t: f"## {t[0]} / {t[1]}さん\n\n{t[2]}\n\nよい話でした。\n",
    "heading, brackets": lambda t: f"## {t[0]}（{t[1]}さん）\n\n{t[2]}\n\nよい話でした。\n",
    "heading, by": lambda t: f"## {t[0]} by {t[1]}\n\n{t[2]}\n\nよい話でした。\n",
    "heading, lenticular brackets": lambda t: f"### {t[0]}【{t[1]}さん】\n\n{t[2]}\n\nよい話でした。\n",
    "heading over label": lambda t: f"## {t[0]}\n\n登壇者: {t[1]}さん\n\n資料: {t[2]}\n\nよい話でした。\n",
    "heading over name": lambda t: f"## {t[0]}\n\n{t[1]}さん\n\n{t[2]}\n\nよい話でした。\n",
    "heading, name below": lambda t: f"## {t[0]}\n\n### {t[1]}さん\n\n{t[2]}\n\nよい話でした。\n",
    "name over heading": lambda t: f"## {t[1]}さん\n\n### {t[0]}\n\n{t[2]}\n\nよい話でした。\n",
    "numbered heading": lambda t: f"### 発表：{t[0]}\n\n発表者：{t[1]}\n資料：{t[2]}\n\nよい話でした。\n",
    "bold paragraph": lambda t: f"**{t[0]}** {t[1]}さん\n{t[2]}\n\nよい話でした。\n",
    "black square": lambda t: f"■{t[0]}（{t[1]}さん）\n{t[2]}\nよい話でした。\n",
    "item, brackets": lambda t: f"- {t[0]}（{t[1]}さん）\n  {t[2]}",
    "item, link": lambda t: f"- [{t[0]}]({t[2]}) {t[1]}さん",
    "typed item": lambda t: f"・{t[0]}（{t[1]}さん）\n{t[2]}",
    "item over items": lambda t: f"- {t[1]}さん\n  - {t[0]}\n  - [スライド]({t[2]})",
    "sentence": lambda t: f"{t[1]}さんが「{t[0]}」というタイトルで発表しました。\n\n{t[2]}\n",
}
ENGLISH_STYLES: dict[str, Callable[[Talk], str]] = {
    "heading, by": lambda t: f"## {t[0]} by {t[1]}\n\n{t[2]}\n\nGreat talk.\n",
    "heading, brackets": lambda t: f"## {t[0]} ({t[1]})\n\n{t[2]}\n\nGreat talk.\n",
    "heading over label": lambda t: f"### {t[0]}\n\nSpeaker: {t[1]}\n\nGreat talk.\n\nSlides: {t[2]}\n",
    "heading over name": lambda t: f"### {t[0]}\n\n*{t[1]}*\n\nGreat talk.\n\n{t[2]}\n",
    "name over heading": lambda t: f"## {t[1]}\n\n### {t[0]}\n\n{t[2]}\n\nGreat talk.\n",
    "bold paragraph": lambda t: f"**{t[0]}** ({t[1]})\n{t[2]}\n\nGreat talk.\n",
    "item, bold, by": lambda t: f"- **{t[0]}** by {t[1]} ([slides]({t[2]}))",
    "item, link, brackets": lambda t: f"- [{t[0]}]({t[2]}) ({t[1]})",
    "sentence": lambda t: (
        f'Then, {t[1]} gave a talk titled "{t[0].replace("“", "‘").replace("”", "’")}" ([slides]({t[2]})).\n'
    ),
}


def read(opening: str, told: Sequence[str]) -> list[Talk]:
    body = "\n".join(told)
    if not body.startswith(("#", "■")):
        body = ("## 発表\n\n" if "参加" in opening else "## Talks\n\n") + body
    report = understand(Source("post.md", f"{opening}\n\n{body}", "markdown"))
    return [(t.title or "", ", ".join(t.speakers), ", ".join(t.materials)) for t in report.talks]


@pytest.mark.parametrize("style", STYLES)
def test_japanese_talks_are_read_however_they_are_written(style: str) -> None:
    opening = "# 港町の会 #3 参加レポート\n\n2024/3/8に開催された「[港町の会 #3](https://minato.connpass.com/event/123456/)」に参加してきました。"
    assert read(opening, [STYLES[style](talk) for talk in JAPANESE]) == JAPANESE


@pytest.mark.parametrize("style", ENGLISH_STYLES)
def test_english_talks_are_read_however_they_are_written(style: str) -> None:
    opening = "# Harbour Conf 2024 recap\n\nOn 8 March 2024 I attended [Harbour Conf 2024](https://www.meetup.com/harbour/events/123456789/)."
    wanted = [(t[0].replace("“", "‘").replace("”", "’"), *t[1:]) if style == "sentence" else t for t in ENGLISH]
    assert read(opening, [ENGLISH_STYLES[style](talk) for talk in ENGLISH]) == wanted
