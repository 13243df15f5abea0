"""An event's title: from the post's title, the text of the event's link, or a name in the first lines; series and edition.

Belongs here: what a name is and where reports put it. Does not belong here: which link is the event's (`event`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.dates import MONTH, is_only_day
from pipeline.reports.event_day import year_in
from pipeline.reports.features import fold
from pipeline.reports.hosts import kind_of
from pipeline.reports.names import HONORIFIC
from pipeline.reports.patterns import quick
from pipeline.reports.sections import Text, lines_in_order
from pipeline.reports.titles import SET_OFF

HOUR_BEHIND = re.compile(r"\s*[（(]?\s*\d{1,2}:\d{2}\s*[〜～~-]\s*(?:\d{1,2}:\d{2})?\s*[)）]?$")
POINTERS = re.compile(
    r"^(?:(?:(?:on|at|via|from|the) )*(?:connpass|meetup(?:\.com)?|doorkeeper|peatix|luma|eventbrite|tech ?play)(?: page)?|sign ?up|register|registration.*|こちら|コチラ|ここ|connpass.*|イベントページ.*|イベント|詳細|公式(?:サイト|ページ|hp)?|サイト|ホームページ|url|link|リンク|here|website|site|event page|this|page|doorkeeper|techplay|募集ページ|募集要項|お?申し?込み?.{0,6}|応募.{0,6}|イベント詳細|official.*|https?:.*|公式ウェブサイト|タイムテーブル|schedule|資料.*|参加.{0,4})$",
    re.I,
)

PLATFORM_TAIL = quick(
    r"\s*(?:[-–—|｜:：]\s*(?:connpass|doorkeeper|tech ?play|peatix|meetup|luma|eventbrite|atnd|zusaar|partake|こくちーず(?:プロ)?|eventdots)(?![a-z]).*|[(（](?:connpass|doorkeeper|peatix|meetup|atnd)[)）]|(?: official)? (?:web ?site|home ?page)|の?(?:公式|イベント)?(?:サイト|ホームページ|ページ))$",
    re.I,
)

# the way in which somebody was there
_HOW = r"(?:現地|オンライン|リモート|オフライン|会場|ひとりで?|一人で|家族で|(?:ブログ(?:まとめ)?|レポート|ブロガー|LT|一般|学生|スタッフ|登壇|スポンサー)枠)(?:で|として|での)?"
TRAILING = quick(
    r"(?:[\s\u3000]*(?:"
    r"(?:[-–—―:：|｜~〜～、。,.!！♪★☆／/]|(?<![ァ-ヶ])ー)+|"
    rf"(?:の|に|を|で|へ|は|が|と|での|にて)?[\s\u3000]*(?:{_HOW}|初|ライブ|一般|スタッフ|個人的?な?|簡易|速報|当日|全?体?)?[\s\u3000]*(?:参加|開催|登壇|出演|発表|出展|主催|参戦|運営|聴講|視聴|受講|参列|協賛|イベント|LT)?[\s\u3000]*(?:&|＆|・|、|と|して|/)?[\s\u3000]*(?:登壇|発表|LT|参加)?[\s\u3000]*(?:レポート(?:記事)?|リポート|レポ|れぽ|報告|記録?|ログ|メモ(?:書き)?|感想(?:戦|文)?|まとめ(?:記事)?|備忘録|録|ブログ|日記|体験記|見聞録|振り返り|ふりかえり|スライドまとめ|資料まとめ|発表まとめ|の様子|(?:の)?お?話)(?:です|を書|その?\d|[①-⑳]|vol\.?\d+|\(?前編\)?|\(?後編\)?)?|"
    rf"(?:に|へ|を|で|にて|は)?[\s\u3000]*(?:{_HOW}|初めて|はじめて|初|遊びに)?[\s\u3000]*(?:参加|登壇|出演|発表|行|いっ|開催|主催|お邪魔|参戦|LT(?:[\s\u3000]*(?:を[\s\u3000]*)?(?=し))?|話|聞い|聴い|見|観|観戦|しゃべっ|満喫|視聴|出席|出展|お手伝い|ハンズオン(?![\s\u3000]*[にへをで]))[^\s]{{0,3}}?(?:して|てき|って|し)?(?:き)?(?:ま)?(?:した|した話|しました|ました|きた|てきた|た|みた|まして|します)(?:話|件|よ|ー|〜|～|っ)*(?:の(?:話|感想|記録|レポート|メモ))?|"
    r"(?:参加|開催|登壇|出演|発表)(?:してき|し|いたしま|させていただきま)?(?:ました|た)?(?:の)?(?:感想|レポート)?|"
    r"(?:を|に|で|へ)[\s\u3000]*(?:見|観|聞い|聴い|行っ|参加し|登壇し)て?(?:きた|来た|きました|みた)(?:ので|から)\S{0,30}|[\s\u3000]+観戦(?:記|レポート?|メモ)?|"
    rf"(?:に|へ|を|で)(?:{_HOW}|初)?[\s\u3000]*(?:参加|登壇|出席|発表|行っ|LT)(?:を)?(?:し)?(?:て(?:きて|みて|の)?|た)、?(?:(?:学|得|感じ|思|考え|気[づ付]|良|よ|わか|分か|知|刺さ|面白|楽し|嬉し|驚|印象)\S{{0,24}}|(?:ので|時の|際の)?(?:感想|話|メモ|レポート|レポ|まとめ)(?:\S{{0,8}}))|"
    r"(?:で|に)?LTデビュー|で\s?LT|を(?:満喫|堪能)\S{0,8}|"
    r"(?:[:,–—-][\s]*)?(?:\b(?:an?|my|the|some|our|few|quick|short|brief|personal) )*(?:trip |event |conference )?(?:re-?cap|report|round-?up|wrap-?up|notes?|summary|impressions?|retrospective|review|highlights?|reflections?|experience|diary|take-?aways?|learnings|thoughts)|"
    r"(?:[-–—:]\s*)?(?:days? ?\d(?:(?: and | & | ?[-–] ?)(?:day ?)?\d)?|[\d１-９一二三]日目)|[（(](?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? [^()（）]{0,14}[)）]|"
    r"(?:&|＆|と|、|\+)[\s\u3000]*(?:LT|発表|登壇|当日)?(?:の)?(?:資料|スライド)|[\s\u3000]+の[^\s「」]{1,14}(?:ました|でした)|"
    r"[「『][^「」『』]{1,60}[」』](?:の(?:後日談|裏話|補足|(?:登壇|発表)?資料|スライド|お?話)|(?:という(?:タイトル|題名?)|と題し)\S{0,20})|"
    r"という(?:名前の)?[^\s「」、。]{1,10}(?:を|に|へ|で)(?:開催|開き|開い|やり|やっ|行っ|行き|参加|登壇|LT|発表|主催)[^\s、]{0,8}|"
    r"videos?|is over|was held"
    r"))$",
    re.I,
)

# "What I learned at", "My takeaways from", "Looking back at", "I attended", "Speaking at"
_ENGLISH_LEAD = (
    r"(?:this|last) year['’]s|(?:(?:my|our|some|a few|key|main|top|biggest|personal|quick|short|\d+) )*(?:take-?aways|learnings|lessons(?: learned| learnt)?|reflections|experiences?|favou?rite (?:talks|moments|things)|best moments|things i learned) (?:from|at|of|on|about)"
    r"|what (?:i|we) (?:learned|learnt|saw|heard|liked|took(?: away| home)?) (?:at|from)|(?:(?:a|one|quick|short|brief) )*look(?:ing)? back (?:at|on)"
    r"|(?:i|we) (?:attended|went to|visited|spoke at|was at|were at|joined|hosted|organi[sz]ed)|(?:speaking|attending|presenting|talking|volunteering|(?:my|our) (?:first|second|third) (?:time|talk|year)|(?:a|one|two|three|four) (?:days?|weeks?|evenings?)|an evening|greetings|fun|adventures|back|home) (?:at|from)|(?:back|home|fresh) from"
)
LEADING = re.compile(
    r"^(?:(?:(?:勉強会|イベント|カンファレンス)(?:に|へ)?(?:行って(?:みた|きた|きました)|参加(?:して(?:みた|きた|きました)|した|しました))[:：]?\s*(?=[「『])|【[^】]{0,12}(?:増枠|満員御礼|満席|配信決定|開催決定|追加(?:募集|開催)|募集|受付|無料)[^】]{0,8}】\s*|\S{2,24}\s?レポート\s?[(（]\d+[)）]\s+|【[^】]{0,20}(?:レポ|参加|開催|登壇|イベント|感想|報告|report|メモ|まとめ|勉強会)[^】]{0,12}】|\[[^\]]{0,20}(?:レポ|参加|開催|登壇|イベント|感想|報告|report|メモ)[^\]]{0,12}\]|[（(](?:参加|開催)?レポ[^）)]{0,6}[）)])\s*|"
    r"(?:参加|開催|登壇|イベント)?(?:レポート|レポ|報告|メモ|感想)[:：]\s*|(?:人生(?:で)?初(?:めて)?の?|(?:初めて|はじめて)(?!の)|(?:今年|昨年|今回|前回)も|昨日(?:は)?|先日(?:は)?|ついに)、?\s?|"
    r"(?:my )?(?:slides?|talk|deck|video|recording)\b[^\"“]{0,16}[\"“][^\"“”]{4,100}[\"”][^\"“]{0,10}\b(?:at|from)\s+(?:the\s+)?|"
    rf"(?:{_ENGLISH_LEAD})\s+(?:the\s+)?|(?:live-?blog(?:ging)?|(?:meet-?up|event|conference|trip|session) (?:report|recap|notes))\s*[:：–—-]\s*|(?:(?:(?:my|the|top|more|great|best|some|favou?rite|interesting|other|\d+) )*(?:talks|sessions) (?:from|at|of)|(?:(?:my|an?|our|quick|short|brief) )*(?:report|recap|notes|summary|highlights|videos|impressions|thoughts)(?: (?:on|of|from|about|for))?|(?:an? |my )?(?:short |quick |brief )?(?:overview|review) of)\s*[:：-]?\s+(?:the\s+)?)",
    re.I,
)

DATE_IN_TITLE = quick(
    r"\s*(?:\bon\s+)?[(（\[【]?\s*(?:\d{1,2}([-/])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*[-~〜～・,、]\s*\d{1,2}\s*日)?|20\d{6}|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}(?=[)）\]】(（]))\s*(?:[(（][月火水木金土日](?:曜日?)?[・祝]*[)）])?\s*(?:[-~〜～]\s*\d{0,2}:?\d{0,2})?(?:開催)?[)）\]】]?\s*"
)

EDITION = quick(
    r"(?:[#＃♯]\s?(\d{1,3})|(?:vol|Vol|VOL|ver)\.?\s?(\d{1,3})|第\s?([\d一二三四五六七八九十]+)\s?(?:回|弾|部|夜)|(?<![\d.])((?:19|20)\d{2}(?:\s?(?:Spring|Summer|Autumn|Fall|Winter|春|夏|秋|冬))?)(?![\d年])|(?<=\s)(\d{1,3})(?=$|\s?[-:：~〜]))",
    re.I,
)


# "○○氏「title」@event": of one talk of it
MOVED = re.compile(r"\s*[(（][^()（）]{0,16}(?:より|から)の?(?:移植|転載|再掲|移行)[)）]$")
AT_EVENT = re.compile(r"^[^「『]{0,40}[「『].{4,}[」』]\s*[@＠]\s?(?=\S{3,})")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")  # a post that is called by the event's address
EDITION_BEHIND = re.compile(rf"\s*(?:{EDITION.pattern})", re.I)  # of a name, nothing else


TAGGED = re.compile(
    r"^(?:\[[A-Za-z0-9.+# -]{1,12}\]\s*|(?:私|僕|わたし|ぼく|俺|弊社)[もは](?=[A-Z一-龥]))"
)  # "[Go]golang.tokyo #11"
BESIDE_YEAR = re.compile(r"\s+(?:round-?up|re-?cap|wrap-?up|report)\s+(?=20\d\d$)", re.I)  # "Conf Round-up 2015"


@lru_cache(maxsize=2_000)  # the post's title is asked for several times
def strip_title(title: str) -> str:
    """A post's title without what makes it a report's title: dates, 「レポート」, "に参加しました", "recap"."""
    text = AT_EVENT.sub("", MOVED.sub("", title.strip()[:200]))
    text = TAGGED.sub("", BESIDE_YEAR.sub(" ", text)) if words.EVENT_NAME.search(text) else text
    text = re.sub(r"(?:\s+|(?<=[。!！」』）)]))[#＃][A-Za-z_]\w*(?=\s|$)", " ", text).strip()
    for _ in range(4):
        before = text
        text = LEADING.sub("", text)
        text = DATE_IN_TITLE.sub(" ", text).strip()
        for _ in range(5):
            cut = TRAILING.sub("", text).strip()
            if len(cut) < 3 or cut == text or (cut == text[:-1] and SET_OFF.search(text)):
                break
            text = cut
        whole = re.fullmatch(r"[「『【\"“](.+)[」』】\"”]", text)
        if whole and not re.search(r"[「」『』]", whole[1]):
            text = whole[1].strip()
        if text == before:
            break
    return re.sub(r"\s+", " ", text).strip(" :：-–—|｜、,")


def choose_title(text: Text, link: Link | None, line: Line | None) -> tuple[str | None, str, Line | None]:
    """The event's name: the text of its link, the post's title stripped, or a name in the first lines."""
    stripped = "" if is_only_day(text.title) else with_edition(text, strip_title(text.title))
    if ONLY_EDITION.fullmatch(stripped):  # the first heading says of what
        heading = next((b.lines[0] for b in text.blocks[:HEADED] if b.kind == "heading" and b.lines), None)
        fuller = strip_title(heading.text) if heading is not None else ""
        if heading is not None and len(fuller) > len(stripped) and EDITION.search(fuller):
            return fuller, "first heading", heading
    first = Line(1, text.title)
    if (labelled := labelled_name(text)) is not None:
        return labelled[0], "name under a label", labelled[1]
    if link is not None and line is not None:
        worded = strip_title(
            PLATFORM_TAIL.sub("", HOUR_BEHIND.sub("", re.sub(r"^[「『]|[」』]$", "", link.text.strip())))
        )
        if link.form == "embed" and not worded:
            worded = ""
        # words of a sentence that lead to the page ("a lightning talks session") are no name
        plain = (
            worded.isascii() and worded.islower() and not EDITION.search(worded) and words.EVENT_NAME.search(stripped)
        )
        if worded and not plain and not POINTERS.match(worded) and 3 < len(worded) <= 120:
            alike = fold(worded) in fold(stripped) or fold(stripped) in fold(worded)
            # a site's link may carry any words; those of the event's page on a platform are its name
            is_name = words.EVENT_NAME.search(worded) and not (
                year_in(text.title) and words.EVENT_NAME.search(stripped) and not HOST.fullmatch(stripped)
            )
            if alike or is_name or kind_of(link.url) == "event":
                # the post's title may name it more fully ("… #7 …" beside "…")
                if (
                    alike
                    and (words.EVENT_NAME.search(stripped) or lost_edition(stripped, worded))
                    and (
                        len(fold(stripped)) <= 1.6 * len(fold(worded))
                        or not (words.EVENT_NAME.search(worded) or fold(stripped).startswith(fold(worded)))  # its topic
                        or EDITION_BEHIND.fullmatch(stripped, len(worded))
                    )
                    and len(stripped) < 60
                    and fold(worded) in fold(stripped)
                ):
                    return stripped, "post title and link text", first
                return worded, "text of the event's link", line
    named = named_in_intro(text)
    told = introduced(text, stripped)
    if told is not None:
        return told[0], "name that the first lines set apart", told[1]
    if words.EVENT_NAME.search(stripped) and len(stripped) <= 70:
        core = stripped if ends_as_report(text.title) else core_of(stripped)
        return core, "post title", first
    if named is not None:
        return named[0], "name in the first lines", named[1]
    if stripped:
        return core_of(stripped), "post title", first
    return None, "", None


def with_edition(text: Text, name: str) -> str:
    """An event's name with the edition that the first lines give behind it, where the post's title gives none: what stands
    behind a # in front matter is a comment there."""
    if name.startswith(tuple(OPENING)) and CLOSING[OPENING.index(name[0])] not in name:
        name = name[1:]
    if len(name) < 4 or EDITION.search(name) or not words.EVENT_NAME.search(name):
        return name
    for number, (_, line) in enumerate(lines_in_order(text)):
        at = line.text.find(name) if number < INTRODUCING else -1
        behind = (
            NUMBERED.match(line.text, at + len(name)) if at >= 0 and not words.PAST.search(line.text[:at]) else None
        )
        if behind is not None:
            return f"{name} {behind[0].strip()}"
        if number >= INTRODUCING:
            break
    return name


