"""The `report` command: words to wishes, outcomes to lines and exit codes; no logic of its own.

Heavy imports stay inside the commands, so that `report --help` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from report.engine.errors import ReportError
from report.engine.model import ExitCode, Finding, Severity
from report.engine.version import VERSION
from report.lines import (
    finding_lines,
    finding_summary,
    finding_table,
    findings_json,
    outcome_lines,
    plain,
    plan_lines,
    plan_table,
)

if TYPE_CHECKING:
    from report.engine.doors.progress import Bars, Lines, Silence
    from report.engine.wish import Outcome, Ran, Wish

PATH = click.Path(exists=True, path_type=Path)
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
SELDOM = 3_000  # objects made, after which Python looks for garbage, else after 700: memory grows with it
FORMATS = {"html": {"html"}, "pdf": {"typst"}, "typst": {"typst"}, "all": {"html", "typst"}}

path_argument = click.argument("path", type=PATH, default=".")
lenient_option = click.option(
    "--lenient", is_flag=True, help="Warn where Quarto only warns, instead of failing."
)
parameter_option = click.option(
    "-P", "--parameter", "parameters", multiple=True, metavar="NAME:VALUE", help="Set a parameter."
)
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Build as of this day: hide what became known later.",
)
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    help="Kernels side by side; as many as cores if not said.",
)
profile_option = click.option("--profile", help="Quarto profile to build.")
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong."
)
verbose_option = click.option("-v", "--verbose", is_flag=True, help="Name every step.")


def speaking(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a command raises into lines on standard error and the stage's exit code."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        signal.signal(signal.SIGTERM, interrupted)
        try:
            command(*args, **kwargs)
        except ReportError as error:
            tell(error.findings)
            leave(error.code)
        except KeyboardInterrupt:
            click.echo("interrupted; the last good site is as it was", err=True)
            leave(ExitCode.INTERRUPTED)
        except (click.ClickException, BrokenPipeError):
            raise  # click tells of the one, and ends in silence where nobody reads on
        except Exception as error:
            blame(error)
            leave(ExitCode.INTERNAL)

    return guarded


def interrupted(*_: object) -> None:
    """End as after Ctrl-C, also in the background, where shells have that ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="report")
def main() -> None:
    """Build and check reproducible Quarto reports, with or without Quarto."""


@main.command()
@path_argument
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--to", "target", type=click.Choice(["html", "pdf"]), help="Only HTML or only PDF.")
@click.option("--force", is_flag=True, help="Run every cell, even if nothing changed.")
@click.option("--dry-run", is_flag=True, help="Say what would run and why; run nothing.")
@lenient_option
@parameter_option
@as_of_option
@profile_option
@jobs_option
@quiet_option
@verbose_option
@speaking
def build(dry_run: bool, quiet: bool, verbose: bool, **words: Any) -> None:
    """Build site and PDFs of PATH: a project folder or one .qmd file."""
    wish = wish_of(**words)
    if dry_run:
        tell_plan(wish)
        return
    tell_outcome(build_once(wish, progress_of(quiet, verbose)), quiet=quiet)


@main.command()
@click.argument("path", type=PATH, default=".")
@click.option("--to", "target", type=click.Choice(sorted(FORMATS)), help="Only this format.")
@click.option("--output", "name", default="", help="File name, for a lone document.")
@parameter_option
@profile_option
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@speaking
def render(name: str, quiet: bool, target: str | None, **words: Any) -> None:
    """Build PATH as `quarto render` would be asked to; warn where Quarto only warns."""
    wish = wish_of(
        target=target, name=name, insist=target not in {None, "all"}, lenient=True, **words
    )
    tell_outcome(build_once(wish, progress_of(quiet, verbose=False)), quiet=quiet)


