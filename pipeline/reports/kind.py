"""Whether a post reports an event, and whether that event had talks: what is measured of a whole post, and the decision.

Belongs here: measuring posts (`post_features`, also the context in which headings are judged) and choosing among report,
no-talk-report and not-a-report. Does not belong here: finding talks (`talks`) and the event (`event`).

Body words are counted as plain substrings: one pass each in C, where alternations of patterns take a hundred times longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.dates import is_only_day
from pipeline.reports.drafts import Draft
from pipeline.reports.event_title import SLUG, was_at
from pipeline.reports.features import FIRST_PERSON, count_links
from pipeline.reports.judge import logistic
from pipeline.reports.names import MARKED
from pipeline.reports.patterns import quick
from pipeline.reports.report import ReportKind
from pipeline.reports.sections import Text, lines_in_order

BODY = 9_000  # characters of the post that are looked at
HEAD_LINES, HEAD = 14, 1_500  # the beginning, where a report says what it reports

TIMED = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)")  # a heading of a timetable
# what a post is filed under, whole tags in lower case
REPORT_TAGS = frozenset(
    ("report", "reports", "event report", "eventreport", "event-report", "meetup-report", "trip report", "recap", "iwillblog", "レポート", "参加レポート", "イベントレポート", "開催レポート", "登壇レポート", "参加記", "参加記録", "参加報告")
)  # fmt: skip
EVENT_TAGS = frozenset(
    (
        "conference", "conferences", "conf", "meetup", "meetups", "event", "events", "user group", "user-group", "usergroup", "study-session", "study session", "study", "lightning talk", "lightning talks",
        "lt", "lt会", "勉強会", "カンファレンス", "イベント", "ミートアップ", "登壇", "セミナー", "コミュニティ", "社外活動",
    )
)  # fmt: skip

# Told of as past: participation, the event itself, and the courtesies that follow one.
HAPPENED = (
    "開催された", "開催されまし", "開催されて", "開催しました", "開催した", "行われ", "参加しました", "参加した", "参加してき", "参加させて", "行ってき", "いってき", "行きました", "お邪魔", "登壇しました", "登壇した", "登壇してき", "登壇させて",
    "発表しました", "発表してき", "発表させて", "ltしました", "ltしてき", "出演しました", "主催しました", "聞いてき", "聴いてき", "お話しし", "話してき", "視聴しました", "勉強会の感想", "イベントの感想", "セミナーの感想", "カンファレンスの感想", "を聞きました", "を聴きました", "を聞いた", "を聴いた", "会議でした", "勉強会でした", "イベントでした", "カンファレンスでした", "視聴したので", "を視聴した", "参加したので", "初めて参加", "初参加", "終わりました", "来てくださった", "来ていただき", "観戦", "お疲れさま", "お疲れ様", "をやりました", "開きました", "集まりました", "聞きに行", "聴きました", "話しました", "に行った", "took place", "was held", "were held",
    "attended", "opportunity to attend", "chance to attend", "got to attend", "we hosted", "i went", "took part", "participated", "gave a talk", "spoke at", "gathered", "last week", "last month", "last weekend", "last night", "yesterday", "got back from", "returned from", "kicked off", "wrapped up", "we met", "met on", "hosted", "flew to", "for coming", "who came", "was called", "were called", "came to", "dropped in on", "was on stage", "minutes by", "is behind us", "in attendance", "attendance of", "turnout", "turned out", "last night's", "last night’s", "got home from", "we held our", "we held the", "we held a ", "pleasure to host", "pleasure of hosting", "my first conference", "weekend at", "week at", "what i saw", "the ones i saw", "evening at the", "we had two ", "we had three ", "we had four ", "first talk was", "next talk was", "first speaker was", "talk was given", "talk was presented", "thank those who", "everyone who attended", "a blast", "great evening", "the evening started", "聴いた順", "聞いた順", "に行った", "にお邪魔", "話してきました",
)  # fmt: skip
ATMOSPHERE = (
    "当日", "会場", "懇親会", "参加者", "盛り上が", "楽しかった", "楽しめ", "楽しい", "印象", "面白かった", "おもしろかった", "勉強になり", "ありがとうございました", "登壇者", "運営", "スタッフ", "質疑", "audience",
    "attendees", "crowd", "enjoyed", "thanks to", "venue", "organizers", "speakers", "pizza",
)  # fmt: skip
WILL = (
    "開催します", "開催する", "開催予定", "開催決定", "開催いたします", "開催されます", "開催できること", "募集", "申し込み", "申込", "ご参加ください", "参加ください", "お待ちして", "登壇します", "登壇予定", "出演します", "話します",
    "発表します", "来たる", "予定です", "（予定）", "(予定)", "応募", "ご応募", "締切", "will take place", "will be held", "will be speaking", "call for ", "register now", "registration", "tickets", "save the date",
    "happy to announce", "excited to announce", "pleased to announce", "is coming", "upcoming", "looking for great", "submit", "we will ", "we'll ",
)  # fmt: skip
TALKS = (
    "発表", "話でし", "お話", "登壇", "セッション", "トーク", "講演", "スライド", "資料", "プレゼン", "デモ", "紹介され", " talk", "spoke", "speaker", "presented", "presentation", "slides", "session", "keynote", "demoed",
)  # fmt: skip
NO_TALKS = (
    "もくもく", "モブプロ", "ハッカソン", "読書会", "輪読", "ハンズオン", "ペアプロ", "雑談", "ランチ会", "飲み会", "オフ会", "競技", "コンテスト", "ボードゲーム", "即売会", "調査回", "座談会", "お茶会", "を読もう", "作ろう", "各自", "成果報告",
    "チームで", "見て回", "hackathon", "hands-on", "mob programming", "ctf", "workshop", "coding dojo", "book club",
)  # fmt: skip
# of talks that were heard, as English tells of them
TOLD_OF = (
    "talk was", "talk by", "talk from", "next talk", "first talk", "last talk of", "second talk", "favorite talk", "favourite talk", "best talk of", "talks i saw", "talks i attended", "talks i went", "talks that i", "talks we ", "speaker was", "speaker came", "keynote by", "keynote from", "opening keynote", "closing keynote", "in his talk", "in her talk",
    "gave a talk", "gave a great", "gave an ", "gave us ", "next up was", "up next", "spoke about", "spoke of", "talked about", "presented on", "then presented", "took the stage", "this session", "session by", "all the talks", "talks were", "sessions were",
)  # fmt: skip
OWN_TEXT = (
    "セッションの内容を", "発表の内容を", "講演の内容を", "話した内容を", "スライドの内容", "発表内容の", "内容を記事", "書き起こし", "文字起こし", "発表資料です", "登壇資料です", "内容をまとめた記事", "記事として", "記事にし", "再共有", "補足する記事", "slides as", "transcript", "this post is based on my talk", "adapted from my talk",
)  # fmt: skip
ARTICLE = (
    "インストール", "エラー", "実装", "設定", "手順", "バージョン", "コマンド", "ファイル", "公式ドキュメント", "install", "config", "this tutorial", "step ", "how to",
)  # fmt: skip

TITLE_REPORT = quick(
    r"(?:参加|開催|登壇|聴講|視聴|イベント|体験|現地|観戦|遠征)?(?<!検証)(?<!調査)(?<!実験)(?<!技術)(?:レポ(?:ート|$|\b|[（(」】!！])|れぽ)|参加(?:して(?:き|来|み|まい)|した|しました|記|録|メモ|報告)|(?:聴講|視聴)(?:した|しました|記|録|メモ|ログ|ノート)|行って(?:き|み)|いってき|行った|開催(?:しました|した|され|報告)|登壇(?:して(?:き|来)|した|しました|報告|記)|発表し(?:た|て|まし)|LT(?:して|した|しました|デビュー)|聞いてき|聴いてき|見てき|参戦|初参加|参加して(?:学|得|感)|雑感|ふりかえり|(?:雑談|当日|実況)ログ|\bdiary\b|振り返(?:り|って|った)|"
    r"\b(?:meet-?up|conference|event|trip|session|summit|workshop) reports?\b|^reports?\b|\brecap\b|\bwrap(?:ping)?[ -]?up\b|\bround-?up\b|\btrip report\b|\bnotes (?:from|on)\b|\bvideos? from\b|\bimpressions\b|\battended\b|\bwent to\b|\btalks? (?:i|we) (?:loved|liked|saw|heard|enjoyed|attended)\b|\bmy first (?:\w+ )?(?:conference|meet-?up)\b|\bwe (?:ran|held|hosted) (?:a|an|our|the)\b|\b(?:a|one) (?:day|night|evening|weekend) at\b|\blooking back\b|\bhighlights\b|\bminutes\b|\bi spoke at\b|\bwhat happened\b|議事録|(?:聴講|受講|視聴|見学)メモ",
    re.I,
)
TITLE_WILL = quick(
    r"開催し?ます|(?:を|が)?(?:やり|開き|あり)ます(?:[!！。（(]|$)|登壇者(?:が)?決定|申し?込み(?:開始|受付)|開催(?:決定|予定|のお知らせ)|(?:を|者)?募集|(?:登壇|出演|発表|参加)(?:し|いたし)ます|お知らせ|告知|announc|call for|coming|register|join us|save the date",
    re.I,
)
EXCLAIMED = re.compile(r"(?:登壇|出演|発表|開催|参加)[!！]")
TITLE_OWN = quick(
    r"(?:登壇|発表|LT|講演)(?:資料|スライド|原稿|内容|ネタ)|(?:話|発表|登壇)したこと|\b(?:code|samples?|slides|materials?|links) from my\b|(?:私|僕|自分)の(?:LT|発表|登壇)|slides?$",
    re.I,
)
TITLE_TECH = quick(
    r"チェックリスト|手順|やり方|コツ|ための|心得|手引き|tips\b|checklist|してみ|作ってみ|作った|作る|方法|入門|使って|使う|解説|とは|について|試し|する$|させてみ|検証|比較|一覧|ランキング|書評|読んだ|を支える|仕組み|対応した|how to|guide|tutorial|\b(?:giving|writing|preparing) (?:your|a|an|better|good|great|my first)\b|\bcompar(?:ed|ison|ing)\b|benchmark|introducing|introduction",
    re.I,
)
TITLE_YEAR = quick(
    r"(?:19|20)\d{2}\s?年?(?:の|を|は|[:：])?\s?(?:の?年間)?(?:まとめ|総括|振り返|ふりかえ|ふり返)|(?:今年|一年|1年|上半期|下半期|年末)[^、。]{0,8}(?:まとめ|総括|振り返|ふりかえ|ふり返)|(?:19|20)\d{2}\s?年?(?:に|中に)(?:参加|登壇|行|聴)[^、。]{0,14}(?:まとめ|総括|振り返|ふりかえ|ふり返)|year in review|my (?:19|20)\d{2}\b|(?:19|20)\d{2} in review",
    re.I,
)  # of a stretch of time, which has many events
SUMS_UP = quick(
    r"まとめ|メモ|感想|考えたこと|思ったこと|(?:感じた|学んだ|得た|気づいた)こと|学び|notes|thoughts|summary|report|take-?aways|learnings|(?:learned|learnt|saw|heard) (?:at|from)|look(?:ing)? back (?:at|on)|lessons from|experiences? (?:at|from)|^(?:speaking )?at\b",
    re.I,
)
# the first lines say that the post sums up an event: 勉強会の感想をまとめます
SUMS_UP_AT_ONCE = re.compile(
    r"(?:勉強会|イベント|カンファレンス|セミナー|ミートアップ|LT会|meet-?up|conference)の(?:参加)?(?:感想|まとめ|メモ|レポート|レポ|振り返り|ふりかえり)",
    re.I,
)
GATHERING = re.compile(
    r"集まり|会議(?!室|体)|\b(?:edition|gathering|get-?together)\b|会(?:に|で|の|へ|を|$)|夜(?:に|で|の|へ|を|$)|kaigi|タウンホール|town ?hall",
    re.I,
)
# a proper name with its year, and little else: "PyHarbour 2019", "An overview of Harbourxx 2015", "Pervasive 2010 Lisbon"
YEARLY = re.compile(
    r"\W*(?:(?:[Mm]y|[Aa]n?|[Tt]he|[Oo]ur|[Ss]ome|[Qq]uick|[Ff]irst|[Ll]ast|[Ss]econd|[Tt]hird|[Dd]ay|[Tt]rip|[Oo]verview|[Rr]eview|[Rr]ecap|[Ss]ummary|[Nn]otes|[Rr]eport|[Ii]mpressions|[Tt]houghts|[Bb]ack|[Ff]un|of|on|from|at|to|in|the|\d|[Oo]ne|[Tt]wo|[Tt]hree)[:,]? )*"
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter|Advent|Windows|Visual|Office|Server|Year|Happy|Goals|State|Best|Top)[a-z]*\b)"
    r"[A-Z][\w.:’'+-]*(?: (?:[A-Z][\w.’'&+-]*|of|the|for|and|&|in)){0,5}(?: (?:19|20)\d\d|(?: ?[’'])\d\d)(?: [A-Z][a-z]+){0,2}\W*(?:[-–—:,(|].*|(?:review|recap|notes|report|summary|round-?up|[Dd]ay) ?\w{0,3})?",
)
SET_OFF = re.compile(r"[「『\[【][^「」『』\[\]【】]{4,}[」』\]】]")
NO_TALKS_TITLE = quick(
    r"もくもく|モブプロ|モブプログラミング|ハッカソン|読書会|輪読|ペアプロ|雑談会|ランチ会|飲み会|食事会|オフ会|調査回|お茶会|を読もう|を(?:皆|みんな)で読|作ろう|見て回る|即売会|コンテスト|ボードゲーム|hackathon|hackfest|mob ?programming|code ?jam|game ?jam|\bjam (?:20\d\d|#\d)|coding dojo|book club|(?<![a-z])ctf(?![a-z])|井戸端|雑談",
    re.I,
)
MAYBE_NO_TALKS_TITLE = re.compile(
    r"ハンズオン|座談会|ワークショップ|ディスカッション|ライブコーディング|勉強(?:し|する)|hands-?on|workshop|体験会",
    re.I,
)
URGES = re.compile(r"(?:しよう|ましょう|しませんか|ませんか)[!！？?]?", re.I)
EDITION = quick(r"[#＃♯]\s?\d|第\s?[\d一二三四五六七八九十]+\s?(?:回|夜|弾|部)|vol\.?\s?\d|(?:19|20)\d{2}", re.I)
EVENT_PAGE = re.compile(
    r"connpass\.com/event/|doorkeeper\.jp/events/|techplay\.jp/event|peatix\.com|meetup\.com|lu\.ma/|eventbrite\."
)
BEFORE_IT = quick(
    r"来たる|きたる|開催(?:します|いたします|できること)|お待ちし|ぜひご参加|ご応募|(?:take|takes) place|will be held|join us|register|tickets (?:are|available|on sale)|get your ticket|(?:program(?:me)?|schedule) is (?:out|online|live)|\brsvp\b",
    re.I,
)
# the post says of itself that it tells of what had not happened
MADE_UP = quick(
    r"(?:開催|イベント|当日|本番)[^。\n]{0,14}前に(?:この(?:記事|レポート)を)?[^。、\n]{0,10}書(?:いて|いた|く)|(?:この|本)(?:記事|レポート|エントリー?|投稿)は[^。\n]{0,24}(?:フィクション|妄想|予言|よげん|架空|創作)|妄想(?:の)?(?:レポ|記事|日記)"
    r"|written before the event|(?:post|report|story|article) is (?:a work of )?(?:fiction|made up|entirely invented)|did not (?:really|actually) (?:happen|take place)",
    re.I,
)
MADE_UP_WORDS = (
    "前に書", "前にこの", "前に、", "前にレポ", "フィクション", "妄想", "予言", "よげん", "架空", "創作", "before the event", "fiction", "made up", "invented", "did not really", "did not actually",
)  # fmt: skip
PAST_PASSING = re.compile(r"以前|過去に|昨年|去年|previously|last year", re.I)

# What speaks for a report, and for talks in it, as a person would put it, in log-odds. Set by hand: fitted to the labelled
# posts (regression on these measurements, with or without these sums as a prior) they did worse on authors left out.
REPORT_RULES: tuple[tuple[str, float], ...] = (
    ("reports in title", 2.4), ("report tag", 1.4), ("timed headings", 1.5), ("event tag", 0.3), ("title event", 0.6), ("edition in title", 0.5), ("sums up an event in title", 1.2), ("sums up an event at once", 1.0), ("happened at once", 1.6), ("was at an event", 1.2), ("told of talks", 1.6), ("name and year in title", 0.8), ("ever happened", 0.7), ("has event url", 0.5),
    ("event and date", 0.6), ("head event link", 0.5), ("full drafts", 1.2), ("backed drafts", 0.8), ("any draft", 0.3), ("atmosphere", 1.6), ("talk words", 1.0), ("will in title", -4.5),
    ("urges in title", -2.0),
    ("event after post", -3.0), ("will at once", -2.0), ("more will than did", -1.0), ("only will", -0.5), ("own text", -2.5), ("made up", -12.0), ("own slides in title", -3.0), ("stretch of time in title", -6.0), ("held shortly before", 0.8), ("technical title", -1.6),
    ("no event in title", -1.2), ("no event at all", -1.2), ("code share", -1.2), ("article words", -1.2), ("technical title, no talk told", -2.0),
)  # fmt: skip
TALK_RULES: tuple[tuple[str, float], ...] = (
    ("no talks in title", -3.6), ("maybe no talks in title", -1.3), ("no talks in opening", -0.4), ("no draft", -0.75), ("no talk words", -0.8), ("full drafts", 1.6), ("backed drafts", 1.0), ("several drafts", 0.4), ("any draft", 0.4), ("no draft full or backed", -0.6),
    ("talk words", 1.6), ("told of talks", 0.8), ("lt", 0.4), ("sure decks", 0.6), ("videos", 1.5),
)  # fmt: skip
REPORT_BASE, TALKS_BASE = -1.75, 0.8


class Lowered(NamedTuple):
    """A text in lower case, and its ASCII letters alone, which are searched three times faster."""

    whole: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Lowered:
        lower = text.lower()
        return cls(lower, lower if lower.isascii() else lower.encode("ascii", "ignore").decode("ascii"))


@cache
def by_script(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases in ASCII, and the others."""
    return tuple(filter(str.isascii, phrases)), tuple(phrase for phrase in phrases if not phrase.isascii())


