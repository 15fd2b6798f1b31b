"""`python -m report` is the `report` command."""

from report.cli import main

main(prog_name="report")
