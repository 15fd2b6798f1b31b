"""Exceptions of the engine: one root, one class per room; they carry findings and never print."""

from __future__ import annotations

from report.engine.model import ExitCode, Finding


class ReportError(Exception):
    """A stage could not go on. `findings` says why, all at once; `code` is the exit code."""

    code = ExitCode.INTERNAL

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{finding.place}: {finding.message}" for finding in findings))
        self.findings = findings


class LoadError(ReportError):
    """The project's files could not be read as a project."""

    code = ExitCode.LOAD


class ValidationError(ReportError):
    """Data, bibliography, chapters or figures break a rule."""

    code = ExitCode.VALIDATE


class ExecutionError(ReportError):
    """A cell raised, hung, or its kernel died."""

    code = ExitCode.EXECUTE


class AssemblyError(ReportError):
    """Executed chapters could not be made into a book."""

    code = ExitCode.ASSEMBLE


class PublishError(ReportError):
    """Pages or PDFs could not be written."""

    code = ExitCode.PUBLISH


class PreviewError(ReportError):
    """The preview cannot be served."""

    code = ExitCode.USAGE


class VerificationError(ReportError):
    """What was built is not what a reader needs: a dead link, a missing figure."""

    code = ExitCode.VERIFY
