"""The role of a video: a talk's recording, a recording of the whole event, or merely mentioned.

Belongs here: where a video stands and what is said of it. Does not belong here: decks, code and articles (`roles`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports import words
from pipeline.reports.drafts import Draft
from pipeline.reports.features import fold
from pipeline.reports.hosts import key_of, kind_of
from pipeline.reports.link_features import OTHER_EVENT
from pipeline.reports.patterns import quick
from pipeline.reports.placed import Placed, add
from pipeline.reports.report import LinkRole
from pipeline.reports.sections import Text

WHOLE_EVENT = quick(
    r"アーカイブ|全編|配信|録画|YouTube|ustream|ニコ生|playlist|再生リスト|all (?:the )?(?:talks|videos)|live ?stream|recordings?|本編|当日の(?:様子|動画)",
    re.I,
)
# words by which a report says that a video shows all of it
ALL_OF_IT = quick(
    r"アーカイブ|全編|配信|録画|再生リスト|本編|当日の(?:様子|動画)|playlist|\ball (?:of )?(?:the )?(?:\d+ )?(?:\w+ )?(?:talks|videos|sessions)|live ?-?stream|(?:^|\s)(?:live )?streams?\s*[:：]|whole[- ]day|full recording|entire|recordings? of the (?:event|day|meetup|conference)",
    re.I,
)
MOMENT = re.compile(r"[?&#](?:t|start)=\d{2,}")  # a video from a moment on: something in it is meant, not the whole
CONFERENCE = quick(r"\b(\w{0,20}?(?:conf|con|kaigi|fest|summit|camp))(?:erence)?\W{0,3}(?:20)\d\d\b", re.I)
# words that lead to a video and do not say what is in it
POINTS = quick(
    r"[\W_]*(?:watch|view|see)?(?: (?:it|this|the video))?\s*(?:on )?(?:youtube|vimeo)(?:で(?:見る|視聴))?[\W_]*", re.I
)
# a heading that says of what stands below it that it is the event's videos, and nothing more
OF_VIDEOS = re.compile(
    r"[\W_]*(?:(?:当日|イベント|会場|配信|公開)の?)?(?:動画|録画|映像|アーカイブ)(?:一覧|まとめ|リンク)?[\W_]*|[\W_]*(?:the )?(?:videos?|recordings?)[\W_]*",
    re.I,
)
RECORDED = re.compile(r"録画|アーカイブ|配信|\brecording\b", re.I)
STANDS_ALONE = "video that stands by itself outside the talks"


def video_role(text: Text, each: Placed) -> tuple[LinkRole, str]:
    """A video under a talk is its recording where it stands by itself or is called one; outside, the event's."""
    link, line = each.link, each.line
    standing = link.form in ("embed", "card") or line.bare
    words_of = f"{link.text} {line.text[max(0, link.start - 20) : link.start]}"
    heading = text.heading_text(text.places[each.block].heading)
    if link.form == "footnote":
        return "reference", "video in a footnote"
    if OTHER_EVENT.search(words_of):
        return "reference", "video of another occasion"
    if names_other_event(text, f"{link.text} {link.title}"):
        return "reference", "video of another event, by its title"
    if each.draft is not None and each.candidate is not None:
        if kind_of(link.url) == "playlist":
            return "reference", "playlist under a talk"
        in_heading = line is each.candidate.line or any(k is link for k in each.candidate.links)
        named = bool(
            re.search(r"動画|録画|アーカイブ|video|recording|youtube|talk|セッション|watch", words_of, re.I)
        ) or fold(each.draft.title or "x") in fold(link.text)
        if (
            in_heading
            or standing
            or each.said == "video"
            or (named and len(line.text) < 120)
            or each.candidate.kind == "row"
        ):
            return "video", "video under the talk"
        return "reference", "video mentioned in the talk's text"
    return whole_event_role(text, each, heading, standing)


