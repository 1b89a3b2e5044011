"""The ledger counts exactly."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.caller import NUMBER, PHONE, Caller, make_message
from tests.simulator.webhook import Webhook
from whatsapp_simulator import BusinessNumber, Simulator, SimulatorConfig
from whatsapp_simulator.ids import MessageIds
from whatsapp_simulator.peak import PeakRate


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=60))
def test_peak_is_that_of_every_window_tried(times: list[float]) -> None:
    ordered = sorted(times)
    peak = PeakRate()
    for at in ordered:
        peak.add(at)
    fullest = max((sum(0 <= end - at < 1 for at in ordered) for end in ordered), default=0)
    assert peak.peak == fullest


def test_peak_crosses_the_second_of_the_clock() -> None:
    peak = PeakRate()
    for at in (0.6, 0.7, 0.8, 1.1, 1.2, 1.59, 1.6, 3.0):
        peak.add(at)
    assert peak.peak == 6


def test_message_ids_are_found_again_and_unique_over_runs() -> None:
    one, other = MessageIds(), MessageIds()
    assert one.read_accepted(one.format_accepted(1_000_000)) == 1_000_000
    assert one.format_accepted(1) != other.format_accepted(1)
    assert one.next_inbound() != one.next_inbound()
    assert one.read_accepted(other.format_accepted(1)) is None
    assert one.read_accepted("wamid.x") is None
    assert one.read_accepted(one.next_inbound()) is None


async def test_duplicates_are_the_same_thing_twice_to_the_same_person(
    simulator: Simulator, caller: Caller
) -> None:
    await caller.send_template()
    await caller.send_template(name="Bio")
    await caller.send_template(to="+2290197000002")
    await caller.send(make_message("template", {"name": "news", "language": {"code": "fr"}}))
    assert simulator.summary()["duplicates"] == 1
    await simulator.send_inbound(PHONE)
    await caller.send(make_message("text", {"body": "one"}))
    await caller.send(make_message("text", {"body": "two"}))
    assert simulator.summary()["duplicates"] == 1
    await caller.send(make_message("text", {"body": "one"}))
    summary = simulator.summary()
    assert summary["duplicates"] == 2
    assert (summary["accepted"], summary["accepted_templates"], summary["accepted_free_form"]) == (7, 4, 3)
    assert summary["recipients"] == 2


async def test_two_numbers_are_counted_apart() -> None:
    numbers = (BusinessNumber("1", "15550000001"), BusinessNumber("2", "15550000002"))
    async with Simulator(SimulatorConfig(numbers=numbers)) as simulator:
        from pyreqwest.client import ClientBuilder

        async with ClientBuilder().no_proxy().build() as client:
            caller = Caller(client, simulator)
            for number in ("1", "2", "2"):
                await caller.send(
                    make_message("template", {"name": "news", "language": {"code": "fr"}}), number=number
                )
        assert simulator.summary()["max_per_second"] == {"1": 1, "2": 2}
        assert simulator.summary()["duplicates"] == 1


async def test_delay_of_message_2_runs_from_the_posting_of_the_interaction(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    await caller.send_template()
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    before = simulator.find_person(PHONE).interaction_posted_at
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    await caller.send(make_message())
    await caller.send(make_message("text", {"body": "again"}))
    person = simulator.find_person(PHONE)
    assert person.interaction_posted_at == before
    assert person.message_2_at is not None and before is not None
    delay = simulator.summary()["message_2_delay_s"]
    assert delay["count"] == 1
    assert delay["median"] == delay["p99"] == round(person.message_2_at - before, 4)


async def test_percentiles_of_delays(simulator: Simulator) -> None:
    simulator.ledger.delays_s.extend(number / 100 for number in range(1, 101))
    assert simulator.summary()["message_2_delay_s"] == {"count": 100, "median": 0.5, "p99": 1.0}


async def test_rejections_stand_with_their_recipient(simulator: Simulator, caller: Caller) -> None:
    await caller.send(make_message())
    await caller.send(make_message())
    await caller.send(b"{")
    page = simulator.ledger.list_recipients(0, 10)
    assert page["data"][0]["rejected"] == {"131047": 2}
    assert simulator.summary()["rejected"] == {"100": 1, "131047": 2}


async def test_pages_walk_over_everything_once(simulator: Simulator, caller: Caller) -> None:
    for number in range(7):
        await caller.send_template(to=f"+22901970000{number:02d}")
    for path, key in (("ledger/messages", "wamid"), ("ledger/recipients", "address")):
        seen, cursor = [], 0
        while cursor is not None:
            page = await caller.control(f"{path}?cursor={cursor}&limit=3")
            seen += [row[key] for row in page["data"]]
            cursor = page["next"]
        assert len(seen) == len(set(seen)) == 7


async def test_message_row_tells_what_was_sent(simulator: Simulator, caller: Caller) -> None:
    wamid = (await caller.send_template(biz_opaque_callback_data="a.1.1")).wamid
    await simulator.flush()
    (row,) = (await caller.control("ledger/messages"))["data"]
    assert row.pop("accepted_at") > 1_700_000_000
    assert row.pop("text").startswith("Bonjour Afi,")
    assert row == {
        "wamid": wamid,
        "phone_number_id": NUMBER,
        "to": PHONE[1:],
        "type": "template",
        "template": "welcome_offer",
        "language": "fr",
        "parameters": {"1": "Afi"},
        "opaque": "a.1.1",
        "statuses": ["sent", "delivered", "read"],
        "failure": None,
    }


async def test_reset_empties_the_ledger_and_message_ids_go_on(simulator: Simulator, caller: Caller) -> None:
    before = (await caller.send_template()).wamid
    await simulator.flush()
    simulator.reset()
    assert simulator.summary()["accepted"] == simulator.summary()["recipients"] == 0
    after = (await caller.send_template()).wamid
    assert before != after
    assert simulator.ledger.find(before) is None
    assert simulator.ledger.find(after) is simulator.ledger.messages[0]
    assert simulator.summary()["duplicates"] == 0


async def test_concurrent_messages_are_all_written_down(simulator: Simulator, caller: Caller) -> None:
    replies = await asyncio.gather(*(caller.send_template(to=f"+22901970{n:05d}") for n in range(200)))
    assert len({reply.wamid for reply in replies}) == 200
    assert simulator.summary()["accepted"] == 200
