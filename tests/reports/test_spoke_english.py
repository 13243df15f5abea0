"""Who an English sentence says gave a talk, and sentences that name people for another reason. All of them are invented."""

from __future__ import annotations

import pytest

from pipeline.reports.files import source_of
from pipeline.reports.outline import read_markdown
from pipeline.reports.told_english import english_talks
from pipeline.reports.understand import understand


def told(sentence: str) -> list[str]:
    """Everybody of whom a sentence says that they gave a talk, by their names, in order."""
    found = [each for block in read_markdown(sentence).blocks for line in block.lines for each in english_talks(line)]
    return list(dict.fromkeys(name.split("|")[-1] for each in found for name in each.split.speakers))


@pytest.mark.parametrize(
    "sentence",
    [
        "After the break, things started up again with Omar Haddad explaining the virtues of timers.",
        "Next up was Omar Haddad of Lakeside Data, who spoke of their use of timers.",
        "Omar Haddad from Tickworks then presented on their use of timers.",
        "After lunch, I attended the talk from Omar Haddad about the state of the timer.",
        "The next talk was by Omar Haddad who has been working on timers.",
        "[Omar Haddad](https://twitter.com/ohad) talked about the status of timers.",
        "[Omar Haddad](https://example.org/ohad) came over from France to live code a timer.",
        "[Omar Haddad](https://example.org/ohad), a co-founder of [HEX](http://example.org) the well regarded shop, gave an insightful keynote.",
        "Then [Omar Haddad](https://example.org/ohad) took the step to talk about timers.",
        "Finally physics professor [Omar Haddad](https://example.org/ohad) talked about the universe.",
        "Omar Haddad gave us the history of these early days.",
        "The day started out with a remarkable keynote by Omar Haddad.",
        "The keynote speaker was Omar Haddad, who talked about resilience.",
        "The day opened with Omar Haddad's keynote on resilience.",
        "First on stage was Omar Haddad with a talk about timers.",
        "Omar Haddad was up next and he took us through the design of timers.",
        "Then it was Omar Haddad's turn to talk about timers.",
        "I really enjoyed Omar Haddad's session on timers.",
        "I went to see Omar Haddad talk about timers.",
        "My favourite talk of the day was Omar Haddad on timers.",
        "Another great talk came from Omar Haddad, who explained how timers work.",
        "Omar Haddad (Tickworks) kicked off the day with an overview of timers.",
        "Omar Haddad did a great job explaining timers.",
        "Omar Haddad shared how they moved all of their timers to one host.",
        "Omar Haddad took the stage to tell us about timers.",
        "Up next, Omar Haddad discussed what makes timers hard.",
        "We then heard from Omar Haddad about timers.",
        "In his talk, Omar Haddad argued that timers are hard.",
        "The first speaker, Omar Haddad, introduced us to timers.",
        "Our first speaker was Omar Haddad from Tickworks.",
        "Omar Haddad ran a workshop on timers in the afternoon.",
        "The most interesting talk for me was Omar Haddad's.",
        "Omar Haddad made a compelling case for timers in his talk.",
    ],
)
def test_a_sentence_says_who_spoke(sentence: str) -> None:
    assert told(sentence) == ["Omar Haddad"]


def test_a_sentence_names_several_who_spoke() -> None:
    assert told("Our speakers were Omar Haddad and Maria Lindqvist.") == ["Omar Haddad", "Maria Lindqvist"]
    assert told("We had talks by Omar Haddad, Ann Poe and Maria Lindqvist.") == [
        "Omar Haddad",
        "Ann Poe",
        "Maria Lindqvist",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Omar Haddad once said that timers are hard.",
        "I talked to Omar Haddad over lunch about timers.",
        "Thanks to Omar Haddad for organising the evening.",
        "Omar Haddad asked how timers scale.",
        "I met Omar Haddad, who explained to me that timers are hard.",
        "Omar Haddad and I had dinner afterwards.",
        "Omar Haddad introduced the speakers.",
        "The book by Omar Haddad explains timers.",
        "The work of Omar Haddad showed that timers are hard.",
        "Later Omar Haddad showed me around the city.",
        "Omar Haddad kindly gave us a ride to the airport.",
        "At the party Omar Haddad told me about his new job.",
        "In 2010 Omar Haddad presented the first version of the protocol.",
        "Omar Haddad will give a talk on timers next month.",
        "Unfortunately I missed Omar Haddad's talk on timers.",
        "San Francisco showed us its best side.",
    ],
)
def test_a_sentence_that_names_somebody_otherwise_tells_of_no_talk(sentence: str) -> None:
    assert told(sentence) == []


