"""The `report` command: words to wishes, outcomes to lines and exit codes; no logic of its own.

Heavy imports stay inside the commands, so that `report --help` answers at once.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from report.engine.errors import ReportError
from report.engine.model import ExitCode, Finding, Severity
from report.lines import finding_lines, finding_summary, findings_json, outcome_lines

if TYPE_CHECKING:
    from report.engine.build import Outcome, Wish
    from report.engine.doors.progress import Bars, Lines, Silence

PATH = click.Path(exists=True, path_type=Path)
FORMATS = {"html": frozenset({"html"}), "pdf": frozenset({"typst"})}


def speaking(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a command raises into lines on standard error and the stage's exit code."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except ReportError as error:
            tell(error.findings)
            leave(error.code)
        except KeyboardInterrupt:
            click.echo("interrupted; the last good site is as it was", err=True)
            leave(ExitCode.INTERRUPTED)
        except click.ClickException:
            raise
        except Exception as error:
            click.echo(traceback.format_exc(), err=True)
            click.echo(
                f"a fault of report itself ({type(error).__name__}); please tell us", err=True
            )
            leave(ExitCode.INTERNAL)

    return guarded


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="end-game-report", prog_name="report")
def main() -> None:
    """Build and check reproducible Quarto reports, with or without Quarto."""


@main.command()
@click.argument("path", type=PATH, default=".")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--to", "target", type=click.Choice(sorted(FORMATS)), help="Only HTML or only PDF.")
@click.option("--force", is_flag=True, help="Run every cell, even if nothing changed.")
@click.option("--lenient", is_flag=True, help="Warn where Quarto only warns, instead of failing.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Name every step.")
@speaking
def build(**words: Any) -> None:
    """Build site and PDFs of PATH: a project folder or one .qmd file."""
    outcome = build_once(wish_of(**words), progress_of(**words))
    tell(outcome.findings)
    if not words["quiet"]:
        for line in outcome_lines(outcome, shown(outcome.edition.site)):
            click.echo(line)


@main.command()
@click.argument("path", type=PATH, default=".")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@speaking
def check(path: Path, form: str) -> None:
    """Check data, citations, chapters and figures of PATH; run nothing."""
    from report.engine.build import check as check_project

    findings = check_project(path)
    if form == "json":
        click.echo(findings_json(findings))
    else:
        tell(findings, summary=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        leave(ExitCode.VALIDATE)


@main.command()
@click.argument("path", type=PATH, default=".")
@click.option("--port", default=4848, show_default=True, help="Port on 127.0.0.1.")
@click.option("--lenient", is_flag=True, help="Warn where Quarto only warns, instead of failing.")
@speaking
def preview(path: Path, port: int, lenient: bool) -> None:
    """Serve PATH on 127.0.0.1 and rebuild it whenever a file changes."""
    from report.engine.build import Wish
    from report.engine.doors.progress import Silence
    from report.engine.preview import preview as serve

    wish = Wish(path=path, lenient=lenient, formats=FORMATS["html"])
    serve(lambda: build_once(wish, Silence()).edition, path, port=port)


def wish_of(
    path: Path, output: Path | None, target: str | None, force: bool, lenient: bool, **_: object
) -> Wish:
    """The wish that the words of `report build` stand for."""
    from report.engine.build import FORMATS as ALL
    from report.engine.build import Wish

    formats = FORMATS[target] if target else ALL
    return Wish(path=path, output=output, formats=formats, force=force, lenient=lenient)


def progress_of(quiet: bool, verbose: bool, **_: object) -> Silence | Lines | Bars:
    """Bars for a person at a terminal, lines for a log, nothing for `-q`."""
    from report.engine.doors.progress import Bars, Lines, Silence

    if quiet:
        return Silence()
    if sys.stderr.isatty():
        return Bars(verbose=verbose)
    return Lines(sys.stderr, verbose=verbose)


def build_once(wish: Wish, progress: Silence | Lines | Bars) -> Outcome:
    """Build with the real doors; the progress display is taken away however it ends."""
    from report.engine.build import build as build_wish
    from report.engine.wiring import wired

    try:
        return build_wish(wish, wired(wish.path, progress), time.perf_counter)
    finally:
        progress.close()


def tell(findings: tuple[Finding, ...], *, summary: bool = False) -> None:
    """Write findings to standard error, and how many there are."""
    for line in finding_lines(findings):
        click.echo(line, err=True)
    if findings or summary:
        click.echo(finding_summary(findings), err=True)


def shown(path: Path) -> str:
    """`path` as a person standing in this folder would write it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def leave(code: ExitCode) -> NoReturn:
    """End the process with the stage's exit code."""
    sys.exit(int(code))


if __name__ == "__main__":
    main()
