import pytest

from report.engine.dates import date_of, spelled
from report.engine.words import Words


@pytest.mark.parametrize(
    ("text", "style", "language", "result"),
    [
        ("2026-01-02", "long", "en", "January 2, 2026"),
        ("2026-03-09", "long", "de", "9. März 2026"),
        ("2026-03-09", "D MMMM YYYY", "en-GB", "9 March 2026"),
        ("2026-03-09", "full", "en", "Monday, March 9, 2026"),
        ("2026-03-09", "short", "de-DE", "09.03.26"),
        ("2026-03-09", "iso", "en", "2026-03-09"),
        ("2026-03-21", "[on the] Do", "en", "on the 21st"),
        ("2026-03-12", "Do MMM YY", "en", "12th Mar 26"),
        ("03/09/2026", "long", "en", "March 9, 2026"),
        ("9 March 2026", "iso", "en", "2026-03-09"),
        ("2026-03-09T10:00:00Z", "long", "en", "March 9, 2026"),
        ("2026-03", "MMMM YYYY", "en", "March 2026"),
    ],
)
def test_spelled_dates(text, style, language, result):
    assert spelled(date_of(text), style, Words(language)) == result


@pytest.mark.parametrize("text", ["some spring", "2026-02-30", "", None])
def test_what_is_no_date(text):
    assert date_of(text) is None