OPENING, CLOSING = "「『【“", "」』】”"
NUMBERED = re.compile(r"\s?(?:[#＃♯]\s?\d{1,3}|(?:vol|Vol|VOL)\.?\s?\d{1,3})(?!\d)")
ONLY_EDITION = re.compile(r"(?:[#＃♯]|vol\.?|no\.?|第)?\s?\d{1,4}\s?(?:回|夜|弾)?", re.I)
HEADED = 12  # blocks
REPORT_BEHIND = re.compile(
    r"(?:レポート?|リポート|報告|メモ|まとめ|記録|議事録|\brecap|\breport|\bnotes)\W*(?:[#＃]\w+\s*)*$", re.I
)


def ends_as_report(title: str) -> bool:
    """Whether the post's title is the event's name and the word that makes it a report: "A: B 輪読会まとめ"."""
    return bool(REPORT_BEHIND.search(DATE_IN_TITLE.sub(" ", title).strip()))


NAMED = re.compile(
    r"[「『【\"“]([^「」『』【】\"”]{4,80})[」』】\"”](?:\s*[(（][^()（）]{0,30}[)）])?\s*(?:が|に|を|で|の|へ|という|って)[^。]{0,24}?(?:開催|参加|行っ|登壇|発表|お邪魔|出演|主催|イベント|勉強会)"
)

