"""How far two coders agree on the scores: repeatability of a reading, not its truth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.analysis.guarantees.scores import DIMENSIONS, HIGHEST, behind
from report.derived import derive


def agreement(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """Agreement of the two coders before adjudication, by dimension, weakest first.

    Columns: `dimension`, `n` (frameworks scored twice), `same` (per cent of equal scores), `kappa`
    and `kappa_linear` (weighted), all derived. Rows that one coder alone scored are left out.
    """
    twice = behind(provisions, frameworks).dropna(subset=["coder1", "coder2"])
    lines = [measured(twice[twice["dimension"].eq(name)], name) for name in DIMENSIONS]
    return pd.DataFrame(lines).sort_values("kappa", key=lambda column: column.map(plain))


def measured(cells: pd.DataFrame, dimension: str) -> dict[str, object]:
    """One line of `agreement`: the measures over some cells."""
    same = 100 * cells["coder1"].eq(cells["coder2"]).mean()
    return {
        "dimension": dimension,
        "n": derive(len(cells), cells, by=agreement),
        "same": derive(float(same), cells, by=agreement, unit="%"),
        "kappa": two_places(kappa(cells["coder1"], cells["coder2"]), cells),
        "kappa_linear": two_places(kappa(cells["coder1"], cells["coder2"], linear=True), cells),
    }


def kappa(first: pd.Series, second: pd.Series, *, linear: bool = False) -> float:
    """Cohen's kappa of two series of scores 0 to 3; `linear` weights by distance on the scale.

    1 is full agreement, 0 what chance gives, and not a number where either all scores are equal.
    Cohen 1960, https://doi.org/10.1177/001316446002000104; weights: Cohen 1968,
    https://doi.org/10.1037/h0026256.
    """
    scale = np.arange(HIGHEST + 1)
    pairs = np.zeros((len(scale), len(scale)))
    np.add.at(pairs, (first.to_numpy(dtype=int), second.to_numpy(dtype=int)), 1)
    pairs /= pairs.sum()
    apart = np.abs(scale[:, None] - scale[None, :]) if linear else 1 - np.eye(len(scale))
    by_chance = (apart * np.outer(pairs.sum(axis=1), pairs.sum(axis=0))).sum()
    return float(1 - (apart * pairs).sum() / by_chance) if by_chance else float("nan")


def two_places(value: float, cells: pd.DataFrame) -> object:
    """A coefficient printed as such measures are: two places."""
    return derive(value, cells, by=agreement, text=f"{value:.2f}")


def plain(value: object) -> float:
    """The number inside a derived value, for sorting."""
    return float(value.value)  # type: ignore[attr-defined]
