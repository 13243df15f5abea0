"""The role of every link: material or recording of a talk, event page, next event, profile, reference, other.

Belongs here: which talk a link stands under and what it is to it. Does not belong here: what an address is by its look
(`hosts`) and which talks there are (`talks`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import Draft, evidence_of, needs_title
from pipeline.reports.features import fold
from pipeline.reports.hosts import hosts_a_deck, key_of, kind_of
from pipeline.reports.judge import model
from pipeline.reports.link_features import OTHER_EVENT, link_features
from pipeline.reports.names import read_people
from pipeline.reports.report import LinkRole
from pipeline.reports.sections import Text
from pipeline.reports.splitting import Split
from pipeline.reports.talks import under_not
from pipeline.reports.titles import clean_title

WHOLE_EVENT = re.compile(
    r"アーカイブ|全編|配信|録画|YouTube|playlist|再生リスト|all (?:the )?(?:talks|videos)|live ?stream|recordings?|本編|当日の(?:様子|動画)",
    re.I,
)
MOST = 400  # lone decks of one post
# words by which a report says that a video shows all of it
ALL_OF_IT = re.compile(
    r"アーカイブ|全編|配信|録画|再生リスト|本編|当日の(?:様子|動画)|playlist|\ball (?:of )?(?:the )?(?:\d+ )?(?:\w+ )?(?:talks|videos|sessions)|live ?-?stream|whole[- ]day|full recording|entire|recordings? of the (?:event|day|meetup|conference)",
    re.I,
)
MOMENT = re.compile(r"[?&#](?:t|start)=\d{2,}")  # a video from a moment on: something in it is meant, not the whole
STANDS_ALONE = "video that stands by itself outside the talks"
NEVER = frozenset({"profile", "shop", "image", "event"})


@dataclass(slots=True)
class Placed:
    """A link with its place: the draft under which it stands, and what was measured of it there."""

    link: Link
    line: Line
    block: int
    draft: Draft | None
    candidate: Candidate | None = None
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    role: LinkRole = "other"
    why: str = ""


def owners(text: Text, drafts: Sequence[Draft]) -> list[tuple[Draft, Candidate] | None]:
    """For each block the innermost talk that covers it."""
    owner: list[tuple[Draft, Candidate] | None] = [None] * len(text.blocks)
    spans = [(c.start, c.stop, d, c) for d in drafts for c in d.candidates if c.kind in ("heading", "item")]
    spans.sort(key=lambda span: (span[0], -span[1]))
    for start, stop, draft, candidate in spans:
        for at in range(start, min(stop, len(owner))):
            owner[at] = (draft, candidate)
    return owner


def place_links(text: Text, drafts: Sequence[Draft]) -> list[Placed]:
    """Every link with the talk under which it stands."""
    owner = owners(text, drafts)
    by_line: dict[int, tuple[Draft, Candidate]] = {}
    for draft in drafts:
        for candidate in draft.candidates:
            for link in candidate.links:
                by_line[id(link)] = (draft, candidate)
    placed: list[Placed] = []
    for at, block in enumerate(text.blocks):
        for line in block.all_lines():
            for link in line.links:
                found = by_line.get(id(link)) or owner[at]
                placed.append(Placed(link, line, at, found[0] if found else None, found[1] if found else None))
    return placed


def measure_links(text: Text, placed: Sequence[Placed]) -> None:
    """Measure each link in the scope of its talk."""
    by_candidate: dict[int, list[Placed]] = {}
    for each in placed:
        if each.candidate is not None and each.draft is not None:
            by_candidate.setdefault(id(each.candidate), []).append(each)
    for members in by_candidate.values():
        seen: set[str] = set()
        order = decks = 0
        kinds: dict[str, int] = {}
        for each in members:
            kinds[kind_of(each.link.url)] = kinds.get(kind_of(each.link.url), 0) + (key_of(each.link.url) not in seen)
            seen.add(key_of(each.link.url))
        seen = set()
        heading_material = any(
            m.candidate is not None and m.line is m.candidate.line and kind_of(m.link.url) in ("deck", "article")
            for m in members
        )
        for each in members:
            candidate = each.candidate
            if candidate is None or each.draft is None:
                continue
            key = key_of(each.link.url)
            block = text.blocks[each.block]
            each.features = link_features(
                text,
                each.link,
                order=order,
                decks_before=decks,
                same_kind=kinds.get(kind_of(each.link.url), 1),
                in_heading=each.line is candidate.line,
                block_kind=block.kind,
                depth=block.level if block.kind in ("item", "paragraph") else 0,
                from_start=max(0, each.line.number - candidate.line.number),
                title=each.draft.title or "",
                line=each.line,
                has_heading_material=heading_material and each.line is not candidate.line,
            )
            each.features["candidate row"] = float(candidate.kind == "row")
            each.features["candidate item"] = float(candidate.kind == "item")
            each.features["candidate line"] = float(candidate.kind == "line")
            each.features["candidate score"] = candidate.score
            each.features["repeat"] = float(key in seen)
            each.features["footnote"] = float(each.link.form == "footnote")
            if key not in seen:
                seen.add(key)
                order += 1
                decks += kind_of(each.link.url) == "deck"


def assign(
    text: Text, drafts: list[Draft], placed: Sequence[Placed], event_key: str | None, next_key: str | None
) -> list[str]:
    """Give every link its role, every talk its materials and videos; returns the recordings of the whole event."""
    measure_links(text, placed)
    judge = model("link")
    recordings: list[str] = []
    for each in placed:
        link, kind, key = each.link, kind_of(each.link.url), key_of(each.link.url)
        if event_key is not None and key == event_key:
            each.role, each.why = "event", "the event's page"
        elif next_key is not None and key == next_key:
            each.role, each.why = "next_event", "page of the next edition"
        elif kind == "profile":
            each.role, each.why = "profile", "address of a person"
        elif kind in ("video", "playlist"):
            each.role, each.why = video_role(text, each)
        elif each.draft is not None and kind not in NEVER and link.form != "footnote":
            each.score = judge.score(each.features)
            if stands_for_talk(each, kind):
                each.role, each.why = "material", "link of the talk's own title, or in a column of slides"
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
            add(each.draft.materials, link.url)
            each.draft.keys.add(key)
        elif each.role == "video" and each.draft is not None:
            add(each.draft.videos, public_video(link.url))
            each.draft.keys.add(key)
        elif each.role == "video":
            add(recordings, public_video(link.url))
    drop_unsaid(placed, recordings)
    add_shared(drafts, recordings)
    for draft in drafts:
        drop_twins(draft)
    return recordings


def drop_twins(draft: Draft) -> None:
    """SlideShare's embed code beside the deck's public address is the same deck told twice; the public one is kept."""
    public = [url for url in draft.materials if "slideshare.net" in url and "embed_code" not in url]
    if public:
        draft.materials = [url for url in draft.materials if not ("slideshare.net" in url and "embed_code" in url)]


def stands_for_talk(each: Placed, kind: str) -> bool:
    """Whether a link is material by its place alone: in a column of slides, or a deck linked from the talk's title."""
    candidate = each.candidate
    if candidate is None:
        return False
    if any(link is each.link for link in candidate.sure):
        return True
    return (
        kind == "deck"
        and each.line is candidate.line
        and candidate.kind in ("heading", "item")
        and not each.features["other event"]
    )


