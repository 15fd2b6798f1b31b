"""Time until a renewed attack: Kaplan-Meier curves, numbers at risk, log-rank, hazard ratios."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from report.derived import Derived, derive

AT = (0, 5, 10, 20, 30, 50)


def curves(spells: pd.DataFrame, by: str = "guarantee_class") -> pd.DataFrame:
    """Kaplan-Meier estimates of the share not attacked, one curve a group.

    Columns: `group`, `years`, `quiet` (share, 0 to 1), `low`, `high` (pointwise 95 per cent band,
    exponential Greenwood), `steps` (keys of the precedents whose spells ended at that time; at its
    begin, of all that the curve is of). Kaplan and Meier 1958, https://doi.org/10.1080/01621459.1958.10501452;
    band: Kalbfleisch and Prentice 2002, https://doi.org/10.1002/9781118032985, by `lifelines`.
    """
    parts = [curve(rows).assign(group=group) for group, rows in spells.groupby(by, sort=True)]
    return pd.concat(parts, ignore_index=True)[["group", "years", "quiet", "low", "high", "steps"]]


def curve(rows: pd.DataFrame) -> pd.DataFrame:
    """One group's curve: a row for every time at which a spell ended."""
    from lifelines import KaplanMeierFitter

    fitted = KaplanMeierFitter().fit(rows["years"], rows["attacked"].astype(bool))
    band = fitted.confidence_interval_survival_function_
    years = band.index.to_numpy(dtype=float)
    ended = rows.index.to_series().groupby(rows["years"].astype(float)).agg(tuple)
    return pd.DataFrame(
        {
            "years": years,
            "quiet": fitted.survival_function_.iloc[:, 0].to_numpy(),
            "low": band.iloc[:, 0].to_numpy(),
            "high": band.iloc[:, 1].to_numpy(),
            "steps": [tuple(rows.index), *(ended[time] for time in years[1:])],
        }
    )


def at_risk(
    spells: pd.DataFrame, by: str = "guarantee_class", at: Iterable[float] = AT
) -> pd.DataFrame:
    """How many spells of each group are still under observation and not attacked after so many years.

    Columns: `group`, `years`, `n` (at risk just before that time), `attacks` (up to that time), `steps`
    (keys of the precedents at risk).
    """
    lines = [
        {
            "group": group,
            "years": years,
            "n": int(rows["years"].ge(years).sum()),
            "attacks": int((rows["attacked"] & rows["years"].le(years)).sum()),
            "steps": tuple(rows.index[rows["years"].ge(years)]),
        }
        for group, rows in spells.groupby(by, sort=True)
        for years in at
    ]
    return pd.DataFrame(lines)


def log_rank(spells: pd.DataFrame, by: str = "guarantee_class") -> Derived:
    """The p-value of the log-rank test that all groups are attacked at the same rate.

    Spells of one dyad are treated as if they were independent: read it beside the cluster
    bootstrap. Mantel 1966; Peto and Peto 1972, https://doi.org/10.2307/2344317.
    """
    return derive(p := log_rank_p(spells, spells[by]), spells, by=log_rank, text=p_text(p))


def log_rank_p(spells: pd.DataFrame, groups: pd.Series) -> float:
    """The log-rank test's p-value for `spells` split by `groups`; missing with a single group."""
    from lifelines.statistics import multivariate_logrank_test

    if groups.nunique() < 2:
        return float("nan")
    tested = multivariate_logrank_test(spells["years"], groups, spells["attacked"].astype(bool))
    return float(tested.p_value)


