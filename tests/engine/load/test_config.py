import pytest

from report.engine.errors import LoadError
from report.engine.load import load
from report.engine.load.dotenv import read_environment
from report.engine.model import Kind, Severity


def project(root, **options):
    return load(root, environment=options.pop("environment", {}), **options)


WEBSITE = "project:\n  type: website\nwebsite:\n  title: A\n"


def test_a_profile_merges_over_the_project(write):
    root = write(
        {
            "_quarto.yml": f"{WEBSITE}toc: true\nbibliography: a.bib\n",
            "_quarto-brief.yml": "project:\n  output-dir: out\nwebsite:\n  title: B\nbibliography: b.bib\n",
            "index.qmd": "x",
        }
    )
    plain, brief = project(root), project(root, profile="brief")
    assert (str(plain.output), str(brief.output)) == ("_site", "out")
    assert brief.config["website"] == {"title": "B"}
    assert brief.documents[0].meta["toc"] is True
    assert [str(file) for file in brief.bibliographies] == ["b.bib"]


@pytest.mark.parametrize(
    ("profile", "variables", "titles"),
    [
        (None, {}, "one"),
        (None, {"QUARTO_PROFILE": "two"}, "two"),
        ("three", {"QUARTO_PROFILE": "two"}, "three"),
        ("three,two", {}, "three"),
    ],
)
def test_which_profiles_are_active(write, profile, variables, titles):
    files = {
        f"_quarto-{name}.yml": f"website: {{title: {name}}}" for name in ("one", "two", "three")
    }
    root = write({"_quarto.yml": f"{WEBSITE}profile:\n  default: one\n", "index.qmd": "x", **files})
    found = project(root, profile=profile, environment=variables)
    assert found.config["website"] == {"title": titles}
    assert (found.profile, found.profiles[0]) == (profile, titles)
    assert "profile" not in found.config


def test_a_member_of_each_group_is_active(write):
    root = write(
        {
            "_quarto.yml": f"{WEBSITE}profile:\n  group:\n    - [a, b]\n    - [c, d]\n",
            "_quarto-a.yml": "a: true",
            "_quarto-d.yaml": "d: true",
            "index.qmd": "{{< meta a >}}",
        }
    )
    assert set(project(root).config) >= {"a"}
    assert set(project(root, profile="d").config) >= {"a", "d"}


def test_the_local_file_goes_before_profiles(write):
    root = write(
        {
            "_quarto.yml": WEBSITE,
            "_quarto-p.yml": "website: {title: P}",
            "_quarto.yml.local": "website: {title: L}",
            "index.qmd": "x",
        }
    )
    assert project(root, profile="p").config["website"] == {"title": "L"}


def test_the_environment_file_may_choose_the_profile(write):
    files = {"_environment": "QUARTO_PROFILE=p", "_quarto-p.yml": "website: {title: P}"}
    root = write({"_quarto.yml": WEBSITE, "index.qmd": "x", **files})
    assert project(root).config["website"] == {"title": "P"}


def test_a_profile_without_a_file_is_a_warning(write):
    found = project(write({"_quarto.yml": WEBSITE, "index.qmd": "x"}), profile="breif")
    assert [(f.rule, f.severity) for f in found.findings] == [("idle-profile", Severity.WARNING)]


def test_environment_files_set_what_is_not_set(write):
    root = write(
        {
            "_environment": 'A=1\nB=2\nexport C=\'x # y\'\n# note\n\nD = "q\\"r" # why\nE=e # no\n',
            "_environment-p": "B=3\n",
            "_environment.local": "A=4\n",
        }
    )
    found = read_environment(root, ["p"], {"E": "kept"})
    assert found == {"A": "4", "B": "3", "C": "x # y", "D": 'q"r'}


def test_a_line_that_sets_nothing_is_a_fault(write):
    with pytest.raises(LoadError, match="_environment:2:1"):
        read_environment(write({"_environment": "A=1\nnonsense\n"}), [], {})


@pytest.mark.parametrize(
    ("yaml", "kind", "output"),
    [
        ("project: {type: book}\nbook: {chapters: [index.qmd]}", Kind.BOOK, "_book"),
        ("project: {type: website}", Kind.WEBSITE, "_site"),
        ("project: {type: website, output-dir: docs}", Kind.WEBSITE, "docs"),
        ("project: {type: default}", Kind.DEFAULT, "."),
        ("", Kind.DEFAULT, "."),
    ],
)
def test_kinds_and_their_output(write, yaml, kind, output):
    found = project(write({"_quarto.yml": yaml, "index.qmd": "x"}))
    assert (found.kind, str(found.output)) == (kind, output)


def test_faults_of_project_and_profile_are_told_at_once(write):
    root = write(
        {
            "_quarto.yml": "project: {type: website, outputdir: x}\ntoc: maybe\n",
            "_quarto-p.yml": "number-sections: 1\n",
            "index.qmd": "x",
        }
    )
    with pytest.raises(LoadError) as caught:
        project(root, profile="p")
    assert [f"{f.place}: {f.rule}" for f in caught.value.findings] == [
        "_quarto-p.yml:1:18: wrong-type",
        "_quarto.yml:1:26: unknown-key",
        "_quarto.yml:2:6: wrong-type",
    ]


def test_the_tools_table(write):
    root = write(
        {
            "_quarto.yml": WEBSITE,
            "index.qmd": "x",
            "pyproject.toml": '[tool.report]\neditions = ["brief"]\nrules = "a.b"\n',
        }
    )
    found = project(root)
    assert (found.editions, found.rules) == (("brief",), "a.b")
    assert project(root, profile="brief").editions == ()


@pytest.mark.parametrize(
    ("toml", "rule"),
    [
        ("[tool", "toml"),
        ("[tool.report]\neditions = 'x'\nother = 1", "wrong-type"),
        (b"\xff", "encoding"),
    ],
)
def test_a_broken_tools_table_is_a_fault(write, toml, rule):
    with pytest.raises(LoadError) as caught:
        project(write({"_quarto.yml": WEBSITE, "index.qmd": "x", "pyproject.toml": toml}))
    assert caught.value.findings[0].rule == rule
