"""The one event that a report tells of: title, first day, page, series, edition; and the next edition, if announced.

Belongs here: choosing among what the text names. Does not belong here: finding days (`dates`) and kinds of addresses
(`hosts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.dates import Day, find_days
from pipeline.reports.features import fold
from pipeline.reports.hosts import key_of, kind_of
from pipeline.reports.report import Evidence, NextEvent, ReadEvent
from pipeline.reports.sections import Text

INTRO_LINES = 45  # lines of the beginning in which an event introduces itself
OWN_SITE_LINES = 20  # lines of the beginning in which an event's own site is named
NEXT = re.compile(
    r"次回|次は|次の[^\s。、]{1,12}は|次の(?:勉強会|イベント|回|開催)|今後の(?:予定|開催|イベント)|次回予告|開催予定|来月|予定です|お待ちして|参加申込|申し込み(?!は)|upcoming|next (?:event|meetup|time|edition|one|year|conference|summit|month)|see you (?:at|in|next)|save the date",
    re.I,
)
PAST = re.compile(
    r"前回|過去の|昨年|去年|以前|前々回|第一回目?は|(?<!\d)初回は|関連イベント|last (?:year|time)|previous", re.I
)
POINTERS = re.compile(
    r"^(?:(?:(?:on|at|via|from|the) )*(?:connpass|meetup(?:\.com)?|doorkeeper|peatix|luma|eventbrite|tech ?play)(?: page)?|sign ?up|register|registration.*|こちら|コチラ|ここ|connpass.*|イベントページ.*|イベント|詳細|公式(?:サイト|ページ|hp)?|サイト|ホームページ|url|link|リンク|here|website|site|event page|this|page|doorkeeper|techplay|募集ページ|募集要項|イベント詳細|official.*|https?:.*|公式ウェブサイト|タイムテーブル|schedule|資料.*|参加.{0,4})$",
    re.I,
)

PLATFORM_TAIL = re.compile(
    r"\s*(?:[-–—|｜:：]\s*(?:connpass|doorkeeper|tech ?play|peatix|meetup|luma|eventbrite)(?![a-z]).*|[(（](?:connpass|doorkeeper|peatix|meetup)[)）]|(?: official)? (?:web ?site|home ?page)|の?(?:公式|イベント)?(?:サイト|ホームページ|ページ))$",
    re.I,
)
SHARED_HOST = re.compile(
    r"\.(?:github\.io|gitlab\.io|deno\.net|deno\.dev|vercel\.app|netlify\.app|pages\.dev|web\.app)$"
)
CAMPAIGN = re.compile(r"qiita\.com/(?:official-events|advent-calendar)")  # contests of articles: nothing is held
SIDE_EVENT = re.compile(
    r"懇親会|前夜祭|後夜祭|二次会|昼の部|夜の部|ランチ|after ?party|アフター|関連|参考|宣伝|告知", re.I
)
TRAILING = re.compile(
    r"(?:[\s\u3000]*(?:"
    r"[-–—―ー:：|｜~〜～、。,.!！♪★☆／/]+|"
    r"(?:の|に|を|で|へ|は|が|と|での|にて)?[\s\u3000]*(?:初|現地|オンライン|ライブ|リモート|一般|スタッフ|個人的?な?|簡易|速報|当日|全?体?)?[\s\u3000]*(?:参加|開催|登壇|出演|発表|出展|主催|参戦|運営|聴講|視聴|受講|参列|協賛|イベント|LT)?[\s\u3000]*(?:&|＆|・|、|と|して|/)?[\s\u3000]*(?:登壇|発表|LT|参加)?[\s\u3000]*(?:レポート(?:記事)?|リポート|レポ|れぽ|報告|記録?|ログ|メモ(?:書き)?|感想(?:戦|文)?|まとめ(?:記事)?|備忘録|録|ブログ|日記|体験記|見聞録|振り返り|ふりかえり|スライドまとめ|資料まとめ|発表まとめ|の様子|(?:の)?お?話)(?:です|を書|その?\d|[①-⑳]|vol\.?\d+|\(?前編\)?|\(?後編\)?)?|"
    r"(?:に|へ|を|で|にて|は)?[\s\u3000]*(?:初めて|はじめて|初|遊びに|現地)?[\s\u3000]*(?:参加|登壇|出演|発表|行|いっ|開催|主催|お邪魔|参戦|LT|話|聞い|聴い|見|観|観戦|しゃべっ|満喫|視聴|出席|出展|お手伝い|ハンズオン)[^\s]{0,3}?(?:して|てき|って|し)?(?:き)?(?:ま)?(?:した|した話|しました|ました|きた|てきた|た|みた|まして|します)(?:話|件|よ|ー|〜|～|っ)*(?:の(?:話|感想|記録|レポート|メモ))?|"
    r"(?:参加|開催|登壇|出演|発表)(?:してき|し|いたしま|させていただきま)?(?:ました|た)?(?:の)?(?:感想|レポート)?|"
    r"(?:を|に|で|へ)[\s\u3000]*(?:見|観|聞い|聴い|行っ|参加し|登壇し)て?(?:きた|来た|きました|みた)(?:ので|から)\S{0,30}|[\s\u3000]+観戦(?:記|レポート?|メモ)?|"
    r"(?:で|に)?LTデビュー|で\s?LT|を(?:満喫|堪能)\S{0,8}|"
    r"(?:trip |event |conference )?(?:re-?cap|report|round-?up|wrap-?up|notes?|summary|impressions?|retrospective|review|highlights?|reflections?|experience|diary)|"
    r"videos?|is over|was held"
    r"))$",
    re.I,
)
LEADING = re.compile(
    r"^(?:(?:【[^】]{0,20}(?:レポ|参加|開催|登壇|イベント|感想|報告|report|メモ|まとめ|勉強会)[^】]{0,12}】|\[[^\]]{0,20}(?:レポ|参加|開催|登壇|イベント|感想|報告|report|メモ)[^\]]{0,12}\]|[（(](?:参加|開催)?レポ[^）)]{0,6}[）)])\s*|"
    r"(?:参加|開催|登壇|イベント)?(?:レポート|レポ|報告|メモ|感想)[:：]\s*|(?:report|recap|notes|summary|highlights|videos|impressions|thoughts)(?: (?:on|of|from|about|for))?\s*[:：-]?\s+(?:the\s+)?)",
    re.I,
)
DATE_IN_TITLE = re.compile(
    r"\s*[(（\[【]?\s*(?:(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|20\d{6}|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}(?=[)）\]】(（]))\s*(?:[(（][月火水木金土日](?:曜日?)?[・祝]*[)）])?\s*(?:[-~〜～]\s*\d{0,2}:?\d{0,2})?(?:開催)?[)）\]】]?\s*"
)
EDITION = re.compile(
    r"(?:[#＃♯]\s?(\d{1,3})|(?:vol|Vol|VOL|ver)\.?\s?(\d{1,3})|第\s?([\d一二三四五六七八九十]+)\s?(?:回|弾|部|夜)|(?<![\d.])((?:19|20)\d{2}(?:\s?(?:Spring|Summer|Autumn|Fall|Winter|春|夏|秋|冬))?)(?![\d年])|(?<=\s)(\d{1,3})(?=$|\s?[-:：~〜]))",
    re.I,
)


@dataclass(frozen=True)
class Mention_:
    """A link that may be the event's page, with what speaks for it."""

    link: Link
    line: Line
    order: int
    score: float


