"""Security guarantees: what each framework promises, how sure the comparison is, which were tested."""

from report.analysis.guarantees.agreement import agreement, kappa
from report.analysis.guarantees.comparison import (
    consultation_within,
    gap,
    lead,
    mean_total,
    profile,
    signed_between,
    speed_parts,
)
from report.analysis.guarantees.families import (
    alliances,
    families,
    network,
    promising,
    signed,
    with_attack_clause,
)
from report.analysis.guarantees.pledges import pledges, stated_sums
from report.analysis.guarantees.ranking import bundled, outranks, rank_ranges, standing
from report.analysis.guarantees.scores import DIMENSIONS, behind, complete, scores, totals
from report.analysis.guarantees.trials import score_by_outcome, trend, trials, tried

__all__ = [
    "DIMENSIONS",
    "agreement",
    "alliances",
    "behind",
    "bundled",
    "complete",
    "consultation_within",
    "families",
    "gap",
    "kappa",
    "lead",
    "mean_total",
    "network",
    "outranks",
    "pledges",
    "profile",
    "promising",
    "rank_ranges",
    "score_by_outcome",
    "scores",
    "signed",
    "signed_between",
    "speed_parts",
    "standing",
    "stated_sums",
    "totals",
    "trend",
    "trials",
    "tried",
    "with_attack_clause",
]