CALLED = quick(r"(?:イベント名|名称|イベント|event)\s*[:：|]\s*(.{4,80})", re.I)


NAME_LABEL = r"(?:イベント|勉強会|大会|会議)(?:名|の名前|名称)|event(?: name)?"
NAME_CELL = re.compile(rf"[\W_]*(?:{NAME_LABEL}|名称)[\W_]*", re.I)
NAME_LINE = quick(rf"(?:{NAME_LABEL})\s*[:：]\s*(\S.{{3,80}})", re.I)
LABELS_WITHIN = 40  # blocks of the beginning in which a report gives the event's facts by label


def labelled_name(text: Text) -> tuple[str, Line] | None:
    """What the beginning gives as the event's name in so many words: a row or a line イベント名, Event name."""
    for block in text.blocks[:LABELS_WITHIN]:
        pairs = [(row[0].line.text, row[1].line) for row in block.rows if len(row) == 2]
        lines = [(line, NAME_LINE.match(line.text.strip(" 　・*-■◆●"))) for line in block.lines[:12]]
        given = [(line.text, line) for label, line in pairs if NAME_CELL.fullmatch(label)]
        given += [(found[1], line) for line, found in lines if found]
        for words_of, line in given:
            name = strip_title(words_of.strip(" *　"))
            if 3 < len(name) <= 80 and "://" not in name and not POINTERS.match(name):
                return name, line
    return None