def lines_in_order(text: Text) -> Iterator[tuple[int, Line]]:
    """All lines with the index of their block; code, footnotes and tweets left out."""
    for at, block in enumerate(text.blocks):
        if block.kind in ("code", "footnote", "tweet"):
            continue
        for line in block.all_lines():
            yield at, line


def strip_title(title: str) -> str:
    """A post's title without what makes it a report's title: dates, 「レポート」, "に参加しました", "recap"."""
    text = title.strip()[:200]
    text = re.sub(r"\s+[#＃][A-Za-z_]\w*(?:\s|$)", " ", text).strip()
    for _ in range(4):
        before = text
        text = LEADING.sub("", text)
        text = DATE_IN_TITLE.sub(" ", text).strip()
        for _ in range(5):
            cut = TRAILING.sub("", text).strip()
            if len(cut) < 3 or cut == text:
                break
            text = cut
        whole = re.fullmatch(r"[「『【\"“](.+)[」』】\"”]", text)
        if whole and not re.search(r"[「」『』]", whole[1]):
            text = whole[1].strip()
        if text == before:
            break
    return re.sub(r"\s+", " ", text).strip(" :：-–—|｜、,")


def event_links(text: Text) -> list[Mention_]:
    """Links that may be the event's page, scored."""
    stripped = fold(strip_title(text.title))
    found: list[Mention_] = []
    order = 0
    heading = ""
    nearby = ""
    total = max(sum(1 for _ in lines_in_order(text)), 1)
    for number, (at, line) in enumerate(lines_in_order(text)):
        block = text.blocks[at]
        if block.kind == "heading":
            heading = line.text
        context = nearby + " " + line.text
        for link in line.links:
            if link.form in ("footnote", "image"):
                continue
            kind = kind_of(link.url)
            if CAMPAIGN.search(link.url):
                continue
            if kind in (
                "deck",
                "video",
                "article",
                "repository",
                "tweet",
                "profile",
                "shop",
                "image",
                "playlist",
                "session",
            ):
                continue
            score = 0.0
            words_of = link.text.strip()
            about = fold(words_of)
            alike = bool(about) and len(about) >= 4 and bool(stripped) and (about in stripped or stripped in about)
            if kind == "event":
                score += 3.0
            elif not plausible_site(link.url, 4 if alike and len(about) >= 8 else 2):
                continue
            elif number < OWN_SITE_LINES and own_site(link.url, text.title):
                score += 3.0
            if words.EVENT_NAME.search(words_of):
                score += 0.8
            if alike:
                score += 1.5
            if re.search(
                r"イベント(?:ページ|URL|サイト)|公式(?:サイト|ページ|HP)|connpass|event page|official",
                context[-120:],
                re.I,
            ):
                score += 0.7
            if words.TOOK_PLACE.search(line.text) or words.TOOK_PLACE.search(nearby):
                score += 0.8
            if link.form in ("bare", "card", "embed") and line.bare and number < 30:
                score += (
                    0.5
                    if kind == "event" or words.EVENT_NAME.search(nearby) or words.TOOK_PLACE.search(nearby)
                    else 0.2
                )
            host_words = fold(re.sub(r"^https?://(?:www\.)?", "", link.url))[:60]
            tokens = [
                t
                for t in re.findall(r"[a-z]{4,}|\d{4}", text.title.lower())
                if t not in ("report", "lightning", "with", "2024")
            ]
            if kind != "event" and any(t in host_words for t in tokens):
                score += 0.9
            if kind != "event" and re.search(r"20\d\d", link.url):
                score += 0.2
            if re.search(r"conf|kaigi|pycon|devfest|summit|meetup|camp|fest|event|day", link.url, re.I):
                score += 0.4
            if NEXT.search(line.text) or NEXT.search(heading):
                score -= 2.5
            if PAST.search(words_of):
                score -= 3.0
            if PAST.search(line.text[: link.start][-40:]) or PAST.search(heading):
                score -= 1.5
            if SIDE_EVENT.search(heading) or (
                SIDE_EVENT.search(f"{nearby[-40:]} {line.text[:200]}") and not SIDE_EVENT.search(text.title)
            ):
                score -= 1.2
            score -= 1.6 * number / total
            if number > INTRO_LINES:
                score -= 0.8
            found.append(Mention_(link, line, order, score))
            order += 1
        nearby = line.text if len(line.text.strip()) > 2 and not line.bare else nearby
    return found


