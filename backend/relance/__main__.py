"""`python -m relance`: the same commands as `relance`."""

import gc

# What is imported stays to the end, and looking through it again and again was a seventh of the API's start.
gc.disable()

from relance.cli import app  # noqa: E402 - see above
from relance.core.log import configure_logging  # noqa: E402

gc.enable()


def run() -> None:
    """The command `relance`."""
    # Without this, structlog writes to stdout, which belongs to a command's answer.
    configure_logging(process="command", level="WARNING")
    app(prog_name="relance")


if __name__ == "__main__":
    run()
