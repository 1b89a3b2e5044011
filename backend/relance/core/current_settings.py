"""What the settings that may change are at this moment: one object per process, built at its start.

Whoever needs one reads `current.values.daily_limit` when it is needed, and keeps no copy. Reading costs an
attribute; `settings/refresh.py` keeps it fresh.
"""

from collections.abc import Mapping
from typing import Generic, TypeVar

from relance.core.changeable_settings import ChangeableSettings, Declared, declared_in
from relance.core.log import get_logger

log = get_logger(__name__)

S_co = TypeVar("S_co", bound=ChangeableSettings, covariant=True)


class CurrentSettings(Generic[S_co]):
    """Of one process. What its environment sets holds; else what is stored; else the default."""

    def __init__(self, settings: S_co) -> None:
        self._settings = settings
        self.declared: Mapping[str, Declared] = declared_in(type(settings))
        self.locked = frozenset(self.declared.keys() & settings.model_fields_set)
        """Names of those that the environment (or `.env`) sets."""
        self.values = settings
        """As they are now. Replaced as a whole, so that any thread may read it."""
        self.is_read = False
        """Whether what is stored was read at all."""
        self._stored: Mapping[str, object] = {}

    def adopt(self, stored: Mapping[str, object]) -> None:
        """Take over what is stored, by name. What cannot be understood is said once and left out."""
        self.is_read = True
        if stored == self._stored:
            return
        self._stored = dict(stored)
        values, ignored = self.resolve(stored)
        for name, reason in ignored.items():
            log.warning("setting_ignored", setting=name, reason=reason)
        changed = [name for name in self.declared if getattr(values, name) != getattr(self.values, name)]
        self.values = values
        if changed:
            log.info("settings_adopted", settings=changed)

    def resolve(self, stored: Mapping[str, object]) -> tuple[S_co, dict[str, str]]:
        """The values with this stored, and what of it was left out, and why."""
        found: dict[str, object] = {}
        ignored: dict[str, str] = {}
        for name, value in stored.items():
            if name not in self.declared:
                ignored[name] = "unknown"  # a newer version of Relance knew it
            elif value is not None:
                try:
                    read = self.declared[name].read(value)
                except ValueError:
                    ignored[name] = "malformed"
                else:
                    found[name] = read
        unlocked = {name: value for name, value in found.items() if name not in self.locked}
        return self._settings.model_copy(update=unlocked), ignored
