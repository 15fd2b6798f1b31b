from report.analysis.guarantees import pledges, stated_sums
from tests.analysis.guarantees.frames import UA, frameworks

FIELD = frameworks(
    large={**UA, "first_year_pledge_value": 7.1e9, "pledge_currency": "EUR"},
    small={**UA, "first_year_pledge_value": 112e6, "pledge_currency": "SEK"},
    share={**UA, "pledge_multi_year": "0.25% of GDP a year"},
    silent=UA,
    other={"first_year_pledge_value": 3.8e9, "pledge_currency": "USD"},
)


def test_sums_keep_their_currency():
    told = pledges(FIELD)
    assert list(told.index) == ["large", "share", "small"]
    assert str(told.loc["large", "sum"]) == "EUR\N{NO-BREAK SPACE}7.1\N{NO-BREAK SPACE}bn"
    assert str(told.loc["small", "sum"]) == "SEK\N{NO-BREAK SPACE}112\N{NO-BREAK SPACE}m"
    assert told.loc["share", "sum"] is None


def test_only_the_network_is_counted():
    assert stated_sums(FIELD).value == 2
    assert stated_sums(FIELD, "pledge_multi_year").rows[0].keys == ("share",)
