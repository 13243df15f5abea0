"""The role of every link: material or recording of a talk, event page, next event, profile, reference, other.

Belongs here: what a link is to the talk under which it stands. Does not belong here: what an address is by its look
(`hosts`), where a link stands (`placed`), what words say of it (`said`), videos (`videos`), decks without a talk (`lone`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import Draft
from pipeline.reports.features import fold
from pipeline.reports.hosts import hosts_a_deck, is_note, key_of, kind_of
from pipeline.reports.judge import model
from pipeline.reports.likeness import HANDLE
from pipeline.reports.names import HONORIFIC, is_marked, read_people
from pipeline.reports.placed import Placed, add, measure_links
from pipeline.reports.sections import Text
from pipeline.reports.videos import add_shared, drop_unsaid, public_video, video_role
from pipeline.web.urls import host_of

UNDER = 4  # lines below an embed in which its caption stands
# the parts of a text that a talk goes through: ０章, 第2回, Part 3, Step 1
CHAPTER = re.compile(
    r"[\W_]*(?:第\s?)?[\d一二三四五六七八九十]{1,2}\s?(?:章|回|部|話|限目|日目)|[\W_]*(?:chapter|part|step|lesson|exercise|その)\s?\d",
    re.I,
)
NEVER = frozenset({"profile", "shop", "image", "event"})


def assign(
    text: Text, drafts: list[Draft], placed: Sequence[Placed], event_key: str | None, next_key: str | None
) -> list[str]:
    """Give every link its role, every talk its materials and videos; returns the recordings of the whole event."""
    measure_links(text, placed)
    judge = model("link")
    recordings: list[str] = []
    embed: Placed | None = None  # the last deck shown by its embed that was judged a talk's material
    for each in placed:
        link, kind, key = each.link, kind_of(each.link.url), key_of(each.link.url)
        if event_key is not None and key == event_key:
            each.role, each.why = "event", "the event's page"
        elif next_key is not None and key == next_key:
            each.role, each.why = "next_event", "page of the next edition"
        elif kind == "profile" or (kind == "page" and (names_speaker(each) or OWN_PLACE.fullmatch(link.text.strip()))):
            each.role, each.why = "profile", "address of a person"
        elif is_note(link.url):
            each.role, each.why = "reference", "a page beside the post"
        elif FRONT_PAGE.fullmatch(link.url):
            each.role, each.why = "reference", "front page of a site for code"
        elif kind in ("video", "playlist") or (each.said == "video" and kind not in NEVER):
            each.role, each.why = video_role(text, each)
        elif each.draft is not None and kind not in NEVER and link.form != "footnote":
            each.score = judge.score(each.features)
            if stands_for_talk(each, kind):
                each.role, each.why = (
                    "material",
                    "link of the talk's own title or right under it, or in a column of slides",
                )
            elif embed is not None and is_caption(embed, each):
                each.role, each.why = "material", "address of the deck that is embedded right above"
            elif each.own and CHAPTER.match(link.text):
                each.role, each.why = "material", "chapter of the speaker's own text"
            elif of_somebody_else(each):
                each.role, each.why = "reference", "said to be somebody else's"
            elif called_so(each):
                each.role, each.why = "material", "called as the talk is"
            elif each.said == "reference":
                each.role, each.why = "reference", "said to be a reference"
            elif each.said is not None and not each.features["other event"]:
                each.role, each.why = "material", f"said to be the talk's {each.said}"
            elif each.features["other event"] and each.features["decks before"] and kind == "deck":
                each.role, each.why = "reference", "said to be of another event, and the talk has its deck"
            elif each.features["inline"] and SITE.fullmatch(link.url) and kind != "deck":
                each.role, each.why = "reference", "a whole site, named in a sentence"
            elif each.score >= judge.threshold:
                each.role, each.why = (
                    "material",
                    f"judged material of the talk ({', '.join(judge.reasons(each.features))})",
                )
            else:
                each.role, each.why = "reference", "named in the talk's section, judged no material of it"
        elif kind in ("article", "repository", "page", "deck", "session", "shop"):
            each.role, each.why = "reference", "outside any talk"
        if each.role == "material" and each.draft is not None:
            embed = each if link.form == "embed" and hosts_a_deck(link.url) else embed
            add(each.draft.materials, link.url)
            each.draft.keys.add(key)
        elif each.role == "video" and each.draft is not None:
            add(each.draft.videos, public_video(link.url))
            each.draft.keys.add(key)
        elif each.role == "video":
            add(recordings, public_video(link.url))
    drop_unsaid(text, placed, recordings)
    add_shared(drafts, recordings)
    for draft in drafts:
        drop_twins(draft)
    return recordings


OWN_PLACE = re.compile(
    r"(?:(?:personal|my|his|her) )?(?:web ?site|home ?page|blog|twitter|github|linkedin|google\+|mastodon|ホームページ|ブログ|個人サイト)",
    re.I,
)
SITE = re.compile(r"https?://(?:(?:d|blog)\.hatena\.ne\.jp/[\w-]+|[^/?#]+)/?", re.I)  # or somebody's whole blog
FRONT_PAGE = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)/?")


SOMEBODYS = re.compile(
    rf"({HANDLE}(?:\s?{HONORIFIC})?|[^\s\u3000、。「」（）()]{{1,16}}?\s?{HONORIFIC})の(?:スライド|資料|ブログ|記事|エントリー?|ポスト|本(?![^。]{{0,3}}発表))"
)


def of_somebody_else(each: Placed) -> bool:
    """Whether the words right before a link call it the slides or the text of somebody other than the talk's speakers, the
    talk having its own people or deck."""
    if each.draft is None or not (each.draft.speakers or each.draft.materials):
        return False
    told = each.line.text[: each.link.start] if not each.line.bare else each.before.text if each.before else ""
    found = SOMEBODYS.search(told, max(0, len(told) - 60)) if "の" in told and is_marked(told) else None
    if found is None:
        return False
    names = {fold(part) for name in read_people(found[1]).names for part in name.split("|")}
    own = {fold(part) for speaker in each.draft.speakers for part in speaker.split("|")}
    return bool(names) and not any(a in b or b in a for a in names for b in own)


def called_so(each: Placed) -> bool:
    """Whether an embedded card is titled as the talk is, whatever page it shows but the programme's."""
    if each.link.form not in ("embed", "card") or each.draft is None or kind_of(each.link.url) == "session":
        return False
    title = fold(each.draft.title or "")
    return len(title) >= WHOLE_TITLE and fold(each.link.title) == title


