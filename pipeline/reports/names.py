"""People as reports name them: handles, names with or without an honorific, organisations beside them.

Belongs here: reading one or several people out of a piece of text, and how much a piece looks like a person.
Does not belong here: finding such pieces (`titles`, `candidates`, `remarks`).
A person is given as "handle|real name" where both are written, else as the one that is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reports.given import GIVEN_NAMES

HONORIFIC = r"(?:さん(?!ぽ|か|し|ぷ)|サン(?![ァ-ヶー])|氏(?!名)|先生|せんせい|様(?!々|子|式|相|な)|さま|くん(?![ぁ-ん])|君|ちゃん|殿|師匠|博士|教授|兄さん|姉さん|ニキ)"
HANDLE = r"@[A-Za-z0-9_][A-Za-z0-9_-]{0,38}"
KANJI = r"[一-龥々〆ヶ]"
# what a Japanese name or nickname may be made of, without honorific
NAME_JA = re.compile(
    rf"(?:{KANJI}{{1,4}}[ \u3000・]?{KANJI}{{1,4}}[ぁ-んァ-ヶー]{{0,4}}|{KANJI}{{1,4}}[ \u3000]?[ぁ-んァ-ヶー]{{1,6}}|[ァ-ヶー・]{{2,16}}|[ぁ-んー]{{2,8}}[ \u3000]?[ぁ-んー]{{0,6}})$"
)
NAME_EN = re.compile(
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.? )?[A-Z][\w’'.-]{0,20}(?: (?:[A-Z][\w’'.-]{0,20}|de|van|von|der|den|la|el|di|da|bin|al|du|ten|N|J\.))* ?(?:[A-Z][\w’'-]{1,25}|Jr\.?|III?|N)$"
)
# words of titles that are capitalised like names
COMMON = frozenset(
    [
        "data",
        "design",
        "web",
        "api",
        "apis",
        "app",
        "apps",
        "code",
        "cloud",
        "native",
        "native",
        "server",
        "service",
        "services",
        "system",
        "systems",
        "type",
        "types",
        "language",
        "languages",
        "model",
        "models",
        "machine",
        "learning",
        "deep",
        "open",
        "source",
        "software",
        "hardware",
        "database",
        "testing",
        "test",
        "tests",
        "team",
        "talk",
        "project",
        "product",
        "platform",
        "framework",
        "library",
        "development",
        "engineering",
        "security",
        "performance",
        "architecture",
        "pattern",
        "patterns",
        "function",
        "functions",
        "functional",
        "programming",
        "computing",
        "compiler",
        "runtime",
        "memory",
        "network",
        "queue",
        "stream",
        "state",
        "component",
        "components",
        "react",
        "vue",
        "angular",
        "node",
        "rust",
        "go",
        "java",
        "python",
        "ruby",
        "swift",
        "kotlin",
        "typescript",
        "javascript",
        "css",
        "html",
        "docker",
        "kubernetes",
        "aws",
        "azure",
        "google",
        "apple",
        "microsoft",
        "github",
        "linux",
        "windows",
        "android",
        "ios",
        "advent",
        "calendar",
        "night",
        "day",
        "part",
        "chapter",
        "section",
        "introduction",
        "overview",
        "update",
        "updates",
        "release",
        "version",
        "guide",
        "best",
        "practices",
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "on",
        "with",
        "and",
        "to",
        "how",
        "what",
        "why",
        "metadata",
        "table",
        "tables",
        "service",
        "end",
        "stack",
        "full",
        "time",
        "real",
        "world",
        "first",
        "new",
        "next",
        "big",
        "small",
        "fast",
        "slow",
        "payments",
        "request",
        "higher",
        "abstract",
        "concurrent",
        "interface",
        "storage",
        "engine",
        "user",
        "interface",
        "experience",
        "driven",
        "domain",
        "event",
    ]
)
WORD = re.compile(r"[A-Za-z0-9_][\w.-]{1,24}$")
ORGANISATION = re.compile(
    r"株式会社|有限会社|合同会社|（株）|\(株\)|㈱|財団|社団|大学|研究所|研究室|高専|\bInc\b|\bLtd\b|\bLLC\b|\bCorp\b|\bCo\.|\bGmbH\b|University|Institute|\bLab(?:s|oratory)?\b|Google|Microsoft|Amazon|AWS\b|Facebook|Meta\b|Apple|IBM|Oracle|"
    r"サイボウズ|メルカリ|ヤフー|Yahoo|LINE|DeNA|サイバーエージェント|CyberAgent|楽天|リクルート|GMO|ペパボ|クックパッド|NTT|富士通|日立|ソニー|KDDI|ソフトバンク|Classmethod|クラスメソッド|グループ|部門|チーム$|Team$|本部|事業部|協会|コミュニティ|ユーザー?会|運営|事務局|組合|ホールディングス|テクノロジーズ|システムズ|ソリューションズ|エンジニア|Engineer|Developer|Manager|Director|Architect|CTO|CEO|VPoE|代表|メンバー|担当|開発者|アドボケイト|Advocate|Evangelist|エバンジェリスト"
)
NOT_A_PERSON = re.compile(
    r"^(?:皆|みな|みんな|皆様|お客|たく|各社|各位|運営|スタッフ|登壇者|発表者|参加者|主催者?|司会|スピーカー|スポンサー|企業|会社|御社|弊社|自分|私|僕|俺|わたし|ぼく|筆者|中の人|友人|同僚|先輩|後輩|知人|上司|社員|学生|エンジニア|開発者|初心者|講師|執筆者|関係者|ファン|ユーザー?|コミュニティ|主催の方|一部の|other|others|me|we|they|everyone|speaker|author|you|the|a|this|it|LT|資料|スライド|質問|回答|感想|動画|録画|不明|未定|TBD|N/?A|なし|全員|ALL|有志|unknown|sponsor|link|各自|皆さん|お二人|二人|三人|方々|奥|お母|お父|お子|赤ちゃ|猫|お疲れ|ごくろう|ご苦労|たくさ|いろいろ|屋|お隣|業者|店員|神|仏|王|客|お嬢|坊|おじ|おば|お兄|お姉)$",
    re.I,
)
PARTICLE = re.compile(
    r"[をはがにでへ]|から|まで|より|した|する|です|ます|った|って|いて|いる|ない|こと|もの|とは|など|ため|という|について|ください|ましょう|[?？!！。、]"
)
LABELLED = re.compile(
    r"^\s*(?:発表者?|登壇者?|講演者?|話者|講師|スピーカー|スピーカ|担当|ゲスト|プレゼンター|presented by|presenters?|speakers?|by|with|from|氏名|名前|panelists?|パネリスト|パネラー|モデレータ(?:ー)?|moderators?|お?話し手|登壇)\s*[:：は]?\s+|^\s*(?:発表者?|登壇者?|講演者?|話者|講師|スピーカー|スピーカ|担当|ゲスト|presented by|presenters?|speakers?|by|panelists?|パネリスト|パネラー|モデレータ(?:ー)?)\s*[:：]\s*",
    re.I,
)
TRAIL = re.compile(
    r"(?:による.*|からの?(?:発表|LT|お話|講演|セッション|登壇).*|の(?:発表|LT|お話|話|講演|セッション|登壇|トーク|プレゼン|スライド|資料|回|番)(?:です|でした)?.*|です|でした|が(?:発表|登壇|話|お話).*|より)[。！!]?$"
)
SPLIT_PEOPLE = re.compile(
    r"\s*(?:[、,，;；＆&×]|\s[xX]\s|\s/\s|／|\s\|\s|\band\b|(?<=さん)\s*(?:と|や|・)|(?<=氏)\s*(?:と|・)|(?<=先生)\s*と|(?<=様)\s*と|\n)\s*"
)


MARKED = re.compile(f"{HANDLE}|{HONORIFIC}")  # what shows that a piece of text names a person
HONOURED = re.compile(HONORIFIC)
HANDLES = re.compile(HANDLE)
ENDS_HONOURED = re.compile(rf"\s*{HONORIFIC}$")
TITLE_BEFORE = re.compile(r"^(?:Mr|Ms|Mrs|Dr|Prof)\.?\s+")
BEFORE_HONORIFIC = re.compile(
    rf"(?:^|[\s\u3000/／、。・:：の(（」』]|こと)((?:{KANJI}{{1,4}}[ \u3000])?[^\s\u3000、。・:：/／「」『』()（）]{{1,20}}?)\s*{HONORIFIC}"
)
AFTER_HONORIFIC = re.compile(rf"^.*?{HONORIFIC}")
FROM_HONORIFIC = re.compile(rf"{HONORIFIC}.*$")
INSIDE = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]")
BRACKETED = re.compile(r"[(（\[][^()（）\[\]]{0,60}[)）\]]")
ROUND = re.compile(r"[(（][^()（）]{0,60}[)）]")
SLASHES = re.compile(r"\s*[/／|｜]\s*")
SPACED_KANJI = re.compile(rf"{KANJI}{{1,3}}[ \u3000]{KANJI}{{1,3}}")
PLAIN_KANJI = re.compile(rf"{KANJI}{{3,5}}")
KANJI_KANA = re.compile(rf"{KANJI}{{2,3}}[ァ-ヶーぁ-ん]{{1,4}}")
LOW_HANDLE = re.compile(r"[a-z0-9_][A-Za-z0-9_.-]{2,20}")


@dataclass(frozen=True)
class People:
    """Who was read out of a piece of text, and how sure it is (0..1) that the piece names people and nothing else."""

    names: tuple[str, ...]
    likeness: float


def join(handle: str, name: str) -> str:
    """ "handle|real name", or the one there is."""
    handle, name = handle.strip().lstrip("@"), name.strip()
    if handle and name and handle.lower() != name.lower():
        return f"{handle}|{name}"
    return handle or name


def tidy(text: str) -> str:
    """A name without honorific, @, marks and what surrounds it."""
    text = text.strip(" \t\u3000\u00a0:：-–—/|｜・,、。.*~〜()（）[]「」『』<>【】\"“”'’！!#→⇒")
    text = ENDS_HONOURED.sub("", text)
    text = TITLE_BEFORE.sub("", text)
    return text.strip(" \t\u3000").lstrip("@")


@lru_cache(maxsize=50_000)
def name_likeness(text: str) -> float:
    """How much a piece (without honorific) looks like one person's name or handle: 0..1."""
    text = text.strip()
    if not text or len(text) > 40 or NOT_A_PERSON.match(text):
        return 0.0
    if HANDLES.fullmatch(text):
        return 1.0
    if text.isdigit() or not any(char.isalpha() for char in text) or re.match(r"[$¥]?\d[\d.,/:-]*$", text):
        return 0.0
    if ORGANISATION.search(text):
        return 0.1
    if NAME_EN.match(text):
        words = text.split()
        if len(words) in (2, 3, 4) and words[0].lower().strip(".") in GIVEN_NAMES:
            return 0.9
        if len(words) in (2, 3) and not any((w.isupper() and len(w) > 3) or w.lower() in COMMON for w in words):
            return 0.62 if len(words) == 2 else 0.45
        return 0.5 if len(words) == 1 and text.lower() in GIVEN_NAMES else 0.3
    if NAME_JA.match(text):
        if SPACED_KANJI.fullmatch(text):
            return 0.85
        if PLAIN_KANJI.fullmatch(text):
            return 0.56
        if KANJI_KANA.fullmatch(text):
            return 0.5
        return 0.4
    if LOW_HANDLE.fullmatch(text) and not text.replace(".", "").isdigit():
        return 0.5 if re.search(r"[0-9_]", text) or not text.isalpha() else 0.4
    if WORD.match(text):
        return 0.25
    if len(text) <= 12 and not PARTICLE.search(text):
        return 0.2
    return 0.05


