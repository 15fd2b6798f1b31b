"""Security guarantees: what each framework promises, how sure the comparison is, which were tested."""

from report.analysis.guarantees.agreement import agreement, kappa
from report.analysis.guarantees.charted import (
    chosen_map,
    ranked,
    score_map,
    trial_map,
    worded,
)
from report.analysis.guarantees.comparison import (
    by_family,
    consultation_within,
    gap,
    lead,
    mean_total,
    most,
    profile,
    signed_between,
    speed_parts,
    widest,
)
from report.analysis.guarantees.families import (
    alliances,
    counted,
    families,
    network,
    promising,
    signed,
    signing_day,
    with_attack_clause,
)
from report.analysis.guarantees.names import short
from report.analysis.guarantees.pledges import pledges, stated_sums
from report.analysis.guarantees.ranking import (
    bundled,
    outranks,
    rank_of,
    rank_ranges,
    rank_span,
    ranked_count,
    standing,
)
from report.analysis.guarantees.scores import DIMENSIONS, behind, complete, scores, totals
from report.analysis.guarantees.trials import score_by_outcome, trend, trend_span, trials, tried

__all__ = [
    "DIMENSIONS",
    "agreement",
    "alliances",
    "behind",
    "bundled",
    "by_family",
    "chosen_map",
    "complete",
    "consultation_within",
    "counted",
    "families",
    "gap",
    "kappa",
    "lead",
    "mean_total",
    "most",
    "network",
    "outranks",
    "pledges",
    "profile",
    "promising",
    "rank_of",
    "rank_ranges",
    "rank_span",
    "ranked",
    "ranked_count",
    "score_by_outcome",
    "score_map",
    "scores",
    "short",
    "signed",
    "signed_between",
    "signing_day",
    "speed_parts",
    "standing",
    "stated_sums",
    "totals",
    "trend",
    "trend_span",
    "trial_map",
    "trials",
    "tried",
    "widest",
    "with_attack_clause",
    "worded",
]
