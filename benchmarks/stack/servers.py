"""Embedded PostgreSQL and Valkey of one version of the code, as in production: run with its PYTHONPATH.

`python servers.py FOLDER` prints one line of JSON with their addresses, and stops them when its standard
input ends, as it does when whoever started it dies.
"""

import json
import sys
from pathlib import Path

from relance.embedded import EmbeddedServers


def main() -> None:
    """Start, tell, wait, stop."""
    with EmbeddedServers(Path(sys.argv[1])) as addresses:
        told = {"database_url": addresses.database_url, "redis_url": addresses.redis_url}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
