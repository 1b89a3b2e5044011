"""All that others rely on, read from the code: the API, commands, settings, tasks, tables, files, codes.

`python -m tests.architecture.public_contract` writes it again into `contract/`: what was added on purpose
since is protected from then on. Knows nothing of the tests, so that it can read an older tree too:
`PYTHONPATH=OTHER/backend python tests/architecture/public_contract.py FOLDER`.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import asyncpg
import typer

from relance.cli.commands import app as commands
from relance.contacts.lists.export import COLUMNS as CONTACT_COLUMNS
from relance.core.settings import Settings
from relance.embedded import EmbeddedServers
from relance.main import describe_api
from relance.messages.export import COLUMNS as MESSAGE_COLUMNS
from relance.migrations.apply import migrate
from relance.reasons.alerts import ALERT_WORDS
from relance.reasons.lists import LISTS
from relance.reasons.refusals import REFUSALS
from relance.worker import create_worker_app, plan_beat

FOLDER = Path(__file__).parent / "contract"
OPENAPI, OTHERS = "openapi_baseline.json", "public_contract.json"
NEEDED: dict[str, Any] = {
    "secret_key": "a-secret-key-for-tests-only", "whatsapp_token": "token", "whatsapp_app_secret": "secret",
    "whatsapp_verify_token": "token", "whatsapp_phone_number_id": "1", "whatsapp_business_account_id": "2",
}  # fmt: skip

COLUMNS = """
SELECT c.relname AS table_name, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS needed
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
  AND NOT a.attisdropped
ORDER BY c.relname, a.attname
"""

_WORDS = frozenset(
    {"description", "summary", "title", "example", "examples", "tags", "operationId", "externalDocs", "info"}
)
_NAMES = ("properties", "schemas", "paths", "responses")

Json = dict[str, Any]


def read_api() -> Json:
    """The OpenAPI, without what is only words."""
    document: Json = _leave_out_words(describe_api(Settings(**NEEDED)))
    return document


def read_others(tables: dict[str, dict[str, Json]]) -> Json:
    """All but the API; `tables` as `read_tables` answers."""
    settings = Settings(
        **NEEDED, redis_url="redis://127.0.0.1:1/0", database_url="postgresql://127.0.0.1:1/x"
    )
    tasks = create_worker_app(settings).tasks
    texts = Path(sys.modules["relance"].__path__[0]).parents[1] / "frontend" / "src" / "i18n" / "en"
    return {
        "commands": _read_commands(typer.main.get_command(commands)),
        "settings": _leave_out_words(Settings.model_json_schema()),
        "tasks": sorted(name for name in tasks if not name.startswith("celery.")),
        "beat": sorted(plan_beat(settings)),
        "csv": {
            "contacts": list(CONTACT_COLUMNS),
            "messages": list(MESSAGE_COLUMNS),
            "rejected lines": ["line", "reason", "content", "code", "values"],
        },
        "errors": sorted({*REFUSALS.sentences, *json.loads((texts / "errors.json").read_text())}),
        "reasons": {kind: sorted(reasons.sentences) for kind, reasons in sorted(LISTS.items())},
        "alerts": sorted(ALERT_WORDS),
        "tables": tables,
    }


async def read_tables(connection: Any) -> dict[str, dict[str, Json]]:
    """Type of each column by table, and whether whoever inserts a row must name it."""
    tables: dict[str, dict[str, Json]] = {}
    for row in await connection.fetch(COLUMNS):
        column = {"type": row["type"], "needed": row["needed"]}
        tables.setdefault(row["table_name"], {})[row["name"]] = column
    return tables


def _read_commands(group: Any) -> Json:
    """Parameters of each command, by what a person types."""
    found: Json = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= {f"{name} {inner}": one for inner, one in _read_commands(command).items()}
            continue
        found[name] = {
            parameter.opts[0]: {
                "spellings": sorted([*parameter.opts, *parameter.secondary_opts]),
                "required": parameter.required,
                "default": str(parameter.default),
                "is_flag": bool(getattr(parameter, "is_flag", False)),
            }
            for parameter in command.params
        }
    return dict(sorted(found.items()))


def _leave_out_words(value: Any, *, names: bool = False) -> Any:
    """`names`: the keys are names of ours, which may be any word."""
    if isinstance(value, list):
        return [_leave_out_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _leave_out_words(item, names=not names and key in _NAMES)
        for key, item in sorted(value.items())
        if names or key not in _WORDS
    }


def write(folder: Path) -> None:
    """Both files again, a line for each path, schema, table or command: differences are to be read."""
    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o711)
        with EmbeddedServers(Path(data) / "data", durable=False) as servers:
            tables = asyncio.run(_read_new_database(servers.database_url))
    folder.mkdir(exist_ok=True)
    api = read_api()
    api["components"] = {"schemas": api["components"]["schemas"]}
    (folder / OPENAPI).write_text(_in_lines(api, 2))
    (folder / OTHERS).write_text(_in_lines(read_others(tables), 1))


async def _read_new_database(database_url: str) -> dict[str, dict[str, Json]]:
    await migrate(database_url)
    connection = await asyncpg.connect(database_url)
    try:
        return await read_tables(connection)
    finally:
        await connection.close()


def _in_lines(value: Any, depth: int, indent: str = "") -> str:
    """JSON with a line for each entry down to `depth`, the rest of it in one line."""
    if not isinstance(value, dict) or depth < 0:
        return json.dumps(value, ensure_ascii=False)
    entries = [
        f"{indent}  {json.dumps(key)}: {_in_lines(item, depth - 1, indent + '  ')}"
        for key, item in value.items()
    ]
    end = "" if indent else "\n"
    return "{\n" + ",\n".join(entries) + f"\n{indent}}}{end}" if entries else "{}"


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