def named_in_intro(text: Text) -> tuple[str, Line] | None:
    """A name in quotes that the first lines say was held, or a labelled one."""
    for number, (_, line) in enumerate(lines_in_order(text)):
        if number > 25:
            break
        found = NAMED.search(line.text[:400]) or CALLED.match(line.text.strip()[:200])
        if found and words.EVENT_NAME.search(found[1]):
            return strip_title(found[1]), line
    return None


INTRODUCING = 12  # lines of the beginning in which a report says where it was
# what follows a name in quotes or in bold where somebody was there or it was held
HELD_AFTER = re.compile(
    r"^\s*(?:[(（][^()（）]{0,30}[)）])?\s*(?:"
    r"という(?:名前の)?(?:会|イベント|勉強会|集まり|カンファレンス|催し|LT会|ミートアップ)(?![^。]{0,6}の(?:本|記事))|"
    r"(?:に|へ|で)、?(?:初めて|はじめて|現地|遊びに)?(?:参加|行っ|行き|いっ|顔を出|お邪魔|おじゃま|登壇|出席|LT|発表し)|"
    r"(?:が|を)[^。「」]{0,20}?(?:開催|行われ|開かれ|ありました|あった|やりました|やった|行いました)|"
    r"\b(?:took place|was held|happened|ran from|is over)\b)",
    re.I,
)
CALLED_SO = re.compile(r"^という(?:名前の)?(?:会|イベント|勉強会|集まり|カンファレンス|催し|ミートアップ)")
HELD_BEFORE = quick(
    r"(?:開(?:催)?(?:かれ|され)た|行われた|\b(?:attended|visited|(?:went|flew|go(?:ing)?|travell?ed|been|was|were) (?:to|at)|hosted(?: the| our)?|held(?: the| our)?|(?:report|notes|videos|slides) (?:of|from)(?: the)?|for (?:the|our)(?: \w+)?|spoke at|speaking at))\s*$",
    re.I,
)
WITH_EDITION_EN = quick(
    r"(?<![\w.])(?:(?:The|This|At|In|On|Of|From|For|My|Our|Last|After|Before|Since) )*"
    r"([A-Z][\w.'’+-]{1,24}(?: (?:[A-Z][\w.'’+-]{1,24}|of|the|for|&)){0,5} (?:20\d{2}|#\d{1,3}))(?!\w)"
)
QUOTED = re.compile(r"[「『]([^「」『』]{3,60})[」』]")
# an event's name without marks, where a sentence says first that somebody was there: "先日、第3回○○勉強会に参加しました"
WAS_AT = quick(
    r"(?:^|[、。]\s?)"
    r"(?:(?:先日|昨日|一昨日|今日|本日|今週|先週|今回|この前|この(?:度|たび)|ついこの間|少し前|先々週)(?:も|は|の)?、?\s?|(?:20\d\d年)?\d{1,2}[/月]\d{1,2}日?(?:\s?[(（][^()（）]{1,6}[)）])?(?:に|、|の|は)?\s?"
    r"|[^、。「」]{0,24}?(?:開催|主催|行わ|開か)(?:され|れ)(?:た|ていた)\s?)*"
    r"([^、。「」『』\n]{4,44}?)(?=(?:\s?[(（][^()（）]{0,24}[)）])?\s?(?:に|へ|で|にて)(?:は|も)?、?(?:初めて|はじめて|現地|遊びに|一般|スタッフ|LT枠|オンライン)?(?:で|として)?\s?(?:参加|行って|行った|行き|お邪魔|登壇|出席|LT|発表)(?!(?:する|します|予定|枠|者|資料)))"
)
NUMBERED_HEADING = re.compile(r"^((?:meet ?up|event|edition|vol\.?|#)\s?\d{1,3})\b", re.I)
DATE_WORDS = quick(
    r"\d+\s?[年月日]?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?= |\d|$)|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.I,
)
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*$")  # a repository's name as a title


