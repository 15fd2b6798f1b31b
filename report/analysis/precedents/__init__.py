"""Precedents: settlements and what became of them, by the kind of guarantee that stood behind."""

from report.analysis.precedents.chains import (
    PHASES,
    chain,
    chains,
    days_between,
    lost_twice,
    phased,
    repeat_dyads,
)
from report.analysis.precedents.evidence import Evidence
from report.analysis.precedents.selection import (
    FEATURES,
    counted,
    median_until_attack,
    shares,
    shares_attacked,
    watched,
)
from report.analysis.precedents.specifications import (
    MIDDLE_WEAK,
    STRONG_WEAK,
    TROOPS_REST,
    estimate_range,
    estimates,
    left_out,
    p_range,
    ways,
)
from report.analysis.precedents.spells import (
    CLASSES,
    TYPE_NAMES,
    against,
    settlements,
    spells,
)
from report.analysis.precedents.survival import (
    at_risk,
    curves,
    hazard_ratio,
    log_rank,
    quiet_after,
)

__all__ = [
    "CLASSES",
    "FEATURES",
    "MIDDLE_WEAK",
    "PHASES",
    "STRONG_WEAK",
    "TROOPS_REST",
    "TYPE_NAMES",
    "Evidence",
    "against",
    "at_risk",
    "chain",
    "chains",
    "counted",
    "curves",
    "days_between",
    "estimate_range",
    "estimates",
    "hazard_ratio",
    "left_out",
    "log_rank",
    "lost_twice",
    "median_until_attack",
    "p_range",
    "phased",
    "quiet_after",
    "repeat_dyads",
    "settlements",
    "shares",
    "shares_attacked",
    "spells",
    "watched",
    "ways",
]