def two_group_ps(spells: pd.DataFrame, first: pd.Series, weights: np.ndarray) -> np.ndarray:
    """Log-rank p-values of `first` against the rest, one for each row of `weights`.

    `weights` (tries by spells) holds noughts and ones: which spells a try keeps. What
    `log_rank_p` gives for one try, for hundreds at once; missing where a group is empty.
    """
    time, attacked = spells["years"].to_numpy(), spells["attacked"].to_numpy(dtype=bool)
    moments = np.unique(time[attacked])
    present = (time[:, None] >= moments).astype(float)
    struck = ((time[:, None] == moments) & attacked[:, None]).astype(float)
    inside = weights * first.to_numpy(dtype=float)
    n, d, n_first, d_first = weights @ present, weights @ struck, inside @ present, inside @ struck
    share = np.divide(n_first, n, out=np.zeros_like(n), where=n > 0)
    spread = np.divide(n - d, n - 1, out=np.zeros_like(n), where=n > 1)
    variance = (d * share * (1 - share) * spread).sum(axis=1)
    excess = (d_first - d * share).sum(axis=1)
    square = np.divide(excess**2, variance, out=np.full_like(variance, np.nan), where=variance > 0)
    return np.array([math.erfc(math.sqrt(value / 2)) for value in square])


def p_text(p: float) -> str:
    """A p-value as it should be read: two places, or a bound."""
    return "under 0.01" if p < 0.01 else f"{p:.2f}"


def quiet_after(spells: pd.DataFrame, years: float) -> Derived:
    """The Kaplan-Meier share, in per cent, of settlements not attacked within so many years."""
    share = quiet_shares(spells, np.ones((1, len(spells))), years)[0]
    return derive(round(100 * share), spells, by=quiet_after, unit="%")


def quiet_shares(spells: pd.DataFrame, weights: np.ndarray, years: float) -> np.ndarray:
    """Kaplan-Meier shares not attacked within `years`, one for each row of `weights`.

    `weights` (draws by spells, whole numbers) says how often each spell counts: a bootstrap's
    draw, or noughts and ones for leaving some out. Missing where a draw holds no spell. Attacks
    come before ends of observation on the same day, as the estimator wants.
    """
    time, attacked = spells["years"].to_numpy(), spells["attacked"].to_numpy(dtype=bool)
    order = np.lexsort((~attacked, time))
    drawn = weights[:, order].astype(float)
    at_risk_then = drawn[:, ::-1].cumsum(axis=1)[:, ::-1]
    counted = drawn * (attacked & (time <= years))[order]
    lost = np.divide(counted, at_risk_then, out=np.zeros_like(drawn), where=at_risk_then > 0)
    return np.where(drawn.sum(axis=1) > 0, (1 - lost).prod(axis=1), np.nan)


def hazard_ratio(spells: pd.DataFrame, first: pd.Series, clusters: pd.Series) -> pd.Series:
    """How the rate of attack in the group `first` compares with that of the rest.

    Index: `ratio`, `low`, `high` (95 per cent), `p`; Cox regression with one covariate and errors
    robust to dependence within `clusters`. Cox 1972, https://doi.org/10.1111/j.2517-6161.1972.tb00899.x;
    Lin and Wei 1989, https://doi.org/10.1080/01621459.1989.10478874.
    """
    from lifelines import CoxPHFitter

    frame = pd.DataFrame(
        {
            "years": spells["years"],
            "attacked": spells["attacked"].astype(int),
            "first": first.astype(int),
            "cluster": pd.factorize(clusters, sort=True)[0],
        }
    )
    fitted = (
        CoxPHFitter().fit(frame, "years", "attacked", cluster_col="cluster").summary.loc["first"]
    )
    return pd.Series(
        {
            "ratio": fitted["exp(coef)"],
            "low": fitted["exp(coef) lower 95%"],
            "high": fitted["exp(coef) upper 95%"],
            "p": fitted["p"],
        }
    )


def hazard_told(spells: pd.DataFrame, first: pd.Series, clusters: pd.Series) -> Derived:
    """The ratio of `hazard_ratio` with its interval: "0.16 (0.02 to 1.26)"."""
    found = hazard_ratio(spells, first, clusters)
    text = f"{found['ratio']:.2f} ({found['low']:.2f} to {found['high']:.2f})"
    return derive(float(found["ratio"]), spells, by=hazard_ratio, text=text)
