"""The version of this program; the package, the command and `report.lock` tell the same."""

VERSION = "0.1.0"