def own_site(url: str, title: str) -> bool:
    """Whether an address looks like the site of the event in the title: the title's year, and words of it or of events."""
    years = re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", title)
    address = re.sub(r"^https?://(?:www\.)?", "", url).lower()
    host = address.partition("/")[0]
    if not any(year in address for year in years) or SHARED_HOST.search(host):
        return False
    tokens = re.findall(r"[a-z]{3,}", title.lower())
    return any(token in host for token in tokens) or bool(re.search(r"conf|kaigi|con\b|fest|summit|days?\b", host))


def plausible_site(url: str, depth: int = 2) -> bool:
    """Whether an address may be an event's own site: at most `depth` slashes in its path, on a host of no common service."""
    found = re.match(r"https?://([^/?#]+)(/[^?#]*)?", url)
    if not found:
        return False
    host, path = found[1].lower(), (found[2] or "").strip("/")
    if re.search(
        r"(^|\.)(google\.|goo\.gl|bit\.ly|t\.co|wikipedia\.org|hatena\.ne\.jp|mozilla\.org|microsoft\.com|apple\.com|amazonaws\.com|slack\.com|discord|togetter\.com|posfie|hashtag|npmjs|pypi\.org|rubygems|hexdocs|w3\.org|adventar\.org|qiita\.com|zenn\.dev|note\.com|tiktok|instagram|twitter\.com|^x\.com|facebook\.com)",
        host,
    ):
        return False
    return path.count("/") <= depth and len(path) <= 20 * depth


