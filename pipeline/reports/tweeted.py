"""Talks whose slides somebody who spoke gave in a tweet that the post embeds: "本日の登壇資料です「…」 https://t.co/…".

Belongs here: which tweets do so, and what they say of the talk. Does not belong here: tweets as remarks (`remarks`), decks that
the post itself leads to (`roles`, `lone`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.reports.blocks import Line, Tweet
from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import Draft, evidence_of
from pipeline.reports.joining import people_of
from pipeline.reports.names import is_marked, join
from pipeline.reports.patterns import quick
from pipeline.reports.sections import Text
from pipeline.reports.split import Split
from pipeline.reports.titles import clean_title

GIVES_SLIDES = quick(
    r"(?:発表|登壇|LT|話し|トーク|セッション|講演)[^。\n]{0,16}?(?:資料|スライド)|(?:資料|スライド)(?:を|も)?(?:公開|アップ|上げ|あげ|置)|\bmy (?:slides|deck)\b|\b(?:slides|deck) (?:from|for|of) my\b",
    re.I,
)
ADDRESS = re.compile(r"https?://[\w./?=&%#:~-]+")
PICTURE = re.compile(r"pic\.(?:twitter|x)\.com/\S*|(?<!\S)[#＃]\w+")
QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"\n]{5,90})[」』”\"]")
SENTENCE = re.compile(r"(?:です|ます|ました|でした|した|ください|い|ね|よ|[。！!.])$")
TITLE = range(5, 91)  # characters
SCORE = 0.6


def tweeted_talks(text: Text, drafts: Sequence[Draft]) -> list[Draft]:
    """The talks that only a tweet gives; where another place tells of the same speaker's talk without a material, the address
    becomes that talk's."""
    made: list[Draft] = []
    for at, tweet, address in slides_in(text):
        who = join(tweet.handle, tweet.author)
        same = [d for d in (*drafts, *made) if people_of(d.speakers) & people_of([who])]
        if same:
            if len(same) == 1 and not same[0].materials:
                same[0].materials.append(address)
            continue
        title = title_of(tweet)
        if title is None:
            continue
        line = Line(text.blocks[at].first_line, tweet.text)
        candidate = Candidate(
            "deck", at, line, Split(title, (who,)), at, at + 1, 0, score=SCORE, why=("slides of whoever tweeted",)
        )
        evidence = [evidence_of(text, candidate, title)]
        made.append(Draft([candidate], title, [who], [address], evidence=evidence, order=line.number))
    return made


def slides_in(text: Text) -> Iterator[tuple[int, Tweet, str]]:
    """The tweets in which somebody gives their own slides: block, tweet, address."""
    for at, block in enumerate(text.blocks):
        tweet = block.tweet
        if tweet is None or not tweet.handle or not GIVES_SLIDES.search(tweet.text):
            continue
        address = ADDRESS.search(PICTURE.sub(" ", tweet.text))
        if address is not None and not is_marked(tweet.text[: address.start()]):
            yield at, tweet, address[0]


def title_of(tweet: Tweet) -> str | None:
    """What a tweet calls the talk: words in quotes, or a line that is no sentence."""
    words = PICTURE.sub(" ", ADDRESS.sub("\n", tweet.text))
    quoted = QUOTED.search(words)
    if quoted is not None:
        return clean_title(quoted[1])
    lines = (clean_title(line) for line in words.split("\n") if not GIVES_SLIDES.search(line))
    return next((line for line in lines if len(line) in TITLE and not SENTENCE.search(line)), None)