WHOLE_TITLE = 8  # letters; what a shorter title says may be the name of a thing


def names_speaker(each: Placed) -> bool:
    """Whether a link's words are the name of somebody who gave the talk, on a line of its own or first and last: their page."""
    speakers = each.draft.speakers if each.draft is not None else ()
    named = fold(each.link.text)
    alone = fold(each.line.text) == named != ""
    return (alone or (" " in each.link.text.strip() and len(named) >= WHOLE_TITLE)) and any(
        named == fold(part) for speaker in speakers for part in speaker.split("|")
    )


def drop_twins(draft: Draft) -> None:
    """SlideShare's embed code beside the deck's public address is the same deck told twice; the public one is kept."""
    public = [url for url in draft.materials if "slideshare.net" in url and "embed_code" not in url]
    if public:
        draft.materials = [url for url in draft.materials if not ("slideshare.net" in url and "embed_code" in url)]


def is_caption(embed: Placed, each: Placed) -> bool:
    """Whether a link is the address of a deck that sites put under its embed: of the same talk and site, in the next lines."""
    return (
        each.draft is embed.draft
        and each.link.form == "link"
        and hosts_a_deck(each.link.url)
        and 0 <= each.line.number - embed.line.number <= UNDER
        and host_of(each.link.url).removeprefix("www.") == host_of(embed.link.url).removeprefix("www.")
    )


def titled_above(each: Placed, candidate: Candidate) -> bool:
    """Whether an address stands by itself under the talk's title, given once more below its heading or item."""
    before, title = each.before, fold(each.draft.title or "") if each.draft is not None else ""
    return (
        before is not None
        and before is not candidate.line
        and each.line.bare
        and len(title) >= 6
        and fold(before.text) == title
    )


def is_weighed(each: Placed) -> bool:
    """Whether a link in a talk's section is given its role by the model: no place, host or word of its own decides.
    The model learns from such links alone (`benchmarks/reports_train.py`)."""
    kind = kind_of(each.link.url)
    decided = kind in NEVER or kind in ("video", "playlist") or each.link.form == "footnote" or each.said is not None
    return each.draft is not None and not decided and not stands_for_talk(each, kind)


def stands_for_talk(each: Placed, kind: str) -> bool:
    """Whether a link is material by its place alone: in a column of slides, or a deck linked from the talk's title."""
    candidate = each.candidate
    if candidate is None:
        return False
    if any(link is each.link for link in candidate.sure) or titled_above(each, candidate):
        return True
    return (
        kind == "deck"
        and each.line is candidate.line
        and candidate.kind in ("heading", "item")
        and not each.features["other event"]
    )