def choose_event(text: Text) -> tuple[ReadEvent, str | None]:
    """The event and, apart, the key of its page (so that other roles can tell its links)."""
    mentions = event_links(text)
    best = max(mentions, key=lambda m: (m.score, -m.order), default=None)
    needed = 1.2
    link = best.link if best is not None and best.score >= needed else None
    url = plain_url(link.url) if link else None
    key = key_of(link.url) if link else None
    title, title_rule, title_line = choose_title(text, link, best.line if best and link else None)
    day, day_line, day_rule = choose_day(text, title, url)
    series, edition = series_of(title) if title else (None, None)
    evidence = []
    if title and title_line:
        evidence.append(Evidence(title_line.number, title_line.number, title[:200], f"event title: {title_rule}", 0.8))
    if link and best:
        evidence.append(
            Evidence(
                link.line, link.line, link.url[:200], "event page: best of its links", min(1.0, best.score / 5), ()
            )
        )
    if day and day_line:
        evidence.append(Evidence(day_line.number, day_line.number, day_line.text[:200], f"event day: {day_rule}", 0.8))
    return ReadEvent(title, day, url, series, edition, tuple(evidence)), key


def plain_url(url: str) -> str:
    """As written, without query and fragment."""
    return re.split(r"[?#]", url, maxsplit=1)[0]


def choose_title(text: Text, link: Link | None, line: Line | None) -> tuple[str | None, str, Line | None]:
    """The event's name: the text of its link, the post's title stripped, or a name in the first lines."""
    stripped = strip_title(text.title)
    first = Line(1, text.title)
    if link is not None and line is not None:
        worded = strip_title(PLATFORM_TAIL.sub("", re.sub(r"^[「『]|[」』]$", "", link.text.strip())))
        if link.form == "embed" and not worded:
            worded = ""
        if worded and not POINTERS.match(worded) and 3 < len(worded) <= 120:
            alike = fold(worded) in fold(stripped) or fold(stripped) in fold(worded)
            # a site's link may carry any words; those of the event's page on a platform are its name
            is_name = words.EVENT_NAME.search(worded) and not (year_in(text) and words.EVENT_NAME.search(stripped))
            if alike or is_name or kind_of(link.url) == "event":
                # the post's title may name it more fully ("… #7 …" beside "…")
                if (
                    alike
                    and words.EVENT_NAME.search(stripped)
                    and len(fold(stripped)) <= 1.6 * len(fold(worded))
                    and len(stripped) < 60
                    and fold(worded) in fold(stripped)
                ):
                    return stripped, "post title and link text", first
                return worded, "text of the event's link", line
    named = named_in_intro(text)
    if words.EVENT_NAME.search(stripped) and len(stripped) <= 70:
        core = core_of(stripped)
        return core, "post title", first
    if named is not None:
        return named[0], "name in the first lines", named[1]
    if stripped:
        return core_of(stripped), "post title", first
    return None, "", None


NAMED = re.compile(
    r"[「『【\"“]([^「」『』【】\"”]{4,80})[」』】\"”](?:\s*[(（][^()（）]{0,30}[)）])?\s*(?:が|に|を|で|の|へ|という|って)[^。]{0,24}?(?:開催|参加|行っ|登壇|発表|お邪魔|出演|主催|イベント|勉強会)"
)
CALLED = re.compile(r"(?:イベント名|名称|イベント|event)\s*[:：|]\s*(.{4,80})", re.I)
ENGLISH_NAMED = re.compile(
    r"\b((?:[A-Z][\w.'’:]*|\d{4}|of|the|for|and|&|on|in)(?: (?:[A-Z][\w.'’:]*|\d{4}|of|the|for|and|&|on|in)){0,7})\b"
)


def named_in_intro(text: Text) -> tuple[str, Line] | None:
    """A name in quotes that the first lines say was held, or a labelled one."""
    for number, (_, line) in enumerate(lines_in_order(text)):
        if number > 25:
            break
        found = NAMED.search(line.text[:400]) or CALLED.match(line.text.strip()[:200])
        if found and words.EVENT_NAME.search(found[1]):
            return strip_title(found[1]), line
    return None


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
            left, right = strip_title(left), strip_title(right)
            if words.EVENT_NAME.search(left) and not words.EVENT_NAME.search(right) and len(left) >= 5:
                return left
            if words.EVENT_NAME.search(right) and not words.EVENT_NAME.search(left) and len(right) >= 5:
                return right
    return title