def count(text: Lowered, phrases: tuple[str, ...]) -> int:
    """How often the phrases occur in a text."""
    plain, others = by_script(phrases)
    found = sum(map(text.plain.count, plain))
    return found if text.whole is text.plain else found + sum(map(text.whole.count, others))


def titled(text: Text) -> str:
    """The post's title; where it is no more than a day ("Feb 9 2017", in archives of a group) or a repository's name
    ("devopsdays16"), with the first heading or line that says more."""
    title = text.title
    if is_only_day(title):
        title = f"{title} {next((b.lines[0].text for b in text.blocks[:HEADED] if b.kind == 'heading'), '')}"
    elif SLUG.fullmatch(title.strip()):
        title = (
            f"{title} {next((b.lines[0].text[:HEAD_LINE] for b in text.blocks[:HEADED] if b.kind == 'paragraph'), '')}"
        )
    return title


def first_lines(text: Text) -> Iterator[Line]:
    """The first lines of words."""
    return islice((line for _, line in lines_in_order(text) if len(line.text) > FEW), FIRST)


FIRST = 5
FEW = 8  # characters


def is_event(title: str) -> bool:
    """Whether a Japanese title is an event's name with its number or year, and nothing else."""
    if len(title) > LONGEST_NAME or not EDITION.search(title) or SAYS_MORE.search(title) or TITLE_WILL.search(title):
        return False
    bare = EDITION.sub(" ", title)
    return bool(words.EVENT_NAME.search(bare) or GATHERING.search(bare)) and not TITLE_TECH.search(title)


