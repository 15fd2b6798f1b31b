"""What a site says of its making in the field's formats: environment, SBOM, RO-Crate, W3C PROV."""

from __future__ import annotations

import itertools
import json

import pytest

from report.engine.attest.bom import bill_of_materials, environment, pinned
from report.engine.attest.crate import About, Part, metadata
from report.engine.attest.prov import prov_json
from report.engine.build import build
from report.engine.doors.pandoc import BundledPandoc
from report.engine.provenance import Derivation, RowSet
from report.engine.wish import Wish
from tests.fakes.ports import fake_ports

ONE, TWO = "1" * 64, "2" * 64
LOCK = f"""\
altair==6.3.0 \\
    --hash=sha256:{ONE} \\
    --hash=sha256:{TWO}
appnope==1.0 ; sys_platform == 'darwin' \\
    --hash=sha256:{TWO}
"""
ABOUT = About(
    title="A <Title>",
    description="What it is",
    authors=("A. Author", "B. Author"),
    license="https://creativecommons.org/licenses/by/4.0/",
    date="2026-11-26",
    address="",
    keywords=("a",),
    parts=(Part("index.html", "Home", "text/html"),),
)


def test_a_lock_is_read_with_digests_and_markers():
    assert [(one.name, one.version, one.marker, one.sha256) for one in pinned(LOCK)] == [
        ("altair", "6.3.0", "", (ONE, TWO)),
        ("appnope", "1.0", "sys_platform == 'darwin'", (TWO,)),
    ]
    assert len(json.loads(environment(LOCK, "3.11"))["packages"]) == 2


def test_the_bill_of_materials_is_cyclonedx_and_the_same_each_time():
    text = bill_of_materials(LOCK, "A report")
    bom = json.loads(text)
    assert (bom["bomFormat"], bom["metadata"]["component"]["name"]) == ("CycloneDX", "A report")
    assert "timestamp" not in bom["metadata"]
    assert [one["purl"] for one in bom["components"]] == [
        "pkg:pypi/altair@6.3.0",
        "pkg:pypi/appnope@1.0",
    ]
    assert [one["content"] for one in bom["components"][0]["hashes"]] == [ONE, TWO]
    assert bill_of_materials(LOCK, "A report") == text


def test_the_crate_tells_people_licence_date_and_parts():
    graph = {entity["@id"]: entity for entity in json.loads(metadata(ABOUT))["@graph"]}
    root = graph["./"]
    assert (root["name"], root["datePublished"]) == ("A <Title>", "2026-11-26")
    assert [graph[one["@id"]]["name"] for one in root["author"]] == ["A. Author", "B. Author"]
    assert root["license"]["@id"] == ABOUT.license
    assert graph["index.html"]["encodingFormat"] == "text/html"
    assert metadata(ABOUT) == metadata(ABOUT)


def test_the_crate_invents_no_date():
    from dataclasses import replace

    graph = json.loads(metadata(replace(ABOUT, date="")))["@graph"]
    assert all("datePublished" not in entity for entity in graph)


def test_a_value_is_derived_from_rows_by_a_function():
    derived = Derivation("187 days", "lags.median", "day", (RowSet("steps", ("a", "b c")),))
    text = prov_json("chapters/one.html", [derived])
    told = json.loads(text)
    assert told["entity"][f"value:{derived.id}"]["prov:value"] == "187 days"
    [link] = told["wasDerivedFrom"].values()
    assert told["entity"][link["prov:usedEntity"]]["prov:value"] == "a b%20c"
    assert link["prov:activity"] == "function:lags.median"
    assert prov_json("chapters/one.html", [derived]) == text


FILES = {
    "_quarto.yml": "project: {type: book, output-dir: _site}\n"
    "book: {title: B, author: [A. Author, {name: C. Author}], date: 2026-11-26, chapters: [index.qmd]}\n"
    "format: html\n",
    "index.qmd": '# Home\n\n[7 days]{.derived data-function="f.g" data-rows="t:a"}\n',
    "requirements.lock": LOCK,
    "CITATION.cff": "cff-version: 1.2.0\n",
}


@pytest.mark.parametrize(
    "name",
    [
        "CITATION.cff",
        "ro-crate-metadata.json",
        "provenance/bom.cdx.json",
        "provenance/environment.json",
        "provenance/index.prov.json",
    ],
)
def test_a_site_says_all_of_it(write, name):
    root = write(FILES)
    ports = fake_ports(pandoc=BundledPandoc(1))
    edition = build(Wish(root, lenient=True), ports, itertools.count().__next__).edition
    assert name in set(map(str, edition.files))
    assert (root / "_site" / name).stat().st_size > 0
    graph = json.loads((root / "_site/ro-crate-metadata.json").read_text())["@graph"]
    assert {one["name"] for one in graph if one["@type"] == "Person"} == {"A. Author", "C. Author"}
