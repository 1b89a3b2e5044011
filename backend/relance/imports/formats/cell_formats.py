"""Values of a workbook's cells as their number format shows them.

What a person sees in the spreadsheet is what belongs into the message: 25 %, 12 500 F CFA, 05/03/2026, 14:30,
and the zero in front of a phone number that is only there because of its format. A format whose look depends
on the computer that shows it (the short date) keeps the one way that everybody reads: 2026-03-05.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_DURATION_OF_ODS = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")

Kind = Literal["percent", "money", "mask", "date", "duration"]

_BUILT_IN = {
    5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00', 9: "0%", 10: "0.00%",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 45: "mm:ss", 46: "[h]:mm:ss",
}  # fmt: skip
"""Of the formats without a code of their own those that look the same everywhere, or nearly."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P)|(?P<part>y+|m+|d+|h+|s+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONEY = re.compile(
    r"€|\$|£|¥|₦|₵|\bF\s?CFA\b|\bFCFA\b|\bCFA\b|\bXOF\b|\bXAF\b|\bEUR\b|\bUSD\b|\bGHS\b|\bNGN\b"
)

_FRENCH = 0x0C
_MONTHS = {
    True: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    False: "January February March April May June July August September October November December",
}
_SHORT_MONTHS = {
    True: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    False: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_DAYS = {
    True: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    False: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_MOST_DIGITS = 15
"""Of a number in a spreadsheet: what comes after is noise of the machine."""


@dataclass(frozen=True, slots=True)
class Format:
    """A number format that changes what a value looks like."""

    kind: Kind
    code: str
    is_french: bool = False

    def show(self, value: object) -> str | None:
        """The text of a value; None where the format is not meant for such a one."""
        if self.kind in ("date", "duration"):
            return self._show_time(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if self.kind == "percent":
            return f"{_round(value * 100, _decimals(self.code))}%".replace(
                ".", "," if self.is_french else "."
            )
        if self.kind == "money":
            return _show_money(value, self.code)
        return _fill_mask(value, self.code)

    def _show_time(self, value: object) -> str | None:
        if isinstance(value, datetime.timedelta):
            return show_duration(value, with_seconds="s" in _bare(self.code).lower())
        if isinstance(value, datetime.datetime | datetime.date | datetime.time) and self.kind == "date":
            return _show_date(value, self.code, french=self.is_french)
        return None


@lru_cache(maxsize=512)
def read_format(number: int, code: str | None) -> Format | None:
    """The format of an id and its code; None for those that show a value as it is."""
    code = code if code is not None else _BUILT_IN.get(number)
    if code is None or code.lower() == "general" or code == "@":
        return None
    first = _first_section(code)
    bare = _bare(first)
    french = any(
        "-" in bracket and _is_french(bracket.rpartition("-")[2])
        for bracket in re.findall(r"\[\$([^\]]*)\]", first)
    )
    if re.search(r"\[(?:h+|m+|s+)\]", first, re.IGNORECASE):
        return Format("duration", first, french)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(r"[0#?]", bare.replace(".0", "")):
        return Format("date", first, french)
    if "%" in bare:
        return Format("percent", first, french)
    if _MONEY.search(first):
        return Format("money", first, french)
    digits = re.sub(r"[^0#?]", "", bare)
    if "." not in bare and "E" not in bare.upper() and "," not in bare and "0" in digits and len(digits) > 1:
        return Format("mask", first, french)
    return None


def show_plain(value: object) -> str:
    """A value without a format of its own."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _round_noise(value)
    if isinstance(value, datetime.timedelta):
        return show_duration(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="minutes" if value.second == 0 else "seconds")
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes" if value.second == 0 else "seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value).replace("\x00", "").strip()
    if duration := _DURATION_OF_ODS.fullmatch(text):
        hours, minutes, seconds = map(int, duration.groups())
        return show_duration(datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds))
    return text


def show_duration(value: datetime.timedelta, *, with_seconds: bool | None = None) -> str:
    """Hours beyond a day too, as a spreadsheet counts them: 26:30."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, 3600)
    shown = f"{sign}{hours}:{rest // 60:02d}"
    return f"{shown}:{rest % 60:02d}" if with_seconds or (with_seconds is None and rest % 60) else shown


def _round_noise(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    shown = f"{value:.{_MOST_DIGITS}g}"
    return (
        shown
        if "e" not in shown or abs(value) >= 1e15
        else f"{value:.{_MOST_DIGITS}f}".rstrip("0").rstrip(".")
    )


def _first_section(code: str) -> str:
    quoted = False
    for place, letter in enumerate(code):
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted and code[place - 1 : place] != "\\":
            return code[:place]
    return code


def _bare(code: str) -> str:
    """Without what is shown as it stands, colours, conditions and countries."""
    return re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P', "", code)


def _is_french(country: str) -> bool:
    try:
        return int(country, 16) & 0xFF == _FRENCH
    except ValueError:
        return False


def _decimals(code: str) -> int:
    return len(re.sub(r"[^0#?]", "", _bare(code).partition(".")[2]))


def _round(value: float, decimals: int) -> str:
    return f"{round(value, 10):.{decimals}f}"


def _show_money(value: float, code: str) -> str:
    """Where the sign stands behind, thousands are parted by blanks and a comma stands before the cents."""
    named = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r'"\1"', code)
    bare = re.search(
        r"[0#?][0#?,. \u00a0\u202f]*", re.sub(r'"[^"]*"', lambda found: "\x01" * len(found[0]), named)
    )
    if bare is None:
        return _round_noise(float(value))
    before, after = (_literal(part) for part in (named[: bare.start()], named[bare.end() :]))
    whole, _, cents = f"{abs(round(value, 10)):,.{_decimals(named)}f}".partition(".")
    is_grouped = re.search(r"[,\u00a0\u202f ][0#?]", bare[0].strip()) is not None
    if after.strip():
        shown = whole.replace(",", "\u00a0" if is_grouped else "") + (f",{cents}" if cents else "")
    else:
        shown = (whole if is_grouped else whole.replace(",", "")) + (f".{cents}" if cents else "")
    gap = "\u00a0" if after.strip() and (after[0].isspace() or bare[0] != bare[0].rstrip()) else ""
    return f"{'-' if value < 0 else ''}{before.strip()}{shown}{gap}{after.strip()}"


def _literal(part: str) -> str:
    text = []
    for found in _TOKEN.finditer(part):
        if found["quoted"] is not None:
            text.append(found["quoted"])
        elif found["escaped"]:
            text.append(found["escaped"])
        elif found[0][0] == "_":
            text.append(" ")
        elif found["bracket"] is None and found[0][0] != "*" and found[0] not in "-()":
            text.append(found[0])
    return "".join(text)


def _fill_mask(value: float, code: str) -> str | None:
    """Digits from the right into the places of a format: 00" "00" "00" "00" "00."""
    if value < 0 or value != int(value) or value >= 10**_MOST_DIGITS:
        return None
    digits = list(str(int(value)))
    out: list[str] = []
    tokens = list(_TOKEN.finditer(code))
    places = [found for found in tokens if found["other"] and found["other"] in "0#?"]
    first = places[0]
    for found in reversed(tokens):
        if found["other"] and found["other"] in "0#?":
            if digits:
                out.append(digits.pop())
            elif found["other"] == "0":
                out.append("0")
            if found is first:
                out += reversed(digits)
                digits = []
        elif found["quoted"] is not None:
            out.append(found["quoted"][::-1])
        elif found["escaped"] or found["other"]:
            out.append(found["escaped"] or found["other"])
    return "".join(out)[::-1].strip()


def _show_date(value: datetime.date | datetime.time, code: str, *, french: bool) -> str:
    moment = value
    if isinstance(value, datetime.time):
        moment = datetime.datetime.combine(datetime.date(1900, 1, 1), value)
    elif not isinstance(value, datetime.datetime):
        moment = datetime.datetime.combine(value, datetime.time())
    assert isinstance(moment, datetime.datetime)
    tokens = list(_TOKEN.finditer(code))
    half = any(found["half"] for found in tokens)
    out: list[str] = []
    for place, found in enumerate(tokens):
        if found["quoted"] is not None:
            out.append(found["quoted"])
        elif found["escaped"]:
            out.append(found["escaped"])
        elif found["half"]:
            out.append("AM" if moment.hour < 12 else "PM")
        elif part := found["part"]:
            out.append(
                _part(moment, part.lower(), half=half, french=french, minutes=_is_minutes(tokens, place))
            )
        elif found["other"]:
            out.append(found["other"])
    return "".join(out).replace("@", "").strip()


def _is_minutes(tokens: list[re.Match[str]], place: int) -> bool:
    """An m is minutes behind hours and before seconds, else a month."""
    before = next((t["part"][0].lower() for t in reversed(tokens[:place]) if t["part"]), "")
    after = next((t["part"][0].lower() for t in tokens[place + 1 :] if t["part"]), "")
    return before == "h" or after == "s"


def _part(moment: datetime.datetime, part: str, *, half: bool, french: bool, minutes: bool) -> str:
    letter, length = part[0], len(part)
    if letter == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if letter == "d" and length > 2:
        name = _DAYS[french].split()[moment.weekday()]
        return name if length > 3 else name[:3] + ("." if french else "")
    if letter == "m" and not minutes and length > 2:
        names = _MONTHS if length > 3 else _SHORT_MONTHS
        return names[french].split()[moment.month - 1]
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {
        "d": moment.day, "h": hour, "s": moment.second, "m": moment.minute if minutes else moment.month,
    }[letter]  # fmt: skip
    return f"{number:02d}" if length > 1 else str(number)
