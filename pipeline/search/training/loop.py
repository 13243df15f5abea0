"""Pairs to vectors: one vector per token, so that means over paired texts lie close and over others apart.

The loss is the cross entropy of finding each left text's own right text among all of its batch, and the other way
round (multiple negatives ranking, Henderson et al. 2017), over cosines, for the full vectors and for their first dimensions alone
(Matryoshka, Kusupati et al. 2022). A batch holds pairs of one kind, so that kinds are not told apart instead of subjects.
Same seed, same threads, same vectors. The only module here that imports torch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from pipeline.search.training.pairs import NOTHING, Kind, Numbers
from pipeline.search.training.vocabulary import Tokenised

# how often the pairs of a kind are gone through in one round
SHARES: Mapping[str, float] = {"translation": 3.0, "question": 2.0, "next": 0.5, "sentence": 0.5}


@dataclass(frozen=True)
class Settings:
    """How to train; the defaults are what `data/model` was trained with."""

    dimensions: int = 256
    nested: tuple[int, ...] = (128, 64)
    nested_weight: float = 0.5
    batch: int = 2_048
    rounds: float = 1.0
    rate: float = 0.1
    warmup: float = 0.05
    scale: float = 20.0  # of the cosines, before the softmax
    start: float = 0.1  # standard deviation of the vectors before training
    dropout: float = 0.3  # of the tokens of a text, each time anew
    longest: int = 192  # tokens of a text
    weight_decay: float = 0.0
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))
    seed: int = 1
    threads: int = 1


def train(
    tokenised: Tokenised,
    kinds: Mapping[str, Kind],
    vocabulary_size: int,
    settings: Settings,
    on_step: Callable[[int, int, float], None] | None = None,
) -> npt.NDArray[np.float32]:
    """The tokens' vectors, float32 [vocabulary_size, dimensions]. `on_step` is told step, steps and loss."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    chance = np.random.default_rng(settings.seed)
    weights = torch.nn.Parameter(torch.randn(vocabulary_size, settings.dimensions) * settings.start)
    batches = _plan(kinds, settings, chance)
    optimiser = torch.optim.AdamW([weights], lr=settings.rate, weight_decay=settings.weight_decay)
    rising = max(1, int(settings.warmup * len(batches)))
    for step, (kind, rows) in enumerate(batches):
        rate = min((step + 1) / rising, (len(batches) - step) / max(1, len(batches) - rising))
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * rate
        pairs = kinds[kind]
        left = _mean(weights, tokenised, pairs.left[rows], settings, chance)
        right = _mean(weights, tokenised, pairs.right[rows], settings, chance)
        loss = _loss(left, right, _others(pairs, rows), settings)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        if on_step is not None:
            on_step(step + 1, len(batches), float(loss.detach()))
    vectors: npt.NDArray[np.float32] = weights.detach().numpy().astype(np.float32)
    return vectors


def _plan(kinds: Mapping[str, Kind], settings: Settings, chance: np.random.Generator) -> list[tuple[str, Numbers]]:
    """Which rows of which kind come when."""
    batches: list[tuple[str, Numbers]] = []
    for kind, pairs in kinds.items():
        wanted = round(len(pairs) * settings.shares.get(kind, 1.0) * settings.rounds)
        order = np.concatenate(
            [chance.permutation(len(pairs)) for _ in range(-(-wanted // max(1, len(pairs))))] or [np.empty(0, np.int64)]
        )[:wanted]
        size = min(settings.batch, max(2, wanted))
        batches += [(kind, order[at : at + size]) for at in range(0, len(order) - size + 1, size)]
    return [batches[n] for n in chance.permutation(len(batches))]


def _mean(
    weights: torch.nn.Parameter, tokenised: Tokenised, texts: Numbers, settings: Settings, chance: np.random.Generator
) -> torch.Tensor:
    """The weighted sum of the vectors of the tokens of each row of `texts` (cosines do not tell a sum from a mean)."""
    rows, width = texts.shape
    flat = texts.reshape(-1)
    is_text = flat != NOTHING
    begin = np.where(is_text, tokenised.starts[flat], 0)
    length = np.where(is_text, np.minimum(tokenised.starts[flat + 1] - begin, settings.longest), 0)
    owner = np.repeat(np.arange(rows).repeat(width), length)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
    spots = np.repeat(begin, length) + within
    if settings.dropout:
        kept = chance.random(len(spots)) >= settings.dropout
        # a text of few tokens may lose them all: then it keeps them
        left = np.bincount(owner[kept], minlength=rows)
        kept |= left[owner] == 0
        spots, owner = spots[kept], owner[kept]
    offsets = np.searchsorted(owner, np.arange(rows))
    return functional.embedding_bag(
        torch.from_numpy(tokenised.ids[spots].astype(np.int64)),
        weights,
        torch.from_numpy(offsets.astype(np.int64)),
        mode="sum",
        per_sample_weights=torch.from_numpy(tokenised.weights[spots]),
    )


def _others(pairs: Kind, rows: Numbers) -> torch.Tensor:
    """Which right texts are no negatives of which left texts: same group, or same text; bool [rows, rows], false on the diagonal."""
    group, right = pairs.group[rows], pairs.right[rows]
    same = group[:, None] == group[None, :]
    same |= (right[:, None, :] == right[None, :, :]).all(axis=2)
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def _loss(left: torch.Tensor, right: torch.Tensor, others: torch.Tensor, settings: Settings) -> torch.Tensor:
    target = torch.arange(len(left))
    total = torch.zeros(())
    for dimensions, weight in [(settings.dimensions, 1.0), *((d, settings.nested_weight) for d in settings.nested)]:
        ours = functional.normalize(left[:, :dimensions], dim=1)
        theirs = functional.normalize(right[:, :dimensions], dim=1)
        scores = (settings.scale * ours @ theirs.T).masked_fill(others, -torch.inf)
        both = functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)
        total = total + weight * both / 2
    return total


def logger(tell: Callable[[str], None], every: int = 50) -> Callable[[int, int, float], None]:
    """For `on_step`: a line every so many steps, with the mean loss since the last."""
    began, losses = time.perf_counter(), list[float]()

    def on_step(step: int, steps: int, loss: float) -> None:
        losses.append(loss)
        if step % every == 0 or step == steps:
            tell(f"step {step}/{steps}, loss {np.mean(losses):.3f}, {time.perf_counter() - began:.0f} s")
            losses.clear()

    return on_step
