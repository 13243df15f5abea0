"""Links are given their roles: what words say of an address, whose account it lies under, which talk a video belongs to."""

from __future__ import annotations

import pytest

from pipeline.reports.report import ReadTalk, Report, Source
from pipeline.reports.understand import understand

TALK = """\
2024年5月8日に「[里芋テック #3](https://satoimo.connpass.com/event/411001/)」へ参加してきました。

## 畑の水やりを自動化した話 / 里山さん

{lines}

土の水分を測って、足りないときだけ水を出す、という発表でした。

## キューで収穫を待つ / 川辺さん

https://speakerdeck.com/kawabe/harvest-queue

収穫の待ち行列の話でした。
"""


def read(text: str) -> Report:
    return understand(Source("post.md", text, "markdown"))


def talk_with(lines: str) -> ReadTalk:
    return read(TALK.format(lines=lines)).talks[0]


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("資料：https://drive.example.net/file/7", "https://drive.example.net/file/7"),
        ("発表資料: [こちら](https://satoyama.example.com/mizu.html)", "https://satoyama.example.com/mizu.html"),
        ("Slides → https://satoyama.example.com/mizu", "https://satoyama.example.com/mizu"),
        ("- [slides (PDF)](https://satoyama.example.com/mizu)", "https://satoyama.example.com/mizu"),
        ("📄 <https://satoyama.example.com/mizu>", "https://satoyama.example.com/mizu"),
        ("デモのリポジトリ：<https://github.com/mizuyari/suibun>", "https://github.com/mizuyari/suibun"),
        (
            "水やりのコードも公開されています。\n\nhttps://github.com/mizuyari/suibun",
            "https://github.com/mizuyari/suibun",
        ),
        ("[発表に使ったコード](https://gist.github.com/mizuyari/0a1b2c)", "https://gist.github.com/mizuyari/0a1b2c"),
        ("詳しい記事: [Zenn](https://zenn.dev/mizuyari/articles/suibun)", "https://zenn.dev/mizuyari/articles/suibun"),
    ],
)
def test_what_is_called_slides_code_or_article_is_material_on_any_host(lines: str, url: str) -> None:
    assert talk_with(lines).materials == (url,)


@pytest.mark.parametrize(
    "lines",
    [
        "参考資料: https://docs.example.org/valve",
        "関連記事：[弁の選び方](https://zenn.dev/benya/articles/valve)",
        "[公式ドキュメント](https://docs.example.org/valve)を読むとよいそうです。",
        "前回の資料：https://speakerdeck.com/satoyama/last-year",
        "[共同メモ](https://hackmd.example.org/memo)",
    ],
)
def test_what_is_called_a_reference_is_no_material(lines: str) -> None:
    assert talk_with(lines).materials == ()
