"""The result card: a hit and its row of the corpus as HTML. Pure; everything from the web goes through `app.marking`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app import wording
from app.address import like_address, talk_address
from app.lookup import Card, Recent
from app.marking import anchor, inner_anchor, language_attribute, mark, picture, safe
from pipeline.search.explain import lines, newness, places
from pipeline.search.hits import Hit, Match

UNTITLED = "Untitled talk"


def results(
    hits: Sequence[Hit],
    talks: Mapping[str, Card],
    events: Mapping[str, Card],
    *,
    pictures: Mapping[str, str] | None = None,
    search: Mapping[str, str] | None = None,
    explain: bool = False,
) -> str:
    """The list of hits; with `explain`, each says why it stands where it does. `pictures` maps deep links to images, where the reader wants them; `search` is the address's
    parameters, so that a talk's page can lead back."""
    cards = "".join(
        f"<li>{result(hit, _card(hit, talks, events), pictures=pictures or {}, search=search or {}, explain=explain)}</li>"
        for hit in hits
    )
    return f'<ol class="tc-hits">{cards}</ol>'


def result(
    hit: Hit, card: Card, *, pictures: Mapping[str, str], search: Mapping[str, str], explain: bool = False
) -> str:
    """One hit: its title leads to the best match; beneath it who, where and when, the matches, and what to open."""
    words = {word for match in hit.matches for word in match.words}
    title = mark(hit.title, words) if hit.title.strip() else safe(UNTITLED)
    why = places(hit.matches[0]) if hit.matches else ""
    return (
        f'<article class="tc-card"{language_attribute(card.language)}>'
        f"<h2>{anchor(hit.url, title, title=why)}</h2>"
        f"{_byline(hit, card, words)}"
        f"{_matches(hit, pictures, search)}"
        f"{_explained(hit) if explain else ''}"
        f"{_doors(hit, card, search)}"
        "</article>"
    )


def recent_talks(talks: Iterable[Recent]) -> str:
    """The latest talks, each leading to its own page."""
    items = "".join(
        f"<li{language_attribute(t.language)}>{inner_anchor(talk_address(t.talk_id), safe(t.title))}"
        f"<p>{_joined([*map(safe, t.speakers[:3]), safe(t.event), safe(wording.day(t.given_on))])}</p></li>"
        for t in talks
    )
    return f'<ul class="tc-recent">{items}</ul>'


def similar_talks(hits: Sequence[Hit], search: Mapping[str, str] | None = None) -> str:
    """Talks that are like another, each leading to its own page."""
    items = "".join(
        f"<li>{inner_anchor(talk_address(hit.talk_id, search), safe(hit.title.strip() or UNTITLED))}"
        f"<p>{_joined([*map(safe, hit.speakers[:3]), safe(hit.event), safe(wording.day(hit.date))])}</p></li>"
        for hit in hits
        if hit.talk_id is not None
    )
    return f'<ul class="tc-recent">{items}</ul>' if items else ""


def _card(hit: Hit, talks: Mapping[str, Card], events: Mapping[str, Card]) -> Card:
    if hit.talk_id is not None:
        return talks.get(hit.talk_id, Card())
    return events.get(hit.event_id or "", Card())


def _byline(hit: Hit, card: Card, words: Iterable[str]) -> str:
    speakers = '<span class="tc-sep">, </span>'.join(f"<b>{mark(name, words)}</b>" for name in hit.speakers)
    event = anchor(card.event_url, mark(hit.event, words)) if hit.event else ""
    kind = wording.kind_name(card.kind) if hit.talk_id is not None else wording.MATCHES["report"]
    day = f"<time>{safe(wording.day(hit.date))}</time>" if hit.date else ""
    return f'<p class="tc-by">{_joined([speakers, event, day, safe(kind)])}</p>'


def _matches(hit: Hit, pictures: Mapping[str, str], search: Mapping[str, str]) -> str:
    """The places that matched. The talk's own passage is left out where the card's head says all that matched in it."""
    head = "\n".join((hit.title, *hit.speakers, hit.event))
    told = [m for m in hit.matches if m.kind != "talk" or any(word not in head for word in m.words)]
    items = "".join(_match(match, hit.title, pictures.get(match.url), search) for match in told)
    return f'<ul class="tc-matches">{items}</ul>' if items else ""


def _match(match: Match, title: str, image_url: str | None, search: Mapping[str, str]) -> str:
    place = wording.MATCHES.get(match.kind, match.kind.capitalize())
    if match.kind == "slide" and match.page_number:
        place = f"{place} {match.page_number}"
    says_more = match.heading and not (title and title in match.heading)
    heading = f'<span class="tc-heading">{mark(match.heading, match.words)}</span>' if says_more else ""
    image = picture(image_url, place)
    more = f" {inner_anchor(like_address(match.key, search), 'More like this', css='tc-more')}" if match.key else ""
    return (
        "<li>"
        + (f'<span class="tc-picture">{anchor(match.url, image)}</span>' if image else "")
        + f"<div>{anchor(match.url, safe(place) + heading, css='tc-place', title=places(match))} "
        f'<span class="tc-text">{mark(_one_paragraph(match.text), match.words)}</span>{more}</div></li>'
    )


def _explained(hit: Hit) -> str:
    """Why the hit stands where it does: per match its places, the parts of its score and the words behind it."""
    told = [f"<li>{''.join(f'<p>{safe(line)}</p>' for line in lines(match))}</li>" for match in hit.matches]
    newer = f", {newness(hit)}" if hit.newness is not None else ""
    return (
        f'<details class="tc-why"><summary>Why: score {hit.score:.3f}{safe(newer)}</summary>'
        f"<ol>{''.join(told)}</ol></details>"
    )


def _doors(hit: Hit, card: Card, search: Mapping[str, str]) -> str:
    """What can be opened: deck, article, video, report, and the talk's own page."""
    slides = wording.counted(card.slide_count, "slide") if card.slide_count else "Slides"
    gone = wording.state_name(card.deck_status)
    doors = [
        *([anchor(card.deck_url, safe(slides), title=gone)] if card.deck_url and not gone else []),
        *([f'<s title="{safe(gone)}">{anchor(card.deck_url, safe(slides))}</s>'] if card.deck_url and gone else []),
        *([anchor(card.article_url, "Article")] if card.article_url else []),
        *([anchor(card.video_url, "Video")] if card.video_url else []),
        *([anchor(card.event_url, "Event")] if card.event_url else []),
        *(anchor(url, "Report") for url in card.report_urls[:1]),
    ]
    if hit.talk_id is not None:
        remarks = f" · {wording.counted(card.remark_count, 'remark')}" if card.remark_count else ""
        doors.append(inner_anchor(talk_address(hit.talk_id, search), safe(f"All of this talk{remarks}"), css="tc-all"))
    return f'<p class="tc-doors">{" ".join(doors)}</p>' if doors else ""


def _one_paragraph(text: str) -> str:
    return " ".join(text.split())


def _joined(pieces: Iterable[str]) -> str:
    return '<span class="tc-dot" aria-hidden="true"> · </span>'.join(piece for piece in pieces if piece)
