"""What is shown of a file before it is imported, and of its numbers in doubt afterwards."""

from typing import Any

from relance.core.db import Pool
from relance.imports.running import run
from tests.api.test_imports import client as client
from tests.api.test_imports import send


async def test_numbers_in_doubt_are_listed_before_and_after_by_reason_and_as_a_file(
    client: Any, pool: Pool
) -> None:
    content = "phone;nom\n97 00 00 01;Awa\n+22997000002;Koffi\n+2290296000003;Sèna\n+2290197000004;Moïse\n"
    job_id = (await send(client, content, category_name="vip", default_country="BJ")).json()["id"]
    assert await run.run_job(pool, job_id=job_id)
    path = f"/api/contacts/import/{job_id}"
    kinds = (await client.get(f"{path}/lines/kinds", params={"rejected": "false"})).json()["items"]
    assert kinds == [{"code": "ten_digits_in_benin", "lines": 2}, {"code": "not_valid_today", "lines": 1}]
    query = {"rejected": "false", "code": "ten_digits_in_benin"}
    lines = (await client.get(f"{path}/lines", params=query)).json()["items"]
    assert [(line["line"], line["content"], line["stored"]) for line in lines] == [
        (2, "97 00 00 01", "+2290197000001"),
        (3, "+22997000002", "+2290197000002"),
    ]
    file = (await client.get(f"{path}/warnings.csv")).content.decode("utf-8-sig").splitlines()
    assert file[0] == "line,written,stored,reason,code,values" and len(file) == 4
    assert file[1].startswith("2,97 00 00 01,")
    french = await client.get(f"{path}/warnings.csv", params={"separator": ";", "language": "fr"})
    assert french.content.decode("utf-8-sig").splitlines()[0].startswith("Ligne;Numéro dans le fichier;")


async def test_preview_tells_how_the_file_is_read_and_by_which_country(client: Any, pool: Pool) -> None:
    content = "Tel;Nom\n97 00 00 01;Zoé\n+33612345678;Léa\nabc;X\n".encode("cp1252")
    body = (await send(client, content, "/preview", default_country="BJ")).json()
    assert (body["default_country"], body["default_country_origin"]) == ("BJ", "asked")
    shown = [(number["written"], number["stored"], number["code"]) for number in body["numbers"]]
    assert shown == [
        ("97 00 00 01", "+2290197000001", None),
        ("abc", None, "letters"),
        ("+33612345678", "+33612345678", None),
    ]
    assert (body["reading"]["encoding"], body["reading"]["separator"]) == ("cp1252", ";")
    other = (await send(client, content, "/preview", encoding="mac_roman", separator=",")).json()
    assert (other["reading"]["encoding"], len(other["columns"])) == ("mac_roman", 1)
    none = (await send(client, content, "/preview", default_country="none")).json()
    assert (none["default_country"], none["default_country_origin"]) == (None, "asked")
    for wrong in ({"encoding": "rot13"}, {"separator": "x"}, {"hidden_rows": "maybe"}, {"sheet": "a\x00"}):
        assert (await send(client, content, "/preview", **wrong)).status_code == 422
    assert (await client.get("/api/contacts/import/country")).json() == {"country": None, "origin": None}
