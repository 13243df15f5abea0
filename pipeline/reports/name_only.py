"""Lines that are people and nothing else: "@zacky1972 先生", "株式会社X 森國 泰平 / @morikuni".

Belongs here: what beside names a line may have and still be no title. Does not belong here: cutting a line into people
(`names`) and parting lines that have a title too (`splitting`).
"""

from __future__ import annotations

import re

from pipeline.reports.likeness import HANDLE, HANDLES, ORGANISATION, PARTICLE, name_likeness
from pipeline.reports.names import ENDS_HONOURED, HONORIFIC, People, is_marked, read_people, split_people, tidy

# each taken whole with what follows it: else there are many ways to part a long line
ONLY_HANDLES = re.compile(rf"\s*(?>(?>{HANDLE}\s*(?:{HONORIFIC})?[\s、,・と&]*)+)(?:[(（]\S{{1,30}}[)）])?\s*")
HONOURED_TOKEN = re.compile(rf"{HONORIFIC}(?=\s|$|[、,・/／&と])")
LOWER_WORD = re.compile(r"(?<![@\w.-])[a-z]{3,}(?![\w.-])")
LONGEST_NAMES = 200  # characters of a list of honoured people


def is_name_only(text: str, people: People) -> bool:
    """Whether a line is people and nothing else ("@zacky1972 先生", "株式会社X 森國 泰平 / @morikuni")."""
    bare = text.strip().rstrip("：:。")
    if ONLY_HANDLES.fullmatch(bare):
        return True
    if "@" in bare and len(LOWER_WORD.findall(bare)) >= 2:
        return False  # "success typing @handle"
    if people.likeness < 0.85 or len(bare) > LONGEST_NAMES or re.search(r"[:：「『]", bare):
        return False
    outside = re.sub(r"[(（][^()（）]*[)）]", " ", bare).replace("｜", " ｜ ")
    pieces = [piece.strip() for _, piece in split_people(outside)]
    if all(ENDS_HONOURED.search(piece) and len(piece) <= 24 and not PARTICLE.search(piece) for piece in pieces):
        return not any(title_before(piece) for piece in pieces)
    if len(bare) > 48:
        return False
    marked = is_marked(outside)
    if not marked and re.search(rf"[(（][^()（）]*(?:{HONORIFIC})[^()（）]*[)）]", bare):
        return False
    if not marked and TOLD_TAIL.search(outside) and re.search(r"[A-Za-z]", outside):
        return False  # "goroutine の話" is a title
    rest = HANDLES.sub(" ", TOLD_TAIL.sub("", outside))
    rest = HONOURED_TOKEN.sub(" ", rest)
    tokens = [token for token in re.split(r"[\s\u3000/／、,&・|]+", rest) if token not in ("", "and")]
    names = {part_ for name in people.names for part_ in re.split(r"[| \u3000]", name)}
    return all(
        token in names or ORGANISATION.search(token) or (name_likeness(tidy(token)) >= 0.35 and len(tokens) <= 3)
        for token in tokens
    ) and not (len(tokens) == 1 and len(tokens[0]) > 14 and not marked)


def title_before(piece: str) -> bool:
    """Whether what stands before a name with an honorific is a title and no workplace: "Concourse入門 ○○さん"."""
    words = SPACES.split(piece)[:-1]
    return any(TITLE_WORD.search(word) and not ORGANISATION.search(word) for word in words)


SPACES = re.compile(r"[\s\u3000]+")
TITLE_WORD = re.compile(
    r"(?<=.)(?:入門|概要|紹介|活用|事例|設計|実装|運用|構築|導入|改善|基礎|戦略|未来|しくみ|仕組み|話|こと|方法|まとめ|実践|自動化|比較|検証|最適化|高速化|可視化|チューニング|開発|移行|解説|説明|ススメ|すすめ|について|とは|再考|談義|奮闘記|体験記|挑戦|魅力|リスト|ガイド|ハンズオン|チュートリアル|事情|事始め|ことはじめ|裏側|舞台裏|歩み|歴史|現状|今後|課題|秘訣|ノウハウ|ベストプラクティス|アーキテクチャ|作り方|使い方|書き方|始め方|振り返り)[！!？?。♪]*$|.の."
)
TOLD_TAIL = re.compile(
    r"(?:の(?:発表|LT|お?話|講演|セッション|登壇|トーク|プレゼン|回|番)|による.*|から)(?:です|でした)?$"
)


def is_full_name(words: str) -> bool:
    """Whether words that are set apart are a name in Latin letters, first and last: who spoke, and no title."""
    parts = words.split()
    return 2 <= len(parts) <= 4 and all(part[:1].isupper() for part in parts) and read_people(words).likeness >= PERSON


PERSON = 0.6
