from __future__ import annotations

import json

import pytest

from report.engine.validate import package
from report.engine.validate.package import read_package
from tests.engine.validate.projects import SYSTEMS, resource, write


def told(root):
    return [f"{finding.place}: {finding.message}" for finding in read_package(root).findings]


def with_resource(root, **changes):
    entry = {**resource("systems", SYSTEMS), **changes}
    return write(root, {"resources": [entry]})


def test_a_project_without_data_has_no_package(tmp_path):
    assert read_package(tmp_path) is None


def test_a_good_descriptor_gives_its_tables(tmp_path):
    found = read_package(write(tmp_path))

    assert [(one.name, str(one.path)) for one in found.resources] == [
        ("systems", "data/systems.csv"),
        ("steps", "data/steps.csv"),
    ]
    assert found.findings == ()


def test_broken_json_is_told_with_line_and_column(tmp_path):
    assert told(write(tmp_path, '{\n  "resources": [,]\n}')) == [
        "data/datapackage.json:2:17: no JSON: Expecting value"
    ]


@pytest.mark.parametrize("text", ["[]", '{"resources": {}}', '{"resources": []}', "null"])
def test_a_descriptor_without_resources_is_told(tmp_path, text):
    assert told(write(tmp_path, text)) == [
        "data/datapackage.json: the data package lists no resources"
    ]


def test_a_descriptor_nested_beyond_reason_is_told(tmp_path):
    (line,) = told(write(tmp_path, "[" * 100_000))

    assert line.startswith("data/datapackage.json")


def test_bytes_that_are_no_text_are_told(tmp_path):
    (write(tmp_path) / "data/datapackage.json").write_bytes(b"\xff\xfe")

    assert told(tmp_path) == ["data/datapackage.json: the file is not UTF-8"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("../secret.csv", "the path of `systems` leads out of data/: ../secret.csv"),
        ("/etc/secret.csv", "the path of `systems` leads out of data/: /etc/secret.csv"),
        ("link.csv", "the path of `systems` leads out of data/: link.csv"),
        (
            "https://a.example/x.csv",
            "the path of `systems` leads out of data/: https://a.example/x.csv",
        ),
        ("missing.csv", "the table `systems` has no file data/missing.csv"),
        ("systems.xlsx", "the path of `systems` is not a CSV file"),
        (["a.csv", "b.csv"], "the path of `systems` is not a CSV file"),
    ],
)
def test_tables_are_csv_files_in_the_data_folder(tmp_path, path, message):
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.csv").write_text("id\n")
    with_resource(root, path=path)
    (root / "data/link.csv").symlink_to(tmp_path / "secret.csv")

    assert told(root) == [f"data/datapackage.json:4: {message}"]


def test_a_table_has_a_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "LARGEST", 1024**2 - 1)
    root = write(tmp_path, systems="x" * 1024**2)

    assert told(root) == ["data/datapackage.json:4: data/systems.csv is larger than 0 MiB"]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (None, "`systems` has no schema with fields"),
        ("https://a.example/schema.json", "`systems` has no schema with fields"),
        ({"fields": []}, "`systems` has no schema with fields"),
        ({"fields": [{"type": "string"}]}, "a field of `systems` has no name"),
        ({"fields": [{"name": "id"}, {"name": "id"}]}, "`systems` describes the field `id` twice"),
    ],
)
def test_a_table_has_a_schema_of_its_own(tmp_path, schema, message):
    assert told(with_resource(tmp_path, schema=schema)) == [f"data/datapackage.json:4: {message}"]


def test_names_are_there_and_differ(tmp_path):
    systems = resource("systems", SYSTEMS)
    root = write(tmp_path, json.dumps({"resources": [systems, systems, {"path": "x.csv"}, 3]}))

    assert [line.split(": ")[1] for line in told(root)] == [
        "two resources are named `systems`",
        "resource number 3 has no name",
        "resource number 4 has no name",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"asOf": 3}, "asOf: 3 is not of type 'object'"),
        ({"asOf": {"since": "soon"}}, "asOf.since: 'soon' does not match"),
        ({"asOf": {"known": "day"}}, "`systems` speaks of a field `day` that it does not have"),
        ({"asOf": {"hides": {"id": {"fields": ["x"]}}}}, "speaks of a field `x`"),
        ({"asOf": {"parent": {"resource": "systems"}}}, "'field' is a required property"),
        ({"asOf": {"parent": {"resource": "gone", "field": "id"}}}, "has the parent `gone`"),
        ({"schema": {**SYSTEMS, "primaryKey": []}}, "schema.primaryKey: [] is not valid"),
        ({"schema": {**SYSTEMS, "primaryKey": "key"}}, "speaks of a field `key`"),
        ({"schema": {"fields": SYSTEMS["fields"]}}, "`systems` has no primary key"),
        ({"schema": {**SYSTEMS, "foreignKeys": [1]}}, "foreignKeys[0]: 1 is not of type"),
    ],
)
def test_what_rows_are_shown_by_has_the_shape_that_is_relied_on(tmp_path, changes, message):
    [line] = told(with_resource(tmp_path, **changes))
    assert line.startswith("data/datapackage.json:")
    assert message in line