def introduced(text: Text, stripped: str) -> tuple[str, Line] | None:
    """A name that the first lines set in quotes or bold, or give with its year or number, where it says more than the
    post's title: the title does not name an event, or it names the same series among other words."""
    folded = fold(stripped)
    slug = bool(SLUG.fullmatch(text.title.strip()))
    untold = not (words.EVENT_NAME.search(stripped) or EDITION.search(stripped))
    if not slug and words.EVENT_NAME.search(stripped) and EDITION.search(stripped) and core_of(stripped) == stripped:
        return None
    for number, (at, line) in enumerate(lines_in_order(text)):
        if number >= INTRODUCING:
            break
        if text.blocks[at].kind in ("heading", "table", "quote"):
            continue
        for name, start, end in (*set_apart(line), *(was_at(line) if untold else ())):
            letters = DATE_WORDS.sub("", name)
            if not (4 <= len(name) <= 70 and len(fold(letters)) >= 3) or POINTERS.match(name):
                continue
            series = fold(series_of(name)[0] or name)
            held = bool(
                HELD_AFTER.match(line.text[end : end + 50]) or HELD_BEFORE.search(line.text[max(0, start - 40) : start])
            )
            named_too = len(series) >= 5 and series in folded
            before = line.text[max(0, start - 24) : start]
            if ENDS_GIVEN.search(before) or EARLIER.search(before):
                continue  # ○○さんの「…」: what somebody gave there; 2008年には「…」: what was held before
            if slug and held_in_slug(series, folded):
                return with_number(text, name), line
            if named_too and len(folded) > 1.3 * len(fold(name)) and not lost_edition(stripped, name):
                return name, line
            called = CALLED_SO.match(line.text[end : end + 20]) and not EDITION.search(stripped)
            says_more = bool(called or EDITION.search(name)) or not (
                words.EVENT_NAME.search(stripped) or overlaps(series, folded)
            )
            if held and not named_too and says_more:
                return name, line
    return None


