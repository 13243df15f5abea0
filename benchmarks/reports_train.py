"""Train the small models of pipeline/reports on the labelled reports: `python benchmarks/reports_train.py`.

Three models, each a logistic regression with a strong L2 penalty: is this heading a talk, is this link the talk's
material, is this lone deck a talk. (A post's kind is decided by weights set by hand: pipeline/reports/kind.py.)
Written to pipeline/reports/models/*.json, read there without scikit-learn. `train` is also what the benchmark calls per
fold, so that left-out authors are judged by models that never saw them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.reports_corpus import ROOT, Labelled, folds, load_labelled, scorer
from pipeline.reports import judge
from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import drafts_of, needs_title, title_within
from pipeline.reports.features import POST_CONTEXT
from pipeline.reports.files import load_post
from pipeline.reports.hosts import hosts_a_deck
from pipeline.reports.judge import Linear
from pipeline.reports.kind import post_features
from pipeline.reports.lone import deck_features
from pipeline.reports.placed import measure_links, place_links
from pipeline.reports.roles import is_weighed
from pipeline.reports.sections import Text
from pipeline.reports.talks import accept, gather, plain_features, weigh
from pipeline.reports.texts import text_of

MODELS = ROOT / "pipeline" / "reports" / "models"
VERSION = "2026-11-23"
SCORE = scorer()
STRENGTH = {
    "talk_heading": 0.02,
    "link": 0.05,
    "deck": 0.05,
}  # C: inverse of the L2 penalty
Row = tuple[dict[str, float], int, str, float]  # measurements, truth, author, weight
_texts: dict[str, Text] = {}


def text_for(entry: Labelled) -> Text:
    key = str(entry.path)
    if key not in _texts:
        _texts[key] = text_of(load_post(entry.path))[0]
    return _texts[key]


def fit(name: str, rows: Sequence[Row], threshold: float = 0.5) -> Linear:
    """One model on standardised measurements; columns that hardly ever vary are left out."""
    names = sorted({key for features, _, _, _ in rows for key in features})
    data = np.array([[features.get(key, 0.0) for key in names] for features, _, _, _ in rows])
    truth = np.array([value for _, value, _, _ in rows])
    weight = np.array([w for _, _, _, w in rows])
    if len(set(truth.tolist())) < 2:
        return Linear(VERSION, 4.0 if truth[:1].sum() else -4.0, threshold, {})
    mean, spread = data.mean(axis=0), data.std(axis=0)
    keep = [i for i in range(len(names)) if spread[i] > 1e-9 and (data[:, i] != data[0, i]).sum() >= 4]
    scaled = (data[:, keep] - mean[keep]) / spread[keep]
    made = LogisticRegression(C=STRENGTH[name], max_iter=5000).fit(scaled, truth, sample_weight=weight)
    weights = {names[i]: (float(made.coef_[0][n] / spread[i]), float(mean[i])) for n, i in enumerate(keep)}
    return Linear(VERSION, float(made.intercept_[0]), threshold, weights)


def gold_of(candidate: Candidate, text: Text, talks: list[dict[str, Any]]) -> int | None:
    """Which labelled talk a heading or item tells of: by title, by its own material, by speaker where there is no title."""
    title = candidate.split.title
    raw = candidate.line.text
    best: tuple[float, int] | None = None
    for number, talk in enumerate(talks):
        if talk["title"]:
            like = max(
                SCORE.likeness(talk["title"], title),
                SCORE.likeness(talk["title"], raw) if len(raw) < 2.2 * len(talk["title"]) + 12 else 0,
            )
            if like >= 0.75 and (best is None or like > best[0]):
                best = (like, number)
    if best is not None:
        return best[1]
    own_stop = text.own_end[candidate.block] if candidate.kind == "heading" else candidate.stop
    keys = {SCORE.url_key(link.url) for link in text.links(candidate.start, own_stop)}
    hit = [n for n, talk in enumerate(talks) if (SCORE.keys(talk["materials"]) | SCORE.keys(talk["videos"])) & keys]
    names = set().union(*(SCORE.names(s) for s in candidate.speakers)) if candidate.speakers else set()
    by_name = [
        n for n, talk in enumerate(talks) if names & set().union(*(SCORE.names(s) for s in talk["speakers"]), set())
    ]
    if len(hit) == 1:
        if candidate.kind == "heading" and (not talks[hit[0]]["title"] or needs_title(candidate)):
            return hit[0]
        if candidate.kind == "item" and hit[0] in by_name:
            return hit[0]
        if (
            candidate.kind == "item" and SCORE.url_key(candidate.line.links[0].url) in keys
            if candidate.line.links
            else False
        ) and hosts_a_deck(candidate.line.links[0].url):
            return hit[0]
    if candidate.split.form == "name":
        inner, _ = title_within(text, candidate)
        for n in by_name:
            if not talks[n]["title"] or SCORE.likeness(talks[n]["title"], inner) >= 0.7:
                return n
    return None


def align(entry: Labelled) -> tuple[Text, list[Candidate], dict[int, int | None]]:
    """The candidates of a post and, by identity, the labelled talk of each heading and item."""
    text = text_for(entry)
    candidates = gather(text)
    talks = entry.label["talks"]
    truth: dict[int, int | None] = {}
    for candidate in candidates:
        if candidate.kind in ("heading", "item"):
            truth[id(candidate)] = gold_of(candidate, text, talks) if talks else None
    # a heading over the heading that has the title is not the talk itself
    headings = [c for c in candidates if c.kind == "heading"]
    for outer in headings:
        mine = truth[id(outer)]
        if mine is None:
            continue
        for inner in headings:
            if outer.start < inner.start < outer.stop and truth[id(inner)] == mine:
                title = talks[mine]["title"]
                outer_like = SCORE.likeness(title, outer.split.title) if title else 0
                inner_like = SCORE.likeness(title, inner.split.title) if title else 0
                truth[id(outer if inner_like > outer_like else inner)] = None
    positive = [(c.start, c.stop, truth[id(c)]) for c in headings if truth[id(c)] is not None]
    for candidate in candidates:
        if candidate.kind == "item" and truth[id(candidate)] is not None:
            for start, stop, number in positive:
                if start < candidate.start < stop and number == truth[id(candidate)]:
                    truth[id(candidate)] = None
                    break
    taken: set[int] = set()
    for candidate in candidates:
        if candidate.kind == "item" and truth[id(candidate)] is not None:
            inside = [o for o in candidates if o.kind == "item" and candidate.start < o.start < candidate.stop]
            for other in inside:
                if truth[id(other)] == truth[id(candidate)]:
                    truth[id(other)] = None
            taken.add(truth[id(candidate)] or 0)
    return text, candidates, truth


def with_post(features: dict[str, float], post: dict[str, float]) -> dict[str, float]:
    """A heading's measurements as `talks.weigh` completes them."""
    full = {**features, **post}
    return full | plain_features(full)


