"""Which predicate decides which claim, and why no table can decide the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from report.analysis.claims import on_history as h
from report.analysis.claims import on_terms as t
from report.analysis.claims import on_weapons as w
from report.analysis.claims.verdict import Computed, Frames

Predicate = Callable[[Frames], Computed]

PREDICATES: Mapping[str, Predicate] = {
    "claim_01": w.last_weeks,
    "claim_02": w.authorised,
    "claim_04": w.limited_before,
    "claim_05": w.struck_russia,
    "claim_08": w.allies_follow,
    "claim_09": w.came_late,
    "claim_10": w.often_late,
    "claim_12": t.fast_track,
    "claim_13": t.favours_putin,
    "claim_14": t.arms_and_pressure,
    "claim_15": t.good_options,
    "claim_16": w.rallied,
    "claim_18": w.often_slow,
    "claim_19": w.mixed_messages,
    "claim_20": w.same_cycle,
    "claim_22": w.koreans_in_kursk,
    "claim_25": w.no_single_weapon,
    "claim_29": h.doctrine,
    "claim_30": h.rhetoric,
    "claim_31": t.lines_of_the_team,
    "claim_32": t.not_radical,
    "claim_34": t.bundle_began,
    "claim_37": t.europeans_too,
    "claim_38": t.stated_goal,
    "claim_39": t.pause_or_neutrality,
    "claim_40": h.no_deal,
    "claim_41": h.no_deal,
    "claim_42": h.no_deal,
    "claim_43": h.no_deal,
    "claim_45": h.signatories,
    "claim_46": h.rest_of_the_country,
    "claim_47": h.then_poland,
    "claim_48": h.like_munich,
    "claim_54": t.vances_line,
    "claim_55": t.vances_silence,
    "claim_56": t.vances_room,
    "claim_57": t.not_fanciful,
    "claim_59": t.asks_for_backup,
    "claim_61": t.best_security,
    "claim_62": h.tempts,
    "claim_63": t.stronger_plan,
    "claim_64": h.scorn,
    "claim_65": h.no_deal,
    "claim_66": t.putins_choices,
    "claim_67": w.standstill,
    "claim_68": h.afterwards,
    "claim_69": h.no_deal,
    "claim_70": w.seventeenth,
    "claim_71": w.long_sought,
}

UNDECIDED: Mapping[str, str] = {
    "claim_03": "No table holds what was not announced.",
    "claim_06": "No table codes the tone of a statement.",
    "claim_11": "The end of a term is in the constitution; no table holds the state of the war.",
    "claim_21": "No table codes the reasons that officials gave.",
    "claim_23": "No table holds the debate inside the administration.",
    "claim_26": "No table holds the front line before and after a system came.",
    "claim_27": "It needs a world in which the decisions came earlier.",
    "claim_33": "No table holds what officials accepted in private.",
    "claim_35": "No table holds what officials admitted in private.",
    "claim_36": "No table holds what officials saw in private.",
    "claim_44": "No table counts uses of an analogy.",
    "claim_49": "No table counts references to Munich.",
    "claim_50": "No table follows one state’s conduct after another’s crisis.",
    "claim_51": "No table holds what members of the team understood.",
    "claim_52": "No table holds private fears.",
    "claim_58": "The proposal in question rests on the op-ed; a table cannot confirm it by itself.",
}