SAYS_MORE = re.compile("[：:、。！!？?「」『』]|ふりかえり|振り返|まとめ")
LONGEST_NAME = 40  # characters
HEAD_LINE = 80  # characters
HEADED = 12  # blocks


def post_features(text: Text) -> dict[str, float]:
    """What the whole post is like: shares and counts scaled to about 0..1."""
    links = [link for block in text.blocks for link in block.links() if link.form != "footnote"]
    kinds = count_links(links)
    lines = [line.text for line in text.lines(0, len(text.blocks))]
    body = "\n".join(lines)[:BODY]
    head = "\n".join([text.source.summary[:HEAD_LINE], *lines[:HEAD_LINES]])[:HEAD]
    title = titled(text)
    english = text.language == "en"
    length = max(len(body), 1)
    lower = Lowered.of(body)
    code = sum(block.kind == "code" for block in text.blocks)
    names = len({body[max(0, found.start() - 4) : found.end()] for found in MARKED.finditer(body)})
    opening = title + head
    will, did = words.WILL_TAKE_PLACE.search(opening), words.TOOK_PLACE.search(opening)
    low_opening = Lowered.of(title + head)
    happened_head, will_head = count(low_opening, HAPPENED), count(low_opening, WILL)
    happened, will_body = count(lower, HAPPENED), count(lower, WILL)
    named = words.EVENT_NAME.search(title) or GATHERING.search(title) or (english and YEARLY.fullmatch(title))
    # of "○○勉強会「…を使って…してみた」" what was given there is no title of an article
    outside = SET_OFF.sub("", title)
    outside = outside if words.EVENT_NAME.search(outside) else title
    tells = english and not will_head and not TITLE_TECH.search(title)
    stretch = TITLE_YEAR.search(title)
    of_time = bool(stretch and not words.EVENT_NAME.search(title[: stretch.start()]))
    reports = bool(TITLE_REPORT.search(title)) and not of_time
    sums_up = bool(named and SUMS_UP.search(title))
    # "登壇！" says neither that it was nor that it will be: the first lines do
    announces = bool(TITLE_WILL.search(title)) or bool(EXCLAIMED.search(title) and will_head and not happened_head)
    per = 1000 / max(length, 600)
    timed = sum(
        bool(TIMED.match(block.lines[0].text)) for block in text.blocks if block.kind == "heading" and block.lines
    )
    tags = {tag.strip().lower() for tag in text.source.tags}
    return {
        # the context in which headings are judged (features.POST_CONTEXT)
        "title report": float(bool(words.REPORT_TITLE.search(title))),
        "title event": float(bool(words.EVENT_NAME.search(title))),
        "title took place": float(bool(re.search(r"参加|行って|行った|レポ|開催しました|登壇し|聞いて", title))),
        "did not will": float(bool(did) and not will),
        "title will": float(bool(words.WILL_TAKE_PLACE.search(title))),
        "title howto": float(bool(re.search(r"してみ|作ってみ|方法|入門|使って|解説|とは$|について|試し|する$|まとめ", title))),
        "head took place": float(bool(words.TOOK_PLACE.search(head))),
        "head event link": float(any(EVENT_PAGE.search(link.url) for link in links[:12])),
        "sure decks": min(kinds["sure deck"], 8) / 8,
        "code share": min(code / max(len(text.blocks), 1), 0.5) * 2,
        "no talk words": min(count(lower, NO_TALKS) * 400 / length, 4) / 4,
        "names share": min(names * 500 / length, 3) / 3,
        "lt": float(bool(words.LIGHTNING.search(body))),
        "english": float(english),
        "told of talks": min(max(count(lower, TOLD_OF) - 1, 0), 3) / 3 if tells else 0.0,
        "name and year in title": float(
            bool((tells and YEARLY.fullmatch(title)) or (not english and not will_head and is_event(title)))
        ),
        # the post's kind
        "timed headings": float(timed >= 3),
        "report tag": float(not REPORT_TAGS.isdisjoint(tags)),
        "event tag": float(not EVENT_TAGS.isdisjoint(tags)),
        "reports in title": float(reports),
        "reports event in title": float(bool(reports and (words.EVENT_NAME.search(title) or EDITION.search(title)))),
        "edition in title": float(bool(EDITION.search(title))),
        "will in title": float(announces and not reports),
        "stretch of time in title": float(of_time),
        "own slides in title": float(bool(TITLE_OWN.search(title)) and not reports),
        "technical title": float(bool(TITLE_TECH.search(outside)) and not reports and not sums_up),
        "urges in title": float(bool(URGES.search(title)) and not reports),
        "sums up an event in title": float(sums_up),
        "sums up an event at once": float(not reports and bool(SUMS_UP_AT_ONCE.search(head))),
        "no event in title": float(not named and not reports),
        "was at an event": float(not named and not reports and any(was_at(line) for line in first_lines(text))),
        "no talks in title": float(bool(NO_TALKS_TITLE.search(title))),
        "maybe no talks in title": float(bool(MAYBE_NO_TALKS_TITLE.search(title))),
        "no talks in opening": float(bool(NO_TALKS_TITLE.search(head))),
        "happened at once": min(happened_head, 3) / 3,
        "will at once": float(bool(BEFORE_IT.search(opening))) if not happened_head else 0.0,
        "only will": float(will_head > 0 and happened_head == 0),
        "happened": min(happened * per, 4) / 4,
        "ever happened": float(happened > 0),
        "will": min(will_body * per, 4) / 4,
        "more will than did": float(will_body > happened + 1),
        "atmosphere": min(count(lower, ATMOSPHERE) * per, 5) / 5,
        "talk words": min(count(lower, TALKS) * per, 10) / 10,
        "made up": float(count(lower, MADE_UP_WORDS) > 0 and bool(MADE_UP.search(body))),
        "own text": float(count(low_opening, OWN_TEXT) > 0),
        "article words": min(count(lower, ARTICLE) * per, 8) / 8,
        "code": min(code, 8) / 8,
        "event links": min(kinds["event"], 3) / 3,
        "decks": min(kinds["deck"], 6) / 6,
        "one deck": float(kinds["sure deck"] == 1),
        "videos": min(kinds["video"], 5) / 5,
        "length": min(length, BODY) / BODY,
        "names": min(names, 12) / 12,
        "first person": float(bool(FIRST_PERSON.search(body))),
    }  # fmt: skip