EARLIER = re.compile(r"(?:(?:19|20)\d{2}\s?年に(?:も|は)?、?|(?:以前|かつて|過去に|前回)(?:は|も|の)?、?)\s?$")
ENDS_GIVEN = re.compile(rf"{HONORIFIC}(?:の|による|が主催する)?\s?$")


def was_at(line: Line) -> list[tuple[str, int, int]]:
    """The event's name that a line gives without marks, saying that somebody was there, as `set_apart` gives names."""
    content = line.text[:300]
    found = WAS_AT.match(content)
    if (
        found is None
        or GENERIC.fullmatch(found[1])
        or not (EDITION.search(found[1]) or words.EVENT_NAME.search(found[1], 2))
    ):
        return []
    return [(strip_title(found[1]), found.start(1), found.end())]


def set_apart(line: Line) -> list[tuple[str, int, int]]:
    """The names that a line sets apart, with where each begins and ends (its marks counted in)."""
    content = line.text[:600]
    found = [(strip_title(match[1]), match.start(), match.end()) for match in QUOTED.finditer(content)]
    found += [
        (strip_title(content[start:end].strip(' 「」『』"“”')), start, end)
        for start, end in line.strong
        if end <= len(content)
    ]
    found += [(match[1], match.start(), match.end()) for match in WITH_EDITION_EN.finditer(content)]
    return found