def add(urls: list[str], url: str) -> None:
    if key_of(url) not in {key_of(u) for u in urls}:
        urls.append(url)


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
    if each.draft is not None and each.candidate is not None:
        if kind_of(link.url) == "playlist":
            return "reference", "playlist under a talk"
        in_heading = line is each.candidate.line or any(k is link for k in each.candidate.links)
        named = bool(
            re.search(r"動画|録画|アーカイブ|video|recording|youtube|talk|セッション|watch", words_of, re.I)
        ) or fold(each.draft.title or "x") in fold(link.text)
        if in_heading or standing or (named and len(line.text) < 120) or each.candidate.kind == "row":
            return "video", "video under the talk"
        return "reference", "video mentioned in the talk's text"
    return whole_event_role(each, heading, standing)


def whole_event_role(each: Placed, heading: str, standing: bool) -> tuple[LinkRole, str]:
    """What a video outside every talk is: the event's recording where it stands by itself or is said to be one."""
    link, line = each.link, each.line
    short = len(line.text) < 70
    # a site's name or "recording" alone says so in a heading or a short line; in a sentence it may be of anything
    said = bool(ALL_OF_IT.search(line.text)) or bool(WHOLE_EVENT.search(f"{heading} {line.text if short else ''}"))
    if kind_of(link.url) == "playlist":
        return "video", "list of the event's videos"
    if words.NOT_CONTAINER.search(heading) and len(heading) < 25 and not said:
        return "reference", "video under a heading that tells of no talk"
    if said:
        return "video", "said to be the event's recording"
    if standing and not MOMENT.search(link.url):
        return "video", STANDS_ALONE
    return "reference", "video mentioned in running text"