def kind_features(
    post: dict[str, float],
    drafts: Sequence[Draft],
    url: bool,
    day: bool,
    recordings: int,
    days_since: int | None = None,
) -> dict[str, float]:
    """The post's own measurements and, coarsely, what was found in it: how talks are found changes, their number matters."""
    full = sum(bool(d.speakers) and bool(d.title) for d in drafts)
    backed = sum(bool(d.materials or d.videos) for d in drafts)
    return {
        **post,
        "any draft": float(bool(drafts)),
        "no draft": float(not drafts),
        "held shortly before": float(days_since is not None and 0 <= days_since <= 45),
        "several drafts": float(len(drafts) >= 3),
        "full drafts": min(full, 4) / 4,
        "backed drafts": min(backed, 4) / 4,
        "no draft full or backed": float(not full and not backed),
        "technical title, no talk told": float(bool(post["technical title"]) and not full and not backed),
        "has event url": float(url),
        "has event date": float(day),
        "event and date": float(url and day),
        "no event at all": float(
            not (url or day or post["head event link"] or post["sums up an event in title"] or post["was at an event"])
            and not (
                (post["title event"] and post["edition in title"] and post["english"]) or post["name and year in title"]
            )
        ),
        "recordings": min(recordings, 3) / 3,
        "event after post": float(days_since is not None and days_since < -1),
    }


