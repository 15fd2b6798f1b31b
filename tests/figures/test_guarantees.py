import datetime as dt

import pandas as pd
import pytest

from figures import (
    free_ukraine_map,
    guarantee_map,
    guarantee_profile,
    guarantee_ranking,
    guarantee_trials,
)
from report.analysis import guarantees as g
from report.author import data

DAY = dt.date(2024, 11, 19)
MODEL = {"Model": ["nato_frg_1955"], "Ukraine": ["ua_typical", "budapest_1994"]}


def frames():
    """What each figure is drawn from, on the day of the op-ed."""
    provisions = data("guarantee_provisions", on=DAY)
    frameworks = data("guarantee_frameworks", on=DAY)
    groups = {
        "Ukraine’s agreements": g.with_attack_clause(g.network(frameworks)),
        "Treaty alliances": g.alliances(frameworks),
    }
    return {
        guarantee_map: g.score_map(provisions, frameworks),
        guarantee_profile: g.worded(g.profile(provisions, groups)),
        guarantee_ranking: g.ranked(provisions, frameworks),
        guarantee_trials: g.trial_map(provisions, frameworks),
        free_ukraine_map: g.chosen_map(provisions, frameworks, MODEL),
    }


FRAMES = frames()


@pytest.mark.parametrize("figure", FRAMES, ids=lambda figure: figure.__name__)
def test_a_figure_is_valid_and_the_same_every_time(figure):
    spec = figure.draw(FRAMES[figure]).to_dict()
    assert spec == figure.draw(FRAMES[figure].copy()).to_dict()
    assert spec["title"]["text"]


def told(figure, frame: pd.DataFrame) -> str:
    """The title of a figure, in one line."""
    return " ".join(figure.draw(frame).to_dict()["title"]["text"])


def test_the_profile_names_where_the_network_leads():
    assert told(guarantee_profile, FRAMES[guarantee_profile]).startswith(
        "Ukraine’s agreements lead on arms supply"
    )
    behind = FRAMES[guarantee_profile].assign(mean=lambda frame: frame["high"] * 0)
    assert "trail on all 7 dimensions" in told(guarantee_profile, behind)


def test_the_ranking_names_the_typical_agreement_or_the_strongest():
    assert "Ukraine’s typical agreement ranks" in told(guarantee_ranking, FRAMES[guarantee_ranking])
    others = FRAMES[guarantee_ranking].query("not mine")
    assert "The strongest of" in told(guarantee_ranking, others)


def test_the_trials_name_the_highest_score():
    assert "CSTO 1992 (Armenia), was not honoured" in told(
        guarantee_trials, FRAMES[guarantee_trials]
    )


def test_the_model_is_set_against_the_typical_agreement():
    title = told(free_ukraine_map, FRAMES[free_ukraine_map])
    assert title.startswith("“West Germany into NATO 1955” scores 17 of 21")
    alone = FRAMES[free_ukraine_map].query("key == 'nato_frg_1955'")
    assert told(free_ukraine_map, alone).endswith("17 of 21")
