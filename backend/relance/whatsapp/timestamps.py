"""Reading Meta's times: unix seconds as a string, sometimes as an integer, and at times in milliseconds."""

_YEAR_2100_S = 4_102_444_800
_SURELY_NOT_SECONDS = 100_000_000_000  # the year 5138 in seconds, March 1973 in milliseconds
_MOST_DIGITS = 16


def read_time(value: object) -> int | None:
    """Return unix seconds, None when it is no time between 1970 and 2100."""
    if isinstance(value, str):
        if not value.isdigit() or not value.isascii() or len(value) > _MOST_DIGITS:
            return None
        seconds = int(value)
    elif isinstance(value, bool):
        return None
    elif isinstance(value, int):
        seconds = value
    elif isinstance(value, float) and 0 < value < 10**_MOST_DIGITS:
        seconds = int(value)
    else:
        return None
    while seconds >= _SURELY_NOT_SECONDS:
        seconds //= 1000
    return seconds if 0 < seconds < _YEAR_2100_S else None