PROSE = {
    "PyHarbour 2019": "Two days by the sea. The first talk was by Maria Lindqvist, who gave us an overview of queues.\n\nNext up was Omar Haddad. He spoke about timers.",
    "An overview of Harbourxx 2015": "It was my third time. I loved the talks.\n\nMaria Lindqvist gave a talk on queues. All the talks were recorded.\n\nOmar Haddad talked about timers.",
    "Harbour Summit 2008: My Take (Part III)": "After lunch, the talks started up again with Maria Lindqvist explaining queues.\n\nOmar Haddad then presented on timers. The speaker was great.",
}


@pytest.mark.parametrize("title", list(PROSE))
def test_a_conference_called_by_its_name_and_year_is_reported(title: str) -> None:
    report = understand(source_of("p.md", f'---\ntitle: "{title}"\ndate: 2019-03-11\n---\n\n{PROSE[title]}\n'))
    assert report.kind == "report"
    assert [talk.speakers for talk in report.talks] == [("Maria Lindqvist",), ("Omar Haddad",)]


ELSE = {
    "Queues, explained": "This is the text of a talk I gave at Harbour Conf. In this talk I explain why queues grow.\n\n## Why queues grow\n\nWork comes in bursts. The talk was recorded.\n\n## What to do\n\nDrop work early.\n\n```\nq.max = 3\n```",
    "Harbour Conf 2025: call for speakers": "We are looking for talks on databases. Last year's talks were a hit: Maria Lindqvist spoke about queues, and Omar Haddad gave a talk on kernels.\n\nSubmit your talk by March 1.",
    "Harbour Conf 2025": "The program is out! These are the talks.\n\n### Keeping Queues Short - Maria Lindqvist\n\nIn this talk Maria shows why queues grow.\n\n### What the Kernel Knows - Omar Haddad\n\nThis talk is about the kernel. Tickets are available now.",
    "Introducing qmeter": "After a talk by Maria Lindqvist I started measuring. The talk was an eye opener.\n\n## Install\n\n```\npip install qmeter\n```",
    "Ten talks every developer should watch": "Some of the best talks are years old.\n\n1. Simple Things by Rick Harbour — this talk is a classic.\n2. Growing Systems by Ann Poe — the speaker explains growth.",
    "Why I joined Lakeworks": "Three years ago I heard Maria Lindqvist speak. Her talk on queues was great. The next talk was mine. Now I work with her.",
    "Episode 12: Maria Lindqvist on queues": "In this session Maria Lindqvist talked about queues with us. We spoke about bursts, and she gave us an overview of her work.\n\nSubscribe in your podcast app.",
    "Conferences are too long": "Every year I sit through the talks. The speaker reads the slides. The keynote speaker tells a story about climbing. The best talk is the one you can watch at home.",
    "Giving your first conference talk": "I gave a talk at three conferences this year.\n\n## Pick a topic\n\nThe best talk is about something you know.\n\n## On stage\n\nLook at the audience.",
}


@pytest.mark.parametrize("title", list(ELSE))
def test_a_post_that_speaks_of_talks_otherwise_is_no_report(title: str) -> None:
    report = understand(source_of("p.md", f'---\ntitle: "{title}"\ndate: 2024-12-11\n---\n\n{ELSE[title]}\n'))
    assert report.kind == "not-a-report"


def test_paragraphs_that_begin_with_a_linked_person_are_talks_under_a_heading_that_says_so() -> None:
    text = (
        "---\ntitle: Harbour Conf 2024, what I saw\n---\n\nThe conference was held last week.\n\n## A few of my favourite talks (they were all great)\n\n"
        "[Amélie Durand](https://twitter.com/ad) is a developer who models boats.\n\n[Omar Haddad](https://github.com/oh) has worked on timers for years.\n\n## Sponsors\n\n[Lars Berg](https://twitter.com/lb) paid for lunch.\n"
    )
    report = understand(source_of("p.md", text))
    assert [talk.speakers for talk in report.talks] == [("Amélie Durand",), ("Omar Haddad",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "“Timers Are Hard” was the title of Omar Haddad's talk.",
        "The opening keynote, “Timers Are Hard”, was given by Omar Haddad.",
        "The second talk, *Timers Are Hard*, was by Omar Haddad.",
        "Omar Haddad then delivered “Timers Are Hard”.",
        "We heard Omar Haddad speak about “Timers Are Hard”.",
        "Another highlight was Omar Haddad's **Timers Are Hard**.",
    ],
)
def test_a_sentence_gives_the_title_and_who_gave_it(sentence: str) -> None:
    found = [each for block in read_markdown(sentence).blocks for line in block.lines for each in english_talks(line)]
    assert [(each.split.title, each.split.speakers) for each in found] == [("Timers Are Hard", ("Omar Haddad",))]
