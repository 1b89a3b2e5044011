"""The database URL for libpq's programs: by their environment, so that no list of processes shows it."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from relance.core.errors import SettingsError

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "servicefile": "PGSERVICEFILE",
    "sslmode": "PGSSLMODE",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcrl": "PGSSLCRL",
    "sslnegotiation": "PGSSLNEGOTIATION",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "ssl_max_protocol_version": "PGSSLMAXPROTOCOLVERSION",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "krbsrvname": "PGKRBSRVNAME",
    "gsslib": "PGGSSLIB",
}
_SAME = {"database": "dbname"}

_SOCKET_FOLDERS = ("/run/postgresql", "/var/run/postgresql", "/var/pgsql_socket", "/private/tmp", "/tmp")  # noqa: S108
"""Where asyncpg looks when a URL names no host; libpq knows only the one it was built with."""


def libpq_environment(database_url: str, *, name: str) -> dict[str, str]:
    """The whole environment for a client program that is to reach what asyncpg reaches by this URL.

    `name` becomes the application_name. Nothing of our own environment but PG* and what finds files: it
    holds secrets. Raises SettingsError for what libpq cannot be told.
    """
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "USER", "TMPDIR")}
    kept |= {key: value for key, value in os.environ.items() if key in _VARIABLES.values()}
    found, options = _read(database_url)
    env = kept | {_VARIABLES[key]: value for key, value in found.items()}
    if "PGHOST" not in env and "PGSERVICE" not in env:
        env["PGHOST"] = _guess_host(env.get("PGPORT", "5432"))
    if options:
        env["PGOPTIONS"] = options
    return env | {"PGAPPNAME": f"relance-{name}", "LC_ALL": "C", "TZ": "UTC"}


def _read(database_url: str) -> tuple[dict[str, str], str]:
    """libpq's words with their values, and PGOPTIONS."""
    try:
        url = urlsplit(database_url)
        asked = dict(parse_qsl(url.query, strict_parsing=True)) if url.query else {}
    except ValueError as error:
        raise SettingsError(f"RELANCE_DATABASE_URL is not a URL: {error}") from error
    login, _, hosts = url.netloc.rpartition("@")
    user, has_password, password = login.partition(":")
    found = _read_hosts(hosts)
    if not found and asked.get("host"):
        found = _read_hosts(asked["host"], default_port=asked.get("port"))
    elif "port" in asked:
        found.setdefault("port", asked["port"])
    if user:
        found["user"] = unquote(user)
    if has_password:
        found["password"] = unquote(password)
    if url.path not in ("", "/"):
        found["dbname"] = unquote(url.path[1:])
    options = []
    for key, value in asked.items():
        key = _SAME.get(key, key)
        if key in _VARIABLES:
            found.setdefault(key, value)
        elif key == "sslpassword":
            raise SettingsError(
                "RELANCE_DATABASE_URL has sslpassword, which pg_dump can only be told where others see it: "
                "use a key without one, readable by this user alone"
            )
        elif key == "options":
            options.append(value)
        elif key != "application_name":  # asyncpg takes all others for settings of the server
            options.append(f"-c {key}={_escape(value)}")
    return found, " ".join(options)


def _read_hosts(listed: str, default_port: str | None = None) -> dict[str, str]:
    """Of `a:1,[::1]:2` or a folder of sockets."""
    hosts, ports = [], []
    for part in listed.split(",") if listed else ():
        host, port = part, ""
        if part.startswith("["):
            host, _, port = part[1:].partition("]")
            port = port.removeprefix(":")
        elif not unquote(part).startswith("/"):
            host, _, port = part.partition(":")
        hosts.append(unquote(host))
        ports.append(port or default_port or "")
    if not hosts:
        return {}
    return {"host": ",".join(hosts)} | ({"port": ",".join(ports)} if any(ports) else {})


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")


def _guess_host(port: str) -> str:
    for folder in _SOCKET_FOLDERS:
        if Path(folder, f".s.PGSQL.{port}").exists():
            return folder
    return "localhost"