HELD = re.compile(
    r"開催|行われ|参加|日時|日程|開催日|日付|にて|登壇|出演|行って|お邪魔|date|held|took place|attended|on\b", re.I
)
NOT_HELD = re.compile(
    r"次回|予定|締切|締め切り|追記|更新|公開|リリース|発売|現在|時点|last updated|updated|published|deadline", re.I
)
BYLINE = re.compile(
    r"\s*(?:by|posted|written|公開|投稿|\||｜|・)\s*\S", re.I
)  # after the day of posting at the top of a page
TODAY = re.compile(r"本日|今日は|今日、|今日の|^今日|先ほど|さきほど|today|this evening|tonight", re.I)
YESTERDAY = re.compile(r"昨日|昨晩|昨夜|yesterday|last night", re.I)


def choose_day(text: Text, title: str | None, address: str | None) -> tuple[date | None, Line | None, str]:
    """The first day of the event, as the text says it."""
    published_on = day_of_posting(text)
    posted_on = published_on or (text.source.updated_at.date() if text.source.updated_at else None)
    best: tuple[float, date, Line, str] | None = None
    year_hint = year_in(text) or (year_in_address(address) if address else None)
    if year_hint is None and posted_on is None:
        year_hint = year_of_links(text)
    in_title = find_days(text.title)
    candidates: list[tuple[float, Day, Line, str]] = []
    for day in in_title:
        candidates.append((3.2, day, Line(1, text.title), "in the post's title"))
    folded = fold(title or "")
    heading = ""
    for number, (at, line) in enumerate(lines_in_order(text)):
        if text.blocks[at].kind == "heading":
            heading = line.text
        if number > 400:
            break
        content = line.text[:500]
        days = find_days(re.sub(r"https?://\S+", lambda m: " " * len(m[0]), content))
        for position, day in enumerate(days[:4]):
            around = content[max(0, day.start - 30) : day.end + 60]
            score = 1.0
            if HELD.search(around):
                score += 1.2
            if re.search(r"開催|took place|was held|日時|開催日", around):
                score += 0.8
            if NOT_HELD.search(around) or NEXT.search(content) or NEXT.search(heading):
                score -= 2.0
            if day.start <= 3 and BYLINE.match(content[day.end :]):
                score -= 2.5
            if PAST.search(around):
                score -= 1.2
            if folded and len(folded) > 4 and folded[:12] in fold(content):
                score += 0.9
            if day.year is not None:
                score += 0.4
            score -= 0.03 * min(number, 40) + 0.2 * position
            if number > 60:
                score -= 0.6
            candidates.append((score, day, line, "in the text"))
    for score, day, line, rule in candidates:
        year = day.year or year_hint or (posted_on.year if posted_on else None)
        held = day.on(year)
        if held is None:
            continue
        if posted_on is not None and day.year is None and year_hint is None and (held - posted_on).days > 40:
            held = day.on(posted_on.year - 1) or held
        if posted_on is not None and (held - posted_on).days > 45 and published_on is not None:
            score -= 1.5
        if posted_on is not None and (posted_on - held).days > 500:
            score -= 0.8
        if best is None or score > best[0]:
            best = (score, held, line, rule)
    if best is not None and best[0] >= 1.35:
        return best[1], best[2], best[3]
    if posted_on is not None and published_on is not None:
        for number, (_, line) in enumerate(lines_in_order(text)):
            if number > 14:
                break
            if TODAY.search(line.text):
                return posted_on, line, "today, and the day of posting"
            if YESTERDAY.search(line.text):
                return date.fromordinal(posted_on.toordinal() - 1), line, "yesterday, and the day of posting"
    if best is not None and best[0] >= 0.9:
        return best[1], best[2], best[3]
    return None, None, ""


def year_in(text: Text) -> int | None:
    """The year in the post's title, where there is one."""
    found = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", text.title)
    return int(found[1]) if found else None


def day_of_posting(text: Text) -> date | None:
    """The day on which the post says that it was published: its front matter's, or a page's own."""
    if text.source.published_at is not None:
        return text.source.published_at.date()
    try:
        return date.fromisoformat(text.outline.published[:10])
    except ValueError:
        return None


def year_in_address(url: str) -> int | None:
    """The year in an event's address, where there is one."""
    found = re.search(r"(?<!\d)(20\d{2})(?!\d)", url)
    return int(found[1]) if found else None


