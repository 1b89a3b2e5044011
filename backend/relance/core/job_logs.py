"""What Celery says of messages it cannot use, without what is in them.

It writes the whole body, and the arguments once more from the headers: of a task that another version knew,
of a message somebody else put into the queue, of one that is broken. The name of the task and the size say
what there is to be done.
"""

import logging
from typing import Any

from celery.worker.consumer import consumer as _typed

consumer: Any = _typed  # the stubs know none of its words
_REFUSED = {
    consumer.UNKNOWN_TASK_ERROR: "task_unknown",
    consumer.UNKNOWN_FORMAT: "not_a_task",
    consumer.INVALID_TASK_ERROR: "task_invalid",
    consumer.MESSAGE_DECODE_ERROR: "not_readable",
}
_LONGEST_NAME = 100


def hide_bodies() -> None:
    """From now on no body and no argument of a job gets into the log of this process."""
    consumer.logger.addFilter(_without_body)


def _without_body(record: logging.LogRecord) -> bool:
    reason = _REFUSED.get(str(record.msg))
    if reason is not None:
        cause = record.args[0] if isinstance(record.args, tuple) and record.args else None
        about = ""
        if isinstance(cause, KeyError) and reason == "task_unknown":  # the one that was looked up: its name
            about = f": {str(cause)[:_LONGEST_NAME]}"
        elif isinstance(cause, BaseException):
            about = f": {type(cause).__name__}"
        record.msg, record.args = f"job_refused ({reason}){about}", ()
        record.exc_info = record.exc_text = None  # the words of the error may quote it
    return True