# what talks could say for a report at most, whichever are found
BEST_DRAFTS = {"any draft": 1.0, "full drafts": 1.0, "backed drafts": 1.0, "technical title, no talk told": 0.0}


def surely_no_report(post: dict[str, float], url: bool, day: bool, days_since: int | None) -> bool:
    """Whether nothing that may yet be found in the post could make it a report, so that its talks need not be looked for."""
    features = kind_features(post, (), url, day, 0, days_since) | BEST_DRAFTS
    return weigh_rules(REPORT_RULES, REPORT_BASE, features)[0] < 0


def weigh_rules(
    rules: Sequence[tuple[str, float]], base: float, features: Mapping[str, float]
) -> tuple[float, tuple[str, ...]]:
    """The sum of what speaks for and against, and the measurements that moved it most, as "+name" or "-name"."""
    shares = [(weight * features.get(name, 0.0), name) for name, weight in rules]
    total = base + sum(share for share, _ in shares)
    shares.sort(key=lambda pair: -abs(pair[0]))
    return total, tuple(f"{'+' if share > 0 else '-'}{name}" for share, name in shares[:4] if abs(share) > 0.05)


def decide_kind(features: Mapping[str, float]) -> tuple[ReportKind, float, tuple[str, ...]]:
    """The kind, how sure (0..1), and the measurements that decided.

    A report may have talks that were not found one by one (told in running text only): its words decide then.
    """
    told, why = weigh_rules(REPORT_RULES, REPORT_BASE, features)
    if told < 0:
        return "not-a-report", 1 - logistic(told), why
    talked, why_talks = weigh_rules(TALK_RULES, TALKS_BASE, features)
    if talked < 0:
        return "no-talk-report", logistic(told) * (1 - logistic(talked)), why_talks
    return "report", logistic(told) * logistic(talked), (*why[:3], *why_talks[:2])