def year_of_links(text: Text) -> int | None:
    """The year that the links of an undated post carry, where two or more agree and none differs."""
    kinds = ("event", "session", "page")
    years = [year_in_address(link.url) for block in text.blocks for link in block.links() if kind_of(link.url) in kinds]
    named = [year for year in years if year is not None]
    return named[0] if len(named) >= 2 and len(set(named)) == 1 else None


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
    return (series or None), edition


NEXT_EDITION = re.compile(
    r"次回|次は|次の[^\s。、]{1,12}は|第[\d一二三四五六七八九十]+(?:回|夜|弾|部)は|\bnext (?:event|meetup|time|edition|one|year|month|summit|conference|gathering)|\bupcoming\b|see you (?:at|in|next)|registration is (?:now )?open",
    re.I,
)
NEXT_HEADING = re.compile(r"次回|次の|今後|予定|\bnext\b|upcoming", re.I)


def choose_next(text: Text, event_key: str | None, event: ReadEvent) -> NextEvent | None:
    """The next edition, where the report announces one: an event page or a day beside words such as 次回."""
    lines = list(lines_in_order(text))
    total = len(lines)
    best: tuple[float, Link] | None = None
    told: date | None = None
    heading = nearby = ""
    for number, (at, line) in enumerate(lines):
        if text.blocks[at].kind == "heading":
            heading = line.text
        words_of = line.text[:400]
        announced = number > 0.4 * total and bool(NEXT_EDITION.search(words_of))
        if announced and told is None and len(words_of) <= 140 and not PAST.search(words_of):
            told = next(iter(days_after(words_of, event)), None)
        for link in line.links:
            kind = kind_of(link.url)
            if link.form == "footnote" or key_of(link.url) == event_key or CAMPAIGN.search(link.url):
                continue
            if kind != "event" and not (kind == "page" and announced and is_later(words_of, link, event)):
                continue
            score = 0.0
            if announced or re.search(r"次回|次は|next", words_of + nearby, re.I):
                score += 2.0
            elif NEXT_HEADING.search(heading):
                score += 1.5
            elif NEXT.search(words_of + nearby):
                score += 0.8
            if same_group(link.url, event.url):
                score += 0.8
                # a later day beside another page of the event's group speaks for the next edition
                score += 0.9 * bool(event.held_on and days_after(f"{words_of} {nearby[:200]}", event))
            score += 0.6 * number / max(total, 1)
            if best is None or score > best[0]:
                best = (score, link)
        nearby = line.text if line.text.strip() and not line.bare else nearby
    if best is not None and best[0] >= 2.0:
        return NextEvent(plain_url(best[1].url), day_near(text, best[1], event))
    return NextEvent(None, told) if told is not None else None


def is_later(words_of: str, link: Link, event: ReadEvent) -> bool:
    """Whether a line names a day after the event, or its link a later year."""
    year = year_in_address(link.url)
    return bool(days_after(words_of, event)) or bool(year and event.held_on and year > event.held_on.year)


def days_after(words_of: str, event: ReadEvent) -> list[date]:
    """The days in a text that come after the event; a day without a year is the first such day after it."""
    found: list[date] = []
    for day in find_days(re.sub(r"https?://\S+", " ", words_of)):
        held = day.on(event.held_on.year if event.held_on else None)
        if event.held_on is not None and held is not None and day.year is None and held <= event.held_on:
            held = day.on(event.held_on.year + 1)
        if held is not None and (event.held_on is None or 0 < (held - event.held_on).days < 550):
            found.append(held)
    return found


def same_group(a: str, b: str | None) -> bool:
    """Whether two event pages are on the same group's host."""
    if not b:
        return False
    hosts = [re.sub(r"^https?://", "", u).partition("/")[0] for u in (a, b)]
    return hosts[0] == hosts[1] and hosts[0] not in ("connpass.com", "techplay.jp", "peatix.com", "www.meetup.com")


def day_near(text: Text, link: Link, event: ReadEvent) -> date | None:
    """The day of a linked page: on its own line, else the nearest line above, else below, within a few lines."""
    near = sorted(
        (line for _, line in lines_in_order(text) if abs(line.number - link.line) <= 4),
        key=lambda line: (link not in line.links, abs(line.number - link.line), line.number > link.line),
    )
    for line in near:
        found = days_after(line.text, event)
        if found:
            return found[0]
    return None
