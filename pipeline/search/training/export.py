"""Vectors and vocabulary to the files that ship: int8 rows with a scale each, and the tokenizer.

The counterpart of `embedding.static`, which reads them. A row's scale is its greatest absolute value / 127 (symmetric, per row).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pipeline.errors import system_error
from pipeline.search.training.vocabulary import PAD, UNKNOWN


def quantised(
    vectors: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """int8 rows of the shape of `vectors` and float16 [rows] scales: rows * scales is `vectors` but for rounding."""
    # lengths mean nothing beside one another's: a common factor keeps the scales well inside float16
    largest = np.abs(vectors).max(axis=1)
    unit = np.median(largest[largest > 0]) if (largest > 0).any() else 1.0
    scales = (largest / unit / 127).astype(np.float16)
    safe = np.where(scales > 0, scales, 1).astype(np.float32)
    rows = np.rint(vectors / unit / safe[:, None]).clip(-127, 127).astype(np.int8)
    rows[scales == 0] = 0
    return rows, scales


def write_model(vectors: npt.NDArray[np.float32], tokenizer: Tokenizer, folder: Path) -> int:
    """`vectors-int8.npz` and `tokenizer.json` in `folder`; how many bytes they have. Signs for nothing get no vector."""
    vectors = vectors.copy()
    for sign in (PAD, UNKNOWN):
        vectors[tokenizer.token_to_id(sign)] = 0
    rows, scales = quantised(vectors)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
        np.savez_compressed(folder / "vectors-int8.npz", q=rows, s=scales)
        return sum((folder / name).stat().st_size for name in ("tokenizer.json", "vectors-int8.npz"))
    except OSError as error:
        raise system_error(error) from None