@lru_cache(maxsize=50_000)
def read_people(text: str) -> People:
    """The people whom a piece of text names, where it names people and little else."""
    raw = text.strip()
    if not raw or len(raw) > 200:
        return People((), 0.0)
    body = LABELLED.sub("", raw)
    labelled = body != raw
    body = TRAIL.sub("", body)
    told = body != LABELLED.sub("", raw)
    body = re.sub(r"^(?:[\s>・*-]|[:：])+", "", body)
    found: list[str] = []
    scores: list[float] = []
    for part in split_people(body):
        name, likeness = read_person(part)
        if name:
            found.append(name)
            scores.append(likeness)
        elif tidy(part):
            scores.append(likeness)
    if not found:
        return People((), 0.0)
    if len(found) == len(scores) > 1 and scores[0] >= 0.7 and not MARKED.search(body):
        # "Jane Doe, ACME": what follows a sure name and looks like none is where they work
        kept = [at for at, score in enumerate(scores) if score >= 0.5]
        found, scores = [found[at] for at in kept], [scores[at] for at in kept]
    likeness = sum(scores) / len(scores)
    if (labelled and likeness >= 0.2) or (told and likeness >= 0.5):
        likeness = min(1.0, likeness + 0.35)
    return People(tuple(dict.fromkeys(found)), likeness)


