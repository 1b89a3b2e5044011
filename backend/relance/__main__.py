"""`python -m relance`: the same commands as `relance`."""

from relance.cli import app
from relance.core.log import configure_logging


def run() -> None:
    """The command `relance`."""
    # Without this, structlog writes to stdout, which belongs to a command's answer.
    configure_logging(process="command", level="WARNING")
    app(prog_name="relance")


if __name__ == "__main__":
    run()
