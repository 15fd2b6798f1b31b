"""The claims of the op-ed: computed verdicts beside the authored ones, and the evidence by day."""

from report.analysis.claims.ledger import (
    DATASETS,
    KINDS,
    by_day,
    by_verdict,
    compared,
    computed,
    counted,
    decided,
    facts_by_claim,
    tiles,
    untestable,
)
from report.analysis.claims.registry import PREDICATES, UNDECIDED
from report.analysis.claims.verdict import VERDICTS, Computed, Frames

__all__ = [
    "DATASETS",
    "KINDS",
    "PREDICATES",
    "UNDECIDED",
    "VERDICTS",
    "Computed",
    "Frames",
    "by_day",
    "by_verdict",
    "compared",
    "computed",
    "counted",
    "decided",
    "facts_by_claim",
    "tiles",
    "untestable",
]
