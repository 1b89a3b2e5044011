"""The messages of a filter as a file, over all campaigns."""

import csv
import io

from tests.api.asks import plain
from tests.api.world import World, world

__all__ = ["world"]


async def test_messages_of_all_campaigns_are_one_file_in_the_words_of_an_office(world: World) -> None:
    ask = await plain(world)
    ask.query = {"type": "message_1", "separator": ";", "language": "fr", "timezone": "Africa/Porto-Novo"}
    file = (await world.send("GET /api/messages/export", ask)).content
    header, *lines = csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";")
    assert header[:6] == ["Téléphone", "Prénom", "Nom", "Campagne", "Message", "État"]
    n = await world.pool.fetchval(
        "SELECT count(*) FROM messages WHERE message_type = 'message_1' AND campaign_id > 0"
    )
    assert len(lines) == n > 0 and len({line[3] for line in lines}) > 1
    assert {line[4] for line in lines} == {"Message 1"}
    ask.query = {"state": "failed"}
    header, *lines = csv.reader(io.StringIO((await world.send("GET /api/messages/export", ask)).text))
    assert header[0] == "\ufeffphone" and header[-2:] == ["campaign_id", "campaign_name"]
    assert {line[4] for line in lines} <= {"failed"}
