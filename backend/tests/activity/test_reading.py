"""`GET /api/activity`: for super admins; filters, a cursor, one index each."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from relance.activity import sql
from relance.activity.filters import ActivityFilter
from relance.activity.listing import Place
from relance.auth.users import ADMIN, create_user, set_password, update_user
from relance.core.db import Pool
from tests.activity.lines import add_old, lines
from tests.auth.fixtures import boss, office
from tests.auth.office import PASSWORD, Office, code_of, make_hashes_cheap

__all__ = ["boss", "office"]

PATH = "/api/activity"


async def read(client: httpx2.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    answer = await client.get(PATH, params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_only_a_super_admin_reads_it(office: Office, boss: httpx2.AsyncClient) -> None:
    assert (await boss.get(PATH)).status_code == 200
    for other in (await office.person("binta", ADMIN), await office.program()):
        refused = await other.get(PATH)
        assert code_of(refused) == (403, "super_admin_only")
        assert refused.json()["error"]["message"] == "Only a super admin reads who did what."
    assert code_of(await office.browser().get(PATH)) == (401, "not_authenticated")


async def test_a_change_is_told_with_who_what_before_and_after(
    office: Office, boss: httpx2.AsyncClient
) -> None:
    binta = await office.add_user("binta", ADMIN)
    await office.logged_in("binta")
    change = {"role": "super_admin", "username": "binta.k", "password": "another good password"}
    assert (await boss.patch(f"/api/users/{binta}", json=change)).status_code == 200
    newest = (await read(boss))[0]
    assert newest["actor"]["kind"] == "user" and newest["actor"]["name"] == "awa"
    assert newest["source"]["address"] == "192.0.2.7"
    assert (newest["what"], newest["subject"]) == (
        "user_changed", {"kind": "user", "id": binta, "name": "binta.k"}
    )  # fmt: skip
    assert newest["before"] == {"role": "admin", "username": "binta"}
    assert newest["after"] == {"role": "super_admin", "username": "binta.k", "password": "changed"}
    assert newest["details"] == {"sessions_ended": 1}


async def test_pages_hold_every_line_once_the_newest_first(boss: httpx2.AsyncClient, pool: Pool) -> None:
    await add_old(pool, 3, 1, 2, 2, 2, 1)
    ids, cursor = [], None
    while True:
        answer = (await boss.get(PATH, params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        assert answer["total"] is None
        ids += [item["id"] for item in answer["items"]]
        if (cursor := answer["next_cursor"]) is None:
            break
    wanted = await pool.fetch("SELECT id FROM activity ORDER BY at DESC, id DESC")
    assert ids == [row["id"] for row in wanted]


async def test_a_cursor_belongs_to_its_filter(boss: httpx2.AsyncClient, pool: Pool) -> None:
    await add_old(pool, 1, 2)
    cursor = (await boss.get(PATH, params={"limit": 1})).json()["next_cursor"]
    answer = await boss.get(PATH, params={"limit": 1, "cursor": cursor, "what": "signed_in"})
    assert code_of(answer) == (400, "bad_cursor")


async def test_filters(office: Office, boss: httpx2.AsyncClient, pool: Pool) -> None:
    binta = await office.add_user("binta", ADMIN)
    await office.program("crm")
    await add_old(pool, 10)
    awa: int = await pool.fetchval("SELECT id FROM users WHERE username = 'awa'")
    everything = await lines(pool)

    async def found(**asked: Any) -> set[int]:
        return {item["id"] for item in await read(boss, **asked)}

    def those(**values: Any) -> set[int]:
        return {row["id"] for row in everything if values.items() <= dict(row).items()}

    assert await found(actor_kind="user", actor_id=awa) == those(actor_kind="user", actor_id=awa) != set()
    assert await found(what="user_created") == those(what="user_created") != set()
    assert await found(subject_kind="user", subject_id=binta) == those(subject_kind="user", subject_id=binta)
    assert await found(actor_kind="command") == set()
    old = await pool.fetchrow("SELECT id, at FROM activity ORDER BY at LIMIT 1")
    assert old is not None
    after = (old["at"] + timedelta(days=1)).isoformat()
    assert await found(at_until=after) == {old["id"]}
    assert await found(at_from=after) == {row["id"] for row in everything} - {old["id"]}


@pytest.mark.parametrize(
    "asked", [{"what": "sneezed"}, {"actor_kind": "king"}, {"actor_id": "0"}, {"at_from": "yesterday"}]
)
async def test_what_it_does_not_know_is_refused(boss: httpx2.AsyncClient, asked: dict[str, str]) -> None:
    assert code_of(await boss.get(PATH, params=asked)) == (422, "malformed")


@pytest.mark.parametrize(
    "wanted",
    [
        ActivityFilter(),
        ActivityFilter(what="user_deleted"),
        ActivityFilter(actor_kind="user", actor_id=7),
        ActivityFilter(actor_kind="command"),
        ActivityFilter(subject_kind="campaign", subject_id=7),
        ActivityFilter(subject_kind="installation"),
    ],
)
async def test_each_filter_reads_no_more_than_its_page(pool: Pool, wanted: ActivityFilter) -> None:
    await pool.execute(
        "INSERT INTO activity (at, actor_kind, actor_id, what, subject_kind, subject_id)"
        " SELECT now() - make_interval(mins => n), 'user', n % 20, 'campaign_started', 'campaign', n % 20"
        " FROM generate_series(1, 5000) n"
    )
    await pool.execute("ANALYZE activity")
    statement, values = sql.page(wanted)
    first = Place()
    plan = await pool.fetchval(f"EXPLAIN (FORMAT json) {statement}", first.at, first.id, 51, *values)
    kinds = {node for node in ("Seq Scan", "Sort") if f"'Node Type': '{node}'" in str(plan)}
    assert not kinds, plan


async def test_what_changes_nothing_leaves_no_line(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)
    user_id = await create_user(pool, username="awa", password=PASSWORD, role=ADMIN)
    before = len(await lines(pool))
    await update_user(pool, user_id=user_id, username="awa", role=ADMIN, disabled=False)
    assert len(await lines(pool)) == before
    await set_password(pool, username="awa", password="another good password")
    assert [line["what"] for line in await lines(pool)][before:] == ["password_changed"]