GENERIC = re.compile(
    r".*(?:以下|次の|下記|\d\s?つの|いくつ|各種|多く|いろいろ|様々|さまざま|色々|などの).*|(?:ある|この|その|とある|いくつかの|社内|社外|初めての|オンライン)?の?(?:勉強会|イベント|カンファレンス|ミートアップ|LT会|もくもく会|セミナー|ハッカソン|ハンズオン|懇親会|会議)"
)


def lost_edition(stripped: str, name: str) -> bool:
    """Whether the title gives a number or year that the name lacks."""
    return bool(EDITION.search(stripped)) and not EDITION.search(name)


def overlaps(series: str, folded: str) -> bool:
    """Whether the title holds half of a name."""
    half = max(4, len(series) // 2)
    return any(series[at : at + half] in folded for at in range(0, max(1, len(series) - half + 1)))


def held_in_slug(series: str, slug: str) -> bool:
    """Whether a repository's name is made of a name's words, all or the first letters of them: its own name."""
    return series in slug or slug in series or (len(slug) >= 5 and slug[:5] == series[:5])


def with_number(text: Text, name: str) -> str:
    """A series with the number of the one meetup that a heading tells of, where headings number them."""
    if EDITION.search(name):
        return name
    for block in text.blocks[:30]:
        found = NUMBERED_HEADING.match(block.lines[0].text.strip()) if block.kind == "heading" and block.lines else None
        if found:
            return f"{name} {found[1]}"
    return name


def core_of(title: str) -> str:
    """The part of a post's title that names the event, where the title says more ("… / subtitle", "event: topic")."""
    if len(title) < 24:
        return title
    quoted = re.search(r"[「『【]([^「」『』【】]{5,60})[」』】]", title)
    if quoted and words.EVENT_NAME.search(quoted[1]) and not words.EVENT_NAME.search(title.replace(quoted[0], "")):
        return quoted[1]
    for mark in ("/", "／", "|", "｜", " - ", " – ", " — ", ": ", "：", "〜", "～"):
        if mark in title:
            left, _, right = title.partition(mark)
            if left.count("(") + left.count("（") > left.count(")") + left.count("）"):
                continue  # inside of brackets
            if (
                mark == "/"
                and left[-1:].isascii()
                and left[-1:].isalpha()
                and right[:1].isascii()
                and right[:1].isalpha()
            ):
                continue  # CI/CD
            left, right = strip_title(left), strip_title(right)
            if words.EVENT_NAME.search(left) and not words.EVENT_NAME.search(right) and len(left) >= 5:
                return left
            if words.EVENT_NAME.search(right) and not words.EVENT_NAME.search(left) and len(right) >= 5:
                return right
    return title


# "Meetup, March 2024": the month belongs to the edition
MONTH_BEHIND = re.compile(
    rf"(?<=\S)[\s,(]+{MONTH},?$",
    re.I,
)


def series_of(title: str) -> tuple[str | None, str | None]:
    """A title's recurring part and its number or year."""
    found = None
    for match in EDITION.finditer(title):
        found = match
        if match[1] or match[2] or match[3]:
            break
    if found is None:
        return None, None
    edition = next(group for group in found.groups() if group)
    series = (title[: found.start()] + (" " + title[found.end() :] if found.start() < 2 else "")).strip(
        " -–—:：〜~(（【「#"
    )
    return (MONTH_BEHIND.sub("", series) or None), edition
