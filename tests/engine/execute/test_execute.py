"""Executing a plan: steps in the document's order, results by cell, every failure told at once."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from report.engine.errors import ExecutionError
from report.engine.execute import execute
from report.engine.model import CellResult, ExitCode, Output
from report.engine.plan import plan
from report.engine.ports import Evaluate, Run, StepFailed
from tests.engine.sketches import code, document, project
from tests.fakes.kernels import FakeKernels
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore


def executed(written, kernels=None, store=None):
    ports = fake_ports(kernels=kernels or FakeKernels(), store=store or FakeStore())
    return execute(written, plan(written, ports.store), ports, at_once=2)


def failures(written, **answers):
    with pytest.raises(ExecutionError) as caught:
        executed(written, FakeKernels({key: answers[key] for key in answers}))
    return caught.value.findings


def test_expressions_are_evaluated_after_all_that_stands_before_them(tmp_path):
    kernels = FakeKernels()
    written = project(
        tmp_path,
        document(
            "a.qmd", "See `{python} early`.", code("x = 1"), "Now `{python} x`, `{python} y`."
        ),
    )

    (execution,) = executed(written, kernels)

    assert kernels.ran[0].steps == (
        Evaluate("early"),
        Run("x = 1"),
        Evaluate("x"),
        Evaluate("y"),
    )
    assert [bundle["text/plain"] for bundle in execution.expressions] == ["early", "x", "y"]


def test_a_document_without_cells_runs_nothing(tmp_path):
    kernels = FakeKernels()

    assert executed(project(tmp_path, document("a.qmd", "`{python} x`")), kernels) == ()
    assert kernels.ran == []


@pytest.mark.parametrize(
    ("cell", "meta"),
    [
        (code("x", eval=False), {}),
        (code("x"), {"execute": {"eval": False}}),
        (code("x"), {"format": {"html": {"execute": {"eval": False}}}}),
        (code("  \n"), {}),
    ],
    ids=["cell", "document", "format", "empty"],
)
def test_what_is_not_evaluated_gives_nothing(tmp_path, cell, meta):
    kernels = FakeKernels()
    written = project(tmp_path, document("a.qmd", cell, code("y", eval=True), **meta))

    (execution,) = executed(written, kernels)

    assert kernels.ran[0].steps == (Run("y"),)
    assert execution.results[0] == CellResult(())
    assert execution.results[1].outputs[0].text == "y"


def test_a_cell_may_fail_where_it_or_its_document_says_so(tmp_path):
    kernels = FakeKernels()
    written = project(
        tmp_path,
        document("a.qmd", code("x", error=True), code("y")),
        document("b.qmd", code("x", error=False), code("y"), execute={"error": True}),
    )

    executed(written, kernels)

    assert [step.may_fail for session in kernels.ran for step in session.steps] == [
        *(True, False),
        *(False, True),
    ]


def test_results_come_in_the_projects_order_fresh_or_reused(tmp_path):
    store = FakeStore()
    first = document("a.qmd", code("one"))
    second = document("b.qmd", code("two"))
    executed(project(tmp_path, second), store=store)

    fresh, reused = executed(project(tmp_path, first, second), store=store)

    assert (fresh.path, fresh.reused) == (PurePosixPath("a.qmd"), False)
    assert (reused.path, reused.reused) == (PurePosixPath("b.qmd"), True)


def test_a_reused_execution_is_the_fresh_one_again(tmp_path):
    shown = CellResult(
        (
            Output("stream", name="stdout", text="é\n"),
            Output(
                "display_data", data={"image/png": "aGk="}, metadata={"image/png": {"width": 3}}
            ),
            Output("execute_result", data={"application/json": {"a": [1, None, 2.5]}}),
        ),
        3,
    )
    kernels, store = FakeKernels({"x": shown}), FakeStore()
    written = project(tmp_path, document("a.qmd", code("x"), "`{python} y`"))

    (fresh,) = executed(written, kernels, store)
    (reused,) = executed(written, kernels, store)

    assert kernels.names == ["a.qmd"]
    assert (reused.results, reused.expressions) == (fresh.results, fresh.expressions)


def test_a_result_that_went_missing_after_planning_is_made_again(tmp_path):
    kernels, store = FakeKernels(), FakeStore()
    written = project(tmp_path, document("a.qmd", code("x")))
    executed(written, kernels, store)
    todo = plan(written, store)
    store.kept.clear()

    execute(written, todo, fake_ports(kernels=kernels, store=store), at_once=1)

    assert kernels.names == ["a.qmd", "a.qmd"]


def test_every_failing_document_is_told_and_the_others_are_remembered(tmp_path):
    raised = StepFailed(0, "error", "ValueError", "no data")
    kernels, store = FakeKernels({"bad": raised, "worse": raised}), FakeStore()
    good, bad, worse = (
        document(name, code(source))
        for name, source in (("a.qmd", "good"), ("b.qmd", "bad"), ("c.qmd", "worse"))
    )

    with pytest.raises(ExecutionError) as caught:
        executed(project(tmp_path, good, bad, worse), kernels, store)

    assert caught.value.code is ExitCode.EXECUTE
    assert [str(finding.place) for finding in caught.value.findings] == ["b.qmd:1", "c.qmd:1"]
    assert plan(project(tmp_path, good), store).runs == ()
    assert len(plan(project(tmp_path, bad, worse), store).runs) == 2


def test_an_error_is_told_with_the_line_of_the_file_and_of_the_cell(tmp_path):
    traceback = (
        "\x1b[31m---------------------------------------------------------------------------\x1b[39m",
        "\x1b[31mZeroDivisionError\x1b[39m                         Traceback (most recent call last)",
        "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[1]\x1b[39m\x1b[32m, line 2\x1b[39m\n"
        "      1 n = 0\n----> 2 1 / n\n",
        "\x1b[31mZeroDivisionError\x1b[39m: division by zero",
    )
    raised = StepFailed(0, "error", "ZeroDivisionError", "division by zero", traceback)
    cell = code("n = 0\n1 / n", label="x", echo=False)
    written = project(tmp_path, document("a.qmd", "One\ntwo", cell))

    (finding,) = failures(written, **{"n = 0\n1 / n": raised})

    assert str(finding.place) == "a.qmd:7"  # two lines, the fence, two options, and the second line
    assert finding.message == (
        "ZeroDivisionError: division by zero (line 2 of the cell)\n"
        "Cell In[1], line 2\n      1 n = 0\n----> 2 1 / n"
    )
    assert "error: true" in finding.hint


def test_a_long_traceback_keeps_its_ends(tmp_path):
    lines = "\n".join(f"line {number}" for number in range(100))
    raised = StepFailed(0, "error", "ValueError", "x", (lines,))

    (finding,) = failures(project(tmp_path, document("a.qmd", code("x"))), x=raised)

    assert len(finding.message.splitlines()) < 20
    assert "line 0" in finding.message
    assert "line 99" in finding.message


def test_a_failing_expression_is_told_where_it_stands(tmp_path):
    raised = StepFailed(0, "error", "NameError", "name 'z' is not defined")
    written = project(tmp_path, document("a.qmd", code("x"), "Prose `{python} z`"))

    (finding,) = failures(written, z=raised)

    assert str(finding.place) == "a.qmd:4"
    assert finding.message == "NameError: name 'z' is not defined"
    assert "error: true" not in finding.hint  # which expressions cannot say


@pytest.mark.parametrize(
    ("failure", "rule", "words"),
    [
        (StepFailed(0, "timeout"), "cell-timeout", "within 9 s"),
        (StepFailed(0, "died", value="Killed"), "kernel-died", "Killed"),
        (StepFailed(0, "missing", value="julia"), "kernel-missing", "'julia'"),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_hanging_dying_and_missing_kernels_have_words_of_their_own(tmp_path, failure, rule, words):
    written = project(tmp_path, document("a.qmd", code("x"), execute={"timeout": 9}))

    (finding,) = failures(written, x=failure)

    assert finding.rule == rule
    assert words in finding.message
