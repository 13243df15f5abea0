"""From an HTTP answer to its `Outcome`: the status, and the signs by which a 200 is no page after all.

Only signs that any site may show belong here: error pages by their title, login pages by their address, bot walls by their
own names. A site's particular signs are raised by its module in `pipeline.sites` as `Unreadable`. Pure.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

from pipeline.web.answers import Outcome
from pipeline.web.charset import decode
from pipeline.web.urls import identify
from pipeline.web.urls.parts import parse
from pipeline.web.waiting import is_rate_limited

Verdict = tuple[Outcome, str]

# what is not closed reaches to the end, so that every search takes time in proportion to the page
_TITLE = re.compile(r"<title[^<>]*>(.*?)(?:</title|\Z)", re.I | re.S)
_SCRIPT = re.compile(r"<(script|style|noscript|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")

# titles of pages that say "there is nothing here"; the whole title must be of this kind, as articles are written about 404s
_GONE_TITLE = re.compile(
    r"""(?:(?:http\s*)?(?:error|エラー)?\s*[:：]?\s*(?:404|410)\s*(?:error|エラー)?
         (?:\s*[-–—:：|｜・.(（]?\s*(?:(?:the\s+)?(?:page|file|article|content)\s+)?(?:was\s+|is\s+)?
            (?:not\s+found|gone|no\s+longer\s+available|お探しの.*ません(?:でした)?|(?:この)?(?:ページ|記事)(?:が|は).*ません(?:でした)?
               |見つかりません(?:でした)?|存在しません))?\)?
       |(?:the\s+)?(?:requested\s+)?(?:page|article|content|post|slide|deck|presentation|event)?\s*
         (?:you\s+(?:are|were)\s+looking\s+for\s+)?(?:was\s+|is\s+|could\s+)?(?:not\s+(?:be\s+)?found|no\s+longer\s+available)
       |(?:お探しの|指定された|この|該当の|ご指定の|該当する)?(?:ページ|記事|コンテンツ|スライド|イベント)(?:が|は)
         (?:見つかりません|みつかりません|存在しません|削除されました|ありません)(?:でした)?。?
       |not\s+found|page\s+not\s+found)[\s!.。:(]*""",
    re.I | re.X,
)
# names that bot walls give themselves
_WALL_TITLE = re.compile(
    r"just a moment\b.*|client challenge|attention required!.*cloudflare|access denied|please wait\b.*(?:cloudflare|verif).*"
    r"|verifying (?:you are|your browser).*|checking your browser.*|pardon our interruption.*|are you (?:a )?(?:human|robot)\??"
    r"|security check(?: required)?|ddos[- ]guard.*|one more step|robot check|request unsuccessful.*|human verification"
    r"|sorry\.\.\.|unusual traffic.*|vercel security checkpoint|bot verification|captcha.*",
    re.I,
)
_WALL_MARK = re.compile(
    r"window\._cf_chl_opt|/_fs-ch-|cf-browser-verification|_Incapsula_Resource|/recaptcha/.*unusual traffic"
    r"|px-captcha|datadome|geo\.captcha-delivery\.com",
    re.I,
)
_LOGIN_HOST = re.compile(
    r"accounts\.google\.com|login\.microsoftonline\.com|login\.live\.com|auth0\.com|id\.atlassian\.com"
    r"|(?:login|signin|sso|auth)\.[a-z0-9.-]+|appleid\.apple\.com"
)
_LOGIN_PATH = re.compile(
    r"/(?:.*/)?(?:log[-_]?in|sign[-_]?in|servicelogin|users/sign_in|session/new|sessions/new|account/login|auth/login|sso|oauth2?/(?:v\d/)?authorize)"
    r"(?:\.[a-z]{2,5})?/?",
    re.I,
)
_USED_UP = re.compile(rb"rate[ _-]?limit|quota[ _-]?exceeded|exceeded .{0,40}quota", re.I)
_SMALL = 3000  # characters of visible text; an error page has few, an article about error pages has more
_LOOKED_AT = 400_000  # bytes


def of_status(status: int, headers: Mapping[str, str], body: bytes) -> Verdict:
    """The outcome of a final answer whose status is not 2xx, and the reason."""
    reason = f"HTTP {status}"
    if status in (404, 410, 451):
        return Outcome.GONE, reason
    if status == 429:
        return Outcome.BLOCKED, f"{reason}: too many requests"
    if status in (401, 402, 403, 407):
        if allowance_used_up(status, headers, body):
            return Outcome.BLOCKED, f"{reason}: the allowance of requests is used up"
        wall = bot_wall(headers, body)
        return (Outcome.BLOCKED, f"{reason}: {wall}") if wall else (Outcome.PRIVATE, reason)
    if status == 503:
        wall = bot_wall(headers, body)
        if wall:
            return Outcome.BLOCKED, f"{reason}: {wall}"
    return Outcome.ERROR, reason


def allowance_used_up(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an API says that no more may be asked for now; some say so with 403, in a header or in JSON alone."""
    if status not in (402, 403, 429):
        return False
    in_json = "json" in headers.get("content-type", "") and _USED_UP.search(body[:10_000]) is not None
    return is_rate_limited(headers) or in_json


def of_page(asked: str, final: str, headers: Mapping[str, str], body: bytes) -> Verdict:
    """The outcome of an answer with a 2xx status: ok or moved, or what the page says behind its 200."""
    login = login_page(asked, final)
    if login:
        return Outcome.PRIVATE, login
    if not body:
        return Outcome.ERROR, "the answer is empty"
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    if "html" in media or not media:
        wall = bot_wall(headers, body)
        if wall:
            return Outcome.BLOCKED, wall
        gone = error_page(headers, body)
        if gone:
            return Outcome.GONE, gone
    front = front_page(asked, final)
    if front:
        return Outcome.GONE, front
    if final != asked and identify(final).key != identify(asked).key:
        return Outcome.MOVED, ""
    return Outcome.OK, ""


def login_page(asked: str, final: str) -> str:
    """Why `final` is a login page to which the asked page sent on; empty where it is none."""
    here, there = parse(asked), parse(final)
    if here is None or there is None or here.without_fragment() == there.without_fragment():
        return ""
    if here.host != there.host and _LOGIN_HOST.fullmatch(there.host):
        return f"sent to the login page of {there.host}"
    if _LOGIN_PATH.fullmatch(there.path) and not _LOGIN_PATH.fullmatch(here.path):
        return f"sent to the login page {there.host}{there.path}"
    return ""


def front_page(asked: str, final: str) -> str:
    """Why being sent from a page deep in a site to its front page means that the page is gone; empty where it does not."""
    here, there = parse(asked), parse(final)
    if here is None or there is None or there.path != "/" or there.query:
        return ""
    same = here.host.removeprefix("www.") == there.host.removeprefix("www.")
    if same and len([s for s in here.path.split("/") if s]) >= 2:
        return "sent to the site's front page"
    return ""


def bot_wall(headers: Mapping[str, str], body: bytes) -> str:
    """The sign that a wall against robots stands here; empty where none is seen."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "bot wall (cf-mitigated: challenge)"
    title, text, source = _seen(headers, body)
    if len(text) > _SMALL:
        return ""
    if title and _WALL_TITLE.fullmatch(title):
        return f"bot wall ({title!r})"
    if _WALL_MARK.search(source):
        return "bot wall (its script)"
    return ""


def error_page(headers: Mapping[str, str], body: bytes) -> str:
    """The title by which a page with status 200 says that it is not there; empty where it does not."""
    title, text, _ = _seen(headers, body)
    if not title or len(text) > _SMALL:
        return ""
    # "Not Found | Some Site": any one part may say it
    for part in (title, *re.split(r"\s*[|｜»]\s*|\s+[-–—·]\s+|\s*[:：]\s+", title)):
        if part and _GONE_TITLE.fullmatch(part):
            return f"error page with status 200 ({title!r})"
    return ""


def _seen(headers: Mapping[str, str], body: bytes) -> tuple[str, str, str]:
    """(title, visible text, source) of a page's beginning."""
    source = decode(body[:_LOOKED_AT], headers.get("content-type", ""))
    found = _TITLE.search(source)
    title = _line(html.unescape(found[1])) if found else ""
    text = _line(_TAG.sub(" ", _SCRIPT.sub(" ", source[found.end() :] if found else source)))
    return unicodedata.normalize("NFKC", title)[:200], text, source


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