def train(entries: Sequence[Labelled]) -> dict[str, Linear]:
    """All three models from the given reports. Later models learn from out-of-fold scores of the earlier ones.

    The project's own posts stay out of it: learned from them, the model of links did no better on authors left out, and so
    they remain a measure of what it makes of posts that it has not seen.
    """
    aligned = {str(entry.path): align(entry) for entry in entries}
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.author] = counts.get(entry.author, 0) + 1
    share = {author: (1 / number) ** 0.5 for author, number in counts.items()}
    mean = sum(share[e.author] for e in entries) / len(entries)
    weight = {author: value / mean for author, value in share.items()}
    posts = {
        str(e.path): {f"post {k}": v for k, v in post_features(aligned[str(e.path)][0]).items() if k in POST_CONTEXT}
        for e in entries
    }

    def heading_rows(chosen: Sequence[Labelled]) -> list[Row]:
        rows: list[Row] = []
        for entry in chosen:
            _, candidates, truth = aligned[str(entry.path)]
            for c in candidates:
                if c.kind == "heading":
                    rows.append(
                        (
                            with_post(c.features, posts[str(entry.path)]),
                            int(truth[id(c)] is not None),
                            entry.author,
                            weight[entry.author],
                        )
                    )
        return rows

    models: dict[str, Linear] = {"talk_heading": fit("talk_heading", heading_rows(entries), 0.35)}
    # out-of-fold scores of headings, so that items learn from what they will see
    groups = folds([e.author for e in entries], 5)
    heading_of: dict[str, Linear] = {}
    for group in groups:
        part = fit("talk_heading", heading_rows([e for e in entries if e.author not in group]), 0.35)
        heading_of |= {author: part for author in group}
    # links and lone decks, in the scopes of the talks that are accepted out of fold
    link_rows: list[Row] = []
    deck_rows: list[Row] = []
    for entry in entries:
        judge.use({"talk_heading": heading_of[entry.author]})
        text = text_for(entry)
        talks = entry.label["talks"]
        candidates = gather(text)
        weigh(text, candidates, post_features(text))
        drafts = drafts_of(text, accept(text, candidates))
        placed = place_links(text, drafts)
        measure_links(text, placed)
        wanted = set().union(*(SCORE.keys(t["materials"]) for t in talks), set())
        here: set[str] = set()
        for each in placed:
            key = SCORE.url_key(each.link.url)
            if each.draft is not None and each.features and talks and is_weighed(each):
                link_rows.append((each.features, int(key in wanted), entry.author, weight[entry.author]))
                here.add(key)
        for each in placed:
            key = SCORE.url_key(each.link.url)
            if each.draft is None and each.link.form != "footnote" and hosts_a_deck(each.link.url) and key not in here:
                deck_rows.append(
                    (deck_features(text, each, len(drafts)), int(key in wanted), entry.author, weight[entry.author])
                )
    judge.use({})
    models["link"] = fit("link", link_rows, 0.45)
    models["deck"] = fit("deck", deck_rows, 0.5)
    return models


def write(models: dict[str, Linear]) -> None:
    MODELS.mkdir(parents=True, exist_ok=True)
    for name, made in models.items():
        content = {
            "version": made.version,
            "threshold": made.threshold,
            "base": round(made.base, 5),
            "weights": {key: [round(w, 5), round(m, 5)] for key, (w, m) in sorted(made.weights.items())},
        }
        (MODELS / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    write(train(load_labelled()))
    for path in sorted(MODELS.glob("*.json")):
        print(f"{path.name:20} {path.stat().st_size:8,d} bytes")


if __name__ == "__main__":
    main()
