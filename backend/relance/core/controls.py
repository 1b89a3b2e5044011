"""Characters that a terminal obeys: a file, a name or an error may bring some, to be shown and not obeyed.

One that gets through clears the screen, writes over the line before, names the window or types an answer.
"""

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BUT_LINE_ENDS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def spell_out(text: str) -> str:
    """The text on one line, all of them written as in a program."""
    return _CONTROLS.sub(_spell, text)


def spell_out_lines(text: str) -> str:
    """The same of a text of several lines, which it stays."""
    return _BUT_LINE_ENDS.sub(_spell, text)


def _spell(found: re.Match[str]) -> str:
    return ascii(found.group())[1:-1]