def before_list(text: Text, each: Placed) -> str:
    """The last line before the list in which a link makes up an item; "" where it does not."""
    first = each.block
    if text.blocks[first].kind != "item" or len(each.line.text) - (each.link.end - each.link.start) > 4:
        return ""
    while first > max(0, each.block - NEAR_LIST) and text.blocks[first].kind == "item":
        first -= 1
    lines = text.blocks[first].lines
    return lines[-1].text if lines and text.blocks[first].kind == "paragraph" else ""


NEAR_LIST = 6  # items: a list of more is hardly one of recordings


def whole_event_role(text: Text, each: Placed, heading: str, standing: bool) -> tuple[LinkRole, str]:
    """What a video outside every talk is: the event's recording where it stands by itself or is said to be one."""
    link, line = each.link, each.line
    short = len(line.text) < 70
    # a site's name or "recording" alone says so in a heading or a short line; in a sentence it may be of anything
    pointing = bool(POINTS.fullmatch(link.text.strip()))
    said = bool(ALL_OF_IT.search(line.text) or ALL_OF_IT.search(before_list(text, each))) or bool(
        WHOLE_EVENT.search(f"{heading} {line.text if short and not pointing else ''}")
    )
    if kind_of(link.url) == "playlist":
        return "video", "list of the event's videos"
    if OF_VIDEOS.fullmatch(heading.strip()) and len(line.text) - (link.end - link.start) <= 12:
        return "video", "in a list of the event's videos"
    called = each.said == "video" and short and RECORDED.search(line.text)
    if words.NOT_CONTAINER.search(heading) and len(heading) < 25 and not (said or called):
        return "reference", "video under a heading that tells of no talk"
    if said or words.TRACK.search(link.text.strip()) or (standing and words.TRACK.search(heading.strip())):
        return "video", "said to be the event's recording"
    if (standing or pointing or (each.said == "video" and short)) and not MOMENT.search(link.url):
        return "video", STANDS_ALONE
    return "reference", "video mentioned in running text"


def names_other_event(text: Text, words_of: str) -> bool:
    """Whether the words name a conference with its year, and the post's title and first headings do not."""
    found = CONFERENCE.search(words_of)
    if found is None:
        return False
    own = [text.title, *(text.heading_text(at) for at in text.children.get(-1, ())[:3])]
    return not any(found[1].casefold() in told.casefold() for told in own)


def drop_unsaid(text: Text, placed: Sequence[Placed], recordings: list[str]) -> None:
    """Videos that merely stand in a post, three and more or each under a heading of its own, are told one by one: none is
    the recording of the whole."""
    unsaid = [each for each in placed if each.draft is None and each.why == STANDS_ALONE]
    keys = {key_of(each.link.url) for each in unsaid}
    apart = {text.places[each.block].heading for each in unsaid} - {-1}
    if len(keys) < 3 and len(apart) < max(2, len(keys)):
        return
    for each in unsaid:
        each.role, each.why = "reference", "one of several videos outside the talks"
    said = {key_of(each.link.url) for each in placed if each.draft is None and each.role == "video"}
    recordings[:] = [url for url in recordings if key_of(url) not in keys - said]


def add_shared(drafts: Sequence[Draft], recordings: list[str]) -> None:
    """A video that three talks and more point into is a recording of the event as a whole, too."""
    pointed: dict[str, list[str]] = {}
    for draft in drafts:
        for url in draft.videos:
            pointed.setdefault(key_of(url), []).append(url)
    for urls in pointed.values():
        if len(urls) >= 3:
            add(recordings, re.sub(r"[?&](?:t|start)=[\dhms]+", "", urls[0]) if "v=" in urls[0] else urls[0])


def public_video(url: str) -> str:
    """The address at which people watch what a YouTube player embeds; any other address as it is."""
    found = re.match(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?![\w-])", url)
    return f"https://www.youtube.com/watch?v={found[1]}" if found and found[1] != "videoseries" else url
