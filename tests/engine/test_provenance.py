from hypothesis import given
from hypothesis import strategies as st

from report.derived import Derived, Rows
from report.engine.provenance import RowSet, derivation, row_sets
from tests.engine.publish.evidence.html import attributes_in

WORDS = st.text(min_size=1, max_size=12)


@given(
    st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=4, unique=True), min_size=1),
    WORDS,
)
def test_what_a_value_carries_is_what_the_engine_reads(rows, function):
    value = Derived(1, "1", "", function, tuple(Rows(k, tuple(v)) for k, v in rows.items()), ())

    marks = attributes_in(value._repr_markdown_())

    found = derivation("1", marks)
    assert found.function == function
    assert found.rows == tuple(RowSet(k, tuple(v)) for k, v in rows.items())


def test_all_rows_of_a_dataset_are_one_star():
    assert row_sets("tanks:*") == (RowSet("tanks", whole=True),)
    assert row_sets("tanks:%2A") == (RowSet("tanks", ("*",)),)


def test_ids_tell_apart_what_differs_in_text_function_or_rows():
    marks = {"data-rows": "tanks:a b", "data-function": "f"}
    changed = [
        ("2", marks),
        ("1", {**marks, "data-rows": "tanks:ab"}),
        ("1", {**marks, "data-rows": "tanks:a"}),
        ("1", {**marks, "data-rows": "tanks:a;b:*"}),
        ("1", {**marks, "data-function": "g"}),
    ]
    ids = {derivation(text, one).id for text, one in [("1", marks), *changed]}
    assert len(ids) == 1 + len(changed)