@main.command()
@path_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@speaking
def check(path: Path, form: str) -> None:
    """Check data, citations, chapters and figures of PATH; run nothing."""
    from report.engine.wiring import checked

    findings = checked(wish_of(path))
    if form == "json":
        click.echo(findings_json(findings))
    else:
        tell(findings, summary=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        leave(ExitCode.VALIDATE)


@main.command()
@click.argument("chapter", required=False)
@click.option("--project", "path", type=PATH, default=".", help="The project's folder.")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@parameter_option
@as_of_option
@speaking
def why(chapter: str | None, form: str, **words: Any) -> None:
    """Say which chapters' cells a build would run, and why; or that of one CHAPTER."""
    tell_plan(wish_of(**words), chapter, plan_table if form == "markdown" else plan_lines)


@main.command()
@path_argument
@click.option("--keep", default=1024, show_default=True, metavar="MB", help="Memory to keep.")
@click.option("--all", "everything", is_flag=True, help="Forget everything.")
@speaking
def clean(path: Path, keep: int, everything: bool) -> None:
    """Drop from the memory of PATH what was not used for longest; the site stays."""
    from report.engine.wiring import trimmed

    freed = trimmed(path, 0 if everything else keep << 20)
    click.echo(f"{freed / (1 << 20):.1f} MB freed")


@main.command()
@path_argument
@quiet_option
@speaking
def lock(path: Path, quiet: bool) -> None:
    """Build PATH and write report.lock: what each chapter is made of, and what came out.

    It changes when an input or an output of the report does; commit it. `report check` tells what was
    edited since, `report verify` what came out otherwise.
    """
    from report.engine.wiring import locked

    progress = progress_of(quiet, verbose=False)
    try:
        outcome, changed = locked(path, progress)
    finally:
        progress.close()
    tell_outcome(outcome, quiet=quiet)
    if not quiet:
        click.echo("report.lock was written" if changed else "report.lock is as it was")


@main.command()
@path_argument
@click.option("--twice", is_flag=True, help="Build twice in fresh folders, and compare.")
@click.option("--online", is_flag=True, help="Ask every address outside whether it answers.")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@speaking
def verify(path: Path, twice: bool, online: bool, form: str) -> None:
    """Check the site of PATH that stands: its files, its links, and report.lock."""
    from report.engine.wiring import asked_online, inspected, verified_twice

    if online:
        findings = asked_online(path, echo_error)
    else:
        findings = verified_twice(path, echo_error) if twice else inspected(path)
    if form == "markdown":
        click.echo("\n".join(finding_table(findings)))
    else:
        tell(findings, summary=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        leave(ExitCode.VERIFY)


@main.command()
@path_argument
@speaking
def sources(path: Path) -> None:
    """List the sources of PATH that name no archived copy: key and address, one a line."""
    from report.engine.wiring import without_archived_copy

    found = without_archived_copy(path)
    for key, address in found:
        click.echo(f"{plain(key)}  {plain(address)}")
    echo_error(f"{len(found)} sources name no archived copy; give them `archiveurl`")


@main.command()
@path_argument
@click.option("--port", default=4848, show_default=True, help="Port on 127.0.0.1.")
@lenient_option
@speaking
def preview(path: Path, port: int, lenient: bool) -> None:
    """Serve PATH on 127.0.0.1 and rebuild it whenever a file changes."""
    from report.engine.wiring import previewing

    wish = wish_of(path, target="html", lenient=lenient)
    previewing(wish, finding_lines, click.echo, port=port)


@main.group()
def kernels() -> None:
    """Forked kernels for Quarto and notebooks too, by a kernelspec of this environment."""


name_option = click.option(
    "--name", default="python3", show_default=True, help="Name of the kernelspec."
)


@kernels.command()
@name_option
@speaking
def install(name: str) -> None:
    """Let every program that runs Python cells from this environment have forked kernels."""
    from report.engine.doors import kernelspec

    if not kernelspec.offered():
        raise click.ClickException("the package is not installed here; run: pip install -e .")
    click.echo(f"kernels of {shown(kernelspec.install(name=name))} are forked")


@kernels.command()
@name_option
@speaking
def remove(name: str) -> None:
    """Go back to ordinary kernels."""
    from report.engine.doors import kernelspec

    click.echo(f"{shown(kernelspec.remove(name=name))} is as it was")


def wish_of(
    path: Path,
    target: str | None = None,
    parameters: tuple[str, ...] = (),
    as_of: Any = None,
    jobs: int | None = None,
    **words: Any,
) -> Wish:
    """The wish that a command's words stand for."""
    from report.engine.wish import CORES, Wish
    from report.engine.wish import FORMATS as ALL

    return Wish(
        path=path,
        formats=frozenset(FORMATS[target]) if target else ALL,
        parameters=dict(map(parameter_of, parameters)),
        as_of=as_of.date().isoformat() if as_of else "",
        at_once=jobs or CORES,
        **words,
    )


def parameter_of(words: str) -> tuple[str, object]:
    """The name and the value in `NAME:VALUE`; the value is read as YAML."""
    from report.engine.errors import LoadError
    from report.engine.load.yaml import value_in

    name, colon, value = words.partition(":")
    if not (colon and name.isidentifier()):
        raise click.BadParameter(f"{words!r} is not NAME:VALUE", param_hint="-P")
    try:
        return name, value_in(value)
    except LoadError:
        return name, value


def progress_of(quiet: bool, verbose: bool) -> Silence | Lines | Bars:
    """Bars for a person at a terminal, lines for a log, nothing for `-q`."""
    from report.engine.doors.progress import Bars, Lines, Silence

    if quiet:
        return Silence()
    if sys.stderr.isatty():
        return Bars(verbose=verbose)
    return Lines(sys.stderr, verbose=verbose)


def build_once(wish: Wish, progress: Silence | Lines | Bars) -> Outcome:
    """Build with the real doors; the progress display is taken away however it ends.

    The process ends with the build: its garbage is looked for seldom, and not once more at the end.
    """
    from report.engine.wiring import built

    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)
    try:
        return built(wish, progress)
    finally:
        progress.close()


def tell_plan(
    wish: Wish,
    chapter: str | None = None,
    lines_of: Callable[[Sequence[Ran]], Iterable[str]] = plan_lines,
) -> None:
    """Say what would run and why, of all documents or of those that `chapter` names."""
    from report.engine.wiring import planned

    documents = planned(wish)
    named = [one for one in documents if chapter in {None, str(one.path), one.path.stem}]
    if chapter and not named:
        raise click.BadParameter(f"no document with cells is named {chapter!r}")
    for line in lines_of(named):
        click.echo(line)


def tell_outcome(outcome: Outcome, *, quiet: bool) -> None:
    """Write what was noticed, and what was built."""
    tell(outcome.findings)
    if not quiet:
        for line in outcome_lines(outcome, shown(outcome.edition.site)):
            click.echo(line)


def tell(findings: tuple[Finding, ...], *, summary: bool = False) -> None:
    """Write findings to standard error, each place in the colour of its weight, and their number."""
    for finding in findings:
        first, *rest = finding_lines([finding])
        echo_error(click.style(first, fg=COLOURS[finding.severity], bold=True))
        for line in rest:
            echo_error(line)
    if findings or summary:
        echo_error(finding_summary(findings))


def echo_error(line: str) -> None:
    """Write to standard error, with colours where a person sees them and wants them (no-color.org)."""
    click.echo(line, err=True, color=False if os.environ.get("NO_COLOR") else None)


def blame(error: Exception) -> None:
    """Write where the program itself is at fault."""
    import traceback

    click.echo("".join(traceback.format_exception(error)), err=True)
    click.echo(f"a fault of report itself ({type(error).__name__}); please tell us", err=True)


def shown(path: Path) -> str:
    """`path` as a person standing in this folder would write it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def leave(code: ExitCode) -> NoReturn:
    """End the process with the stage's exit code."""
    sys.exit(int(code))


if __name__ == "__main__":
    main()