def split_people(text: str) -> list[str]:
    """A list of people cut into single ones; "Company Name / @handle" stays one."""
    parts = [part for part in SPLIT_PEOPLE.split(text) if part and part.strip()]
    if len(parts) < 2:
        return parts or [text]
    merged: list[str] = []
    depth = 0
    for part in parts:
        bare = part.strip()
        if depth > 0 and merged:
            merged[-1] += ", " + bare
        elif (
            merged
            and "@" in bare
            and re.fullmatch(rf"[(（]?{HANDLE}[)）]?(?:\s*{HONORIFIC})?", bare)
            and "@" not in merged[-1]
            and re.search(r"[/／|]", text)
        ):
            merged[-1] += " " + bare
        elif merged and ORGANISATION.search(bare) and "@" not in bare and not HONOURED.search(bare):
            merged[-1] += f" ({bare})"
        else:
            merged.append(bare)
        depth += bare.count("(") + bare.count("（") - bare.count(")") - bare.count("）")
    return merged


def read_person(text: str) -> tuple[str, float]:
    """One person out of a piece: ("handle|real name", likeness)."""
    text = text.strip(" \t\u3000\u00a0")
    if not text:
        return "", 0.0
    honoured = bool(HONOURED.search(text))
    handles = HANDLES.findall(text) if "@" in text else []
    handle = handles[0][1:] if handles else ""
    inside = INSIDE.findall(text)
    outside = BRACKETED.sub(" ", text)
    outside = HANDLES.sub(" ", outside)
    outside = SLASHES.sub(" / ", outside)
    pieces = [tidy(piece) for piece in outside.split(" / ")]
    pieces = [strip_organisation(piece) for piece in pieces if piece]
    pieces = [piece for piece in pieces if piece]
    name = ""
    if honoured:
        found = BEFORE_HONORIFIC.search(ROUND.sub("", text))
        if found and tidy(found[1]) and not NOT_A_PERSON.match(tidy(found[1])):
            name = strip_organisation(tidy(found[1]))
            if re.match(r"\w+の\w", name) and len(name) > 6:
                name = name.rpartition("の")[2]
            if "@" in found[1]:
                name = ""
    if not name and pieces:
        best = max(pieces, key=name_likeness)
        name = best if not handle or name_likeness(best) >= 0.35 else ""
    if not handle:
        for piece in inside:
            piece = tidy(piece)
            if (
                re.fullmatch(r"[A-Za-z0-9_]{3,20}", piece)
                and not ORGANISATION.search(piece)
                and name
                and re.search(r"[a-z0-9_]", piece)
                and not re.fullmatch(r"[A-Z][a-z]+", piece)
            ):
                if name_likeness(name) >= 0.35 or honoured:
                    handle = piece
                break
    elif not name:
        for piece in inside:
            piece = strip_organisation(tidy(HANDLES.sub("", piece)))
            if name_likeness(piece) >= 0.4:
                name = piece
                break
    name = name.strip()
    if name and (NOT_A_PERSON.match(name) or len(name) > 40 or not any(char.isalpha() for char in name)):
        name = ""
    if not (handle or name):
        return "", 0.0
    if handle:
        rest = re.sub(r"[\s()（）/／|:：,、。・-]", "", HONOURED.sub("", HANDLES.sub("", text)))
        extra = len(rest) - len(name.replace(" ", "")) - sum(len(p) for p in inside)
        likeness = 0.95 if extra <= 14 else 0.6
    elif honoured:
        rest = FROM_HONORIFIC.sub("", text)
        tail = AFTER_HONORIFIC.sub("", text)
        likeness = 0.9 if len(rest) <= 24 and len(re.sub(r"[(（][^)）]*[)）]", "", tail)) <= 3 else 0.45
        if PARTICLE.search(name):
            likeness -= 0.3
    else:
        likeness = max((name_likeness(piece) for piece in pieces), default=0.0)
        if len(pieces) > 1 and likeness < 0.8:
            likeness *= 0.8
    return join(handle, name), max(0.0, likeness)


def strip_organisation(text: str) -> str:
    """A name without the company or role before or behind it."""
    text = text.strip()
    if not ORGANISATION.search(text):
        return text
    words = re.split(r"[ \u3000]+", text)
    kept = [word for word in words if not ORGANISATION.search(word)]
    if kept and len(kept) < len(words):
        return " ".join(kept[-2:]) if all(re.fullmatch(rf"{KANJI}+|[A-Z][\w.-]*", w) for w in kept[-2:]) else kept[-1]
    found = re.search(r"の([^の]{1,12})$", text)
    if found and not ORGANISATION.search(found[1]):
        return found[1]
    return ""
