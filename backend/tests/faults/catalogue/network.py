"""The network: between us and Meta, and the way in."""

from tests.faults.kind import Kind
from tests.faults.rig.proxy import Mode
from tests.faults.rig.scene import Scene

_HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


def answer(body: bytes, content_type: str = "application/json", status: str = "200 OK") -> bytes:
    """An HTTP answer as raw bytes."""
    head = f"HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


NO_WAMID = answer(b'{"messaging_product":"whatsapp","contacts":[],"messages":[]}')
HTML = answer(_HTML, "text/html")
HTML_500 = answer(_HTML, "text/html", "500 Internal Server Error")
BINARY = answer(bytes(range(256)), "application/octet-stream")


def _uplink_away(scene: Scene) -> None:
    """What is on its way loses its answer, new connections are refused, nobody reaches us."""
    scene.until_sent(0.3)
    with scene.cause():
        scene.from_meta.set_mode("refuse")
        scene.to_meta.set_mode("mute_answers")
        scene.wait(0.5)
        scene.to_meta.set_mode("refuse")
        scene.wait(19.5)
        scene.to_meta.mend()
        scene.from_meta.mend()


def _silent_uplink(scene: Scene) -> None:
    """As a cable that is pulled: packets vanish, connections hang."""
    scene.until_sent(0.3)
    with scene.cause():
        scene.from_meta.set_mode("blackhole")
        scene.to_meta.set_mode("blackhole")
        scene.wait(20.0)
        scene.to_meta.mend()
        scene.from_meta.mend()


def _way_in_away(scene: Scene) -> None:
    scene.until_sent(0.3)
    with scene.cause():
        scene.from_meta.set_mode("refuse")
        scene.wait(5.0)
        scene.kill("sender")
        scene.wait(10.0)
        scene.from_meta.mend()


def _to_meta(scene: Scene, mode: Mode, seconds: float, share: float = 1.0, words: bytes = b"") -> None:
    scene.until_sent(0.3)
    with scene.cause():
        scene.to_meta.set_mode(mode, share=share, words=words, keep=40)
        scene.wait(seconds)
        scene.to_meta.mend()


def _refused_for_hours(scene: Scene) -> None:
    """The hours are in the counters: as after 32,766 tries that never left."""
    scene.until_sent(0.2)
    with scene.cause():
        scene.to_meta.set_mode("refuse")
        scene.wait(1.0)
        scene.database.execute(
            "UPDATE messages SET attempt = 32766 WHERE campaign_id = $1 AND status = 'pending'",
            scene.campaign_id,
        )
        scene.wait(25.0)
        scene.to_meta.mend()


def _lost_answers(scene: Scene) -> None:
    scene.until_sent(0.1)
    with scene.cause():
        scene.to_meta.set_mode("mute_answers", share=0.1)
        scene.until_sent(0.7)
        scene.to_meta.mend()


def _kind(name: str, done: str, mode: Mode, seconds: float, words: bytes = b"", share: float = 1.0) -> Kind:
    return Kind(name, done, lambda scene: _to_meta(scene, mode, seconds, share, words), contacts=900)


KINDS = (
    Kind(
        "uplink_away",
        "the host's uplink away for 20 s; Meta brings the webhooks again after 75 s (grace 30 s)",
        _uplink_away,
        row="3",
        contacts=1200,
        redelivery_s=75,
        time_limit_s=330,
    ),
    Kind(
        "uplink_away_default_grace",
        "the host's uplink away for 20 s; webhooks again after 420 s (grace 300 s, the default)",
        _uplink_away,
        row="3",
        contacts=1200,
        grace_s=300,
        redelivery_s=420,
        time_limit_s=1000,
    ),
    Kind(
        "uplink_silent",
        "packets to and from Meta vanish for 20 s; webhooks again after 75 s",
        _silent_uplink,
        row="3",
        contacts=1200,
        redelivery_s=75,
        time_limit_s=330,
    ),
    Kind(
        "way_in_away",
        "only the way in away for 15 s, the sender killed meanwhile; redelivery after 75 s",
        _way_in_away,
        row="4",
        contacts=1200,
        redelivery_s=75,
        time_limit_s=330,
    ),
    Kind(
        "refused_for_hours",
        "connection refused for many hours (the counters are put forward)",
        _refused_for_hours,
        row="18",
        contacts=800,
    ),
    _kind("refused", "connections to Meta refused for 20 s", "refuse", 20.0),
    _kind("reset", "connections to Meta reset for 20 s", "reset", 20.0),
    _kind("closed_early", "Meta closes without an answer for 15 s, nothing taken", "close_early", 15.0),
    _kind("hanging", "requests hang for 15 s, nothing taken", "blackhole", 15.0),
    _kind("hanging_accepted", "requests are taken and hang for 15 s", "mute_answers", 15.0),
    _kind("html_500_accepted", "HTTP 500 with HTML for 20 s, all taken", "cut_answers", 20.0, HTML_500),
    _kind("no_wamid", "200 without a wamid for 10 s, all taken", "cut_answers", 10.0, NO_WAMID),
    _kind("html_200", "200 with HTML for 10 s, all taken", "cut_answers", 10.0, HTML),
    _kind("cut_answers", "answers cut in the middle for 10 s, all taken", "cut_answers", 10.0),
    _kind("binary_answers", "binary rubbish as answers for 10 s, all taken", "cut_answers", 10.0, BINARY),
    Kind(
        "reply_before_statuses",
        "replies before statuses and answers, 10 % of the answers lost",
        _lost_answers,
        faults={"reorder_webhooks_s": 4.0},
        behaviour={"reply_after_s": [0.05, 2.0]},
        unknown_at_most=0,
    ),
)