def drop_unsaid(placed: Sequence[Placed], recordings: list[str]) -> None:
    """Three and more videos that merely stand in a post are told one by one: none is the recording of the whole."""
    unsaid = [each for each in placed if each.draft is None and each.why == STANDS_ALONE]
    keys = {key_of(each.link.url) for each in unsaid}
    if len(keys) < 3:
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


def lone_decks(
    text: Text, drafts: list[Draft], placed: Sequence[Placed], headings: Mapping[int, Candidate]
) -> list[Draft]:
    """Decks that stand by themselves outside every talk: each is a talk that the report names only by its deck."""
    taken = {key for draft in drafts for key in draft.keys}
    made: list[Draft] = []
    judge = model("deck")
    for each in placed:
        link = each.link
        if each.draft is not None or link.form == "footnote" or not hosts_a_deck(link.url) or len(made) >= MOST:
            continue
        key = key_of(link.url)
        if key in taken:
            continue
        if made and same_deck(made[-1], link):
            made[-1].keys.add(key)
            if "embed_code" not in link.url and key_of(link.url) != key_of(made[-1].materials[-1]):
                if "embed_code" in made[-1].materials[-1]:
                    made[-1].materials[-1] = link.url
                else:
                    made[-1].materials.append(link.url)
            caption(made[-1], each)
            each.draft, each.candidate, each.role, each.why = (
                made[-1],
                made[-1].candidates[0],
                "material",
                "the same deck beside its embed",
            )
            taken.add(key)
            continue
        features = deck_features(text, each, len(drafts))
        score = judge.score(features)
        each.score = score
        if score < judge.threshold:
            continue
        taken.add(key)
        title = (
            clean_title(link.text)
            if link.form == "link"
            and len(link.text) >= 5
            and not POINTER.search(link.text)
            and not link.text.startswith("http")
            else ""
        )
        candidate = Candidate(
            "deck",
            each.block,
            each.line,
            Split(title),
            each.block,
            each.block + 1,
            0,
            links=[link],
            score=score,
            why=judge.reasons(features),
        )
        speakers: tuple[str, ...] = ()
        above = headings.get(text.places[each.block].heading)
        if above is not None and heads_the_deck(text, above, drafts):
            candidate, title, speakers = above, above.split.title, above.speakers
            candidate.why = ("+one deck under it", *candidate.why)
        draft = Draft(
            [candidate],
            title or None,
            list(speakers),
            [link.url],
            [],
            {key},
            [evidence_of(text, candidate, link.url)],
            candidate.line.number,
        )
        each.draft, each.candidate, each.role, each.why = draft, candidate, "material", "deck that no other talk has"
        caption(draft, each)
        made.append(draft)
    return made


