"""The commands of Relance: `relance --help`."""

from relance.cli.commands import app

__all__ = ["app"]
