"""The one event that a report tells of, with its page: choosing among the links, and putting the parts together.

Belongs here: the event's link and the record. Does not belong here: its title (`event_title`), its day (`event_day`), the
next edition (`next_event`), and kinds of addresses (`hosts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.event_day import choose_day
from pipeline.reports.event_title import choose_title, series_of, strip_title
from pipeline.reports.features import fold
from pipeline.reports.hosts import key_of, kind_of
from pipeline.reports.patterns import quick
from pipeline.reports.report import Evidence, ReadEvent
from pipeline.reports.sections import Text, lines_in_order

INTRO_LINES = 45  # lines of the beginning in which an event introduces itself

OWN_SITE_LINES = 20  # lines of the beginning in which an event's own site is named

SHARED_HOST = re.compile(
    r"\.(?:github\.io|gitlab\.io|deno\.net|deno\.dev|vercel\.app|netlify\.app|pages\.dev|web\.app)$"
)

CAMPAIGN = re.compile(r"qiita\.com/(?:official-events|advent-calendar)")  # contests of articles: nothing is held

SIDE_EVENT = re.compile(
    r"懇親会|前夜祭|後夜祭|二次会|昼の部|夜の部|ランチ|after ?party|アフター|関連|参考|宣伝|告知", re.I
)


@dataclass(frozen=True)
class Mention_:
    """A link that may be the event's page, with what speaks for it."""

    link: Link
    line: Line
    order: int
    score: float


# gathered tweets and pictures of an event, which are not its page
GATHERED = quick(r"つぶやき|ツイート|まとめ|ハッシュタグ|togetter|tweets?|photos|写真", re.I)
APPLIED = re.compile(
    r"(?:お?申し?込み?|応募|参加登録)(?:用|の)?(?:サイト|ページ|先|URL|リンク|フォーム)?", re.I
)  # among the facts of an event that was
SITE_OF = re.compile(
    r"(?:\b(?:web ?site|site|home ?page)|(?:公式)?(?:サイト|ホームページ|ページ))$", re.I
)  # "Harbour Conf 2024 site"
NAMES_EVENT = quick(r"conf|kaigi|pycon|devfest|summit|meetup|camp|fest|event|day", re.I)
LEADS_TO_PAGE = quick(r"イベント(?:ページ|URL|サイト)|公式(?:サイト|ページ|HP)|connpass|event page|official", re.I)


def event_links(text: Text) -> list[Mention_]:
    """Links that may be the event's page, scored."""
    stripped = fold(strip_title(text.title))
    found: list[Mention_] = []
    order = 0
    heading = ""
    nearby = ""
    total = max(sum(1 for _ in lines_in_order(text)), 1)
    tokens = [
        token
        for token in re.findall(r"[a-z]{4,}|\d{4}", text.title.lower())
        if token not in ("report", "lightning", "with", "2024")
    ]
    for number, (at, line) in enumerate(lines_in_order(text)):
        block = text.blocks[at]
        if block.kind == "heading":
            heading = line.text
        took_place: bool | None = None  # of the line, looked for once
        comes_next: bool | None = None
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
            elif (
                GATHERED.search(words_of)
                or (words.REPORT_TITLE.search(words_of) and about != fold(text.title))
                or not plausible_site(link.url, 4 if alike and len(about) >= 8 else 2)
            ):
                continue
            elif number < OWN_SITE_LINES and own_site(link.url, text.title):
                score += 3.0
            if words.EVENT_NAME.search(words_of):
                score += 0.8
            if alike:
                score += 1.5 + bool(SITE_OF.search(words_of))
            if LEADS_TO_PAGE.search(f"{nearby} {line.text}"[-120:]):
                score += 0.7
            if took_place is None:
                took_place = bool(words.TOOK_PLACE.search(line.text) or words.TOOK_PLACE.search(nearby))
            if took_place:
                score += 0.8
            if link.form in ("bare", "card", "embed") and line.bare and number < 30:
                score += (
                    0.5
                    if kind == "event" or words.EVENT_NAME.search(nearby) or words.TOOK_PLACE.search(nearby)
                    else 0.2
                )
            if kind != "event":
                host_words = fold(re.sub(r"^https?://(?:www\.)?", "", link.url))[:60]
                score += 0.9 * any(token in host_words for token in tokens)
            if kind != "event" and re.search(r"20\d\d", link.url):
                score += 0.2
            if NAMES_EVENT.search(link.url):
                score += 0.4
            if APPLIED.fullmatch(words_of):
                follows = bool(words.NEXT.search(line.text.replace(words_of, "")) or words.NEXT.search(heading))
            else:
                if comes_next is None:
                    comes_next = bool(words.NEXT.search(line.text) or words.NEXT.search(heading))
                follows = comes_next
            if follows:
                score -= 2.5
            if words.PAST.search(words_of):
                score -= 3.0
            if words.PAST.search(line.text[: link.start][-40:]) or words.PAST.search(heading):
                score -= 1.5
            if SIDE_EVENT.search(heading) or (
                SIDE_EVENT.search(f"{nearby[-40:]} {line.text[:200]}") and not SIDE_EVENT.search(text.title)
            ):
                score -= 1.2
            if not alike and kind == "event" and SIDE_EVENT.search(words_of) and not SIDE_EVENT.search(text.title):
                score -= 2.0  # the party after it, by its name
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
        r"(^|\.)(google\.|goo\.gl|bit\.ly|t\.co|wikipedia\.org|hatena\.ne\.jp|mozilla\.org|microsoft\.com|apple\.com|amazonaws\.com|slack\.com|discord|togetter\.com|30d\.jp|flickr\.com|photos\.app|posfie|hashtag|npmjs|pypi\.org|rubygems|hexdocs|w3\.org|adventar\.org|qiita\.com|zenn\.dev|note\.com|tiktok|instagram|twitter\.com|^x\.com|facebook\.com)",
        host,
    ):
        return False
    return path.count("/") <= depth and len(path) <= 20 * depth


def choose_event(text: Text) -> tuple[ReadEvent, str | None]:
    """The event and, apart, the key of its page (so that other roles can tell its links)."""
    mentions = event_links(text)
    best = max(mentions, key=lambda m: (m.score, -m.order), default=None)
    needed = 1.2
    best = front_page(best, mentions) if best is not None else None
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


def front_page(best: Mention_, mentions: list[Mention_]) -> Mention_:
    """The event's own site where the best link is a page of it, such as its schedule, and the site is linked too."""
    if kind_of(best.link.url) == "event":
        return best
    page = plain_url(best.link.url).rstrip("/")
    above = [m for m in mentions if SUBPAGE.fullmatch(page.removeprefix(plain_url(m.link.url).rstrip("/")))]
    return min(above, key=lambda m: m.order, default=best)


SUBPAGE = re.compile(
    r"/(?:[a-z]{2}/)?(?:schedules?|timetable|program(?:me)?s?|speakers?|sessions|talks|agenda|venue|about)(?:\.html?)?",
    re.I,
)


def plain_url(url: str) -> str:
    """As written, without query and fragment."""
    return re.split(r"[?#]", url, maxsplit=1)[0]
