"""Logs: one snake_case event, ids as fields; JSON when not on a terminal.

Never a phone number, a text or a token in a log line; per batch on hot paths, not per message. Secrets that
get into one all the same, in the words of a library or in an error, are stars (`core/secret.py`).
"""

import logging
import sys
from typing import Any

import structlog

from relance.core.controls import spell_out, spell_out_lines
from relance.core.secret import hide_in_tracebacks, hide_secrets, hide_values

Logger = structlog.stdlib.BoundLogger


def configure_logging(*, process: str, level: str = "INFO") -> None:
    """Send structlog and the standard library's loggers to stderr in one format."""
    on_terminal = sys.stderr.isatty()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderers: list[structlog.typing.Processor] = (
        [_spell_out, structlog.dev.ConsoleRenderer()]
        if on_terminal
        else [structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _hide_values,
                *renderers,
                _hide_in_line,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("uvicorn.access", "celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # While the database is away it writes a trace every few seconds; whoever needs a connection says so.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)
    structlog.contextvars.bind_contextvars(process=process)
    hide_in_tracebacks()


def _hide_values(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: hide_values(value) for key, value in event.items()}


def _spell_out(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A path or a name may hold anything, and so may an error that quotes one; its lines stay lines."""
    return {
        key: (spell_out_lines if key == "exception" else spell_out)(value)
        if isinstance(value, str)
        else value
        for key, value in event.items()
    }


def _hide_in_line(_: object, __: str, line: Any) -> str:
    return hide_secrets(line)


def get_logger(name: str) -> Logger:
    """A logger for one module."""
    logger: Logger = structlog.get_logger(name)
    return logger
