"""Whether a post may tell of an event, by its title and tags alone: generous, for reading it decides.

Only the posts of sources that list all sorts of posts are asked this (`listing`). Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 300  # characters of a title that are looked at
_TITLE = re.compile(
    r"""レポ(?:ート|$|[^ー一-龠ァ-ヴジン])|参加|開催|登壇|発表して|発表した|行って(?:き|来)|聞いて(?:き|来)|聴いて|振り返|ふりかえ
       |主催|運営し|勉強会|読書会|輪読会|もくもく会|ハンズオン会|LT\s*(?:会|大会|資料|枠|やっ|し)|ライトニングトーク|座談会|懇親会
       |カンファレンス|コンファレンス|シンポジウム|ミートアップ|ハッカソン|フォーラム|サミット|セミナー|講演|イベント|現地
       |まとめ.{0,8}(?:回|会)|第\s*[0-9〇一二三四五六七八九十百]+\s*(?:回|夜)|[^\s]{2,}会\s*(?:[#＃]|vol)
       |(?<![a-z])(?:
          meet\s?-?ups?|recaps?|confe?rences?|conf|summit|symposium|workshops?|unconference|hackathon|hack\s?day
          |lightning\s+talks?|lt|event\s+report|trip\s+report|attend(?:ed|ing)|talks?\s+(?:at|from|i)|notes\s+from|what\s+i\s+learned\s+at
          |report(?:s|ing)?|kaigi|devfest|re:invent|fes|fest|festival|days?\s+20\d\d|con\s*20\d\d|user\s+group|study\s+group|takeaways
        )(?![a-z])
       |(?:[a-z]+)(?:conf|kaigi|con|fest|camp)(?![a-z])
       |(?:[#＃]|vol\.?|no\.?)\s*\d{1,4}(?!\d)""",
    re.X,
)
_TAG = re.compile(
    r"勉強会|イベント|レポート|登壇|カンファレンス|ミートアップ|参加|もくもく会|lt会?$|^lt|meetup|conference|event|report|kaigi|conf$"
    r"|connpass|recap|ハンズオン|読書会|ハッカソン|hackathon"
)
# said of events as well as of other things: titles of these alone are no reports
_NOT = re.compile(r"^(?:\s*(?:qiita|advent|アドベント)\s*カレンダー.{0,20}|.*レポジトリ.*|.*レポーティング.*)$")


def looks_like_report(title: str, tags: Iterable[str] = ()) -> bool:
    """Whether a post of this title and these tags may tell of an event."""
    folded = _fold(title[:LONGEST])
    if _NOT.fullmatch(folded) and not re.search(r"参加|開催|勉強会", folded):
        return False
    return bool(_TITLE.search(folded)) or any(_TAG.search(_fold(tag[:LONGEST])) for tag in tags)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
