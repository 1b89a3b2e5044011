"""`python -m relance`: the same commands as `relance`."""

from relance.cli import app
from relance.core.log import configure_logging

if __name__ == "__main__":
    # Without this, structlog writes to stdout, which belongs to a command's answer.
    configure_logging(process="command", level="WARNING")
    app(prog_name="relance")