def heads_the_deck(text: Text, heading: Candidate, drafts: Sequence[Draft]) -> bool:
    """Whether the heading over a lone deck is its talk's title: no other deck or talk stands under it, and it reads like one."""
    if (
        needs_title(heading)
        or heading.features["generic words"]
        or heading.features["is day"]
        or heading.features["event words"]
        or heading.features["report words"]
    ):
        return False
    if heading.features["own decks"] > 0.5 or any(
        heading.start < c.start < heading.stop for d in drafts for c in d.candidates
    ):
        return False
    return len(heading.split.title) >= 6


def same_deck(draft: Draft, link: Link) -> bool:
    """Whether a deck's address stands right beside its embed: the same site within three lines, one of them an embed."""
    other = draft.candidates[0].links[0] if draft.candidates[0].links else link
    if abs(other.line - link.line) > 4:
        return False
    site = [re.sub(r"^https?://(?:www\d?\.)?", "", u.url).partition("/")[0] for u in (other, link)]
    forms = {"player" in u.url or "embed" in u.url for u in (other, link)}
    return site[0] == site[1] and forms == {True, False}


def caption(draft: Draft, each: Placed) -> None:
    """The line that sites put under an embed ("title from speaker", "title by speaker") names the talk."""
    link, line = each.link, each.line
    if (
        link.form == "link"
        and len(link.text) >= 5
        and not POINTER.fullmatch(link.text)
        and not link.text.startswith("http")
    ):
        draft.title = draft.title or clean_title(link.text)
        found = re.match(r"\s*(?:from|by)\s+(.{2,50})$", line.text[link.end :])
        if found and not draft.speakers:
            draft.speakers = list(read_people(found[1]).names)
    elif link.title and not draft.title and len(link.title) >= 5:
        draft.title = clean_title(link.title)


POINTER = re.compile(r"スライド|資料|slides?|こちら|コチラ|ここ|deck|here|発表|プレゼン", re.I)


def deck_features(text: Text, each: Placed, talks: int) -> dict[str, float]:
    """What is measured of a deck outside every talk."""
    link, line = each.link, each.line
    heading = text.heading_text(text.places[each.block].heading)
    before = line.text[max(0, link.start - 40) : link.start]
    previous = ""
    for at in range(each.block - 1, max(-1, each.block - 3), -1):
        if text.blocks[at].lines:
            previous = text.blocks[at].lines[-1].text[-80:]
            break
    around = f"{previous} {before}"
    return {
        "embed": float(link.form == "embed"),
        "bare": float(line.bare),
        "inline": float(link.form == "link" and len(line.text) > len(link.text) + 12),
        "item": float(text.blocks[each.block].kind == "item"),
        "under not": float(under_not(text, each.block)),
        "heading talk": float(bool(words.CONTAINER.search(heading))),
        "heading own": float(bool(re.search(r"登壇|発表|LT|資料|スライド|slides|talk", heading, re.I))),
        "heading generic": float(bool(words.NOT_TALK.match(heading))),
        "no heading": float(not heading),
        "other event": float(bool(OTHER_EVENT.search(around + heading))),
        "slide words": float(bool(re.search(r"スライド|資料|slide|deck", around + link.text, re.I))),
        "told": float(bool(re.search(r"発表|登壇|LT|話|トーク|セッション|さん|talk", around))),
        "text pointer": float(bool(POINTER.search(link.text))),
        "text length": min(len(link.text), 60) / 60,
        "talks": min(talks, 10) / 10,
        "no talks": float(talks == 0),
        "position": each.block / max(len(text.blocks), 1),
    }


__all__ = ["Placed", "assign", "key_of", "lone_decks", "measure_links", "place_links"]
