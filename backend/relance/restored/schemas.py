"""Bodies of the question "copy or restored?"."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.http.bodies import RequestBody
from relance.restored.service import Answer, State

_QUESTION: JsonDict = {
    "state": "asked",
    "reason": "moved",
    "noticed_at": "2026-11-28T14:02:31Z",
    "known_until": "2026-11-28T09:00:00Z",
    "campaigns_paused": 2,
    "messages_waiting": 4120,
    "left_unknown": 434,
    "covered": True,
    "answer": None,
    "answered_at": None,
    "answered_by": None,
    "in_doubt": 0,
}


class RestoredQuestion(BaseModel):
    """Whether this database went back, and what a person said. Nothing leaves until that is settled."""

    model_config = ConfigDict(json_schema_extra={"examples": [_QUESTION]}, from_attributes=True)

    state: Annotated[
        State,
        Field(
            description="`none`: it never went back. `reading`: the sent logs are being read. `asked`: a "
            "person is to answer. `settling`: the answer is being carried out. `settled`: it was."
        ),
    ]
    reason: Annotated[
        Literal["moved", "claim", "echo_beyond", "echo_of_waiting"] | None,
        Field(
            description="What showed it: another place, a claim it does not know, an echo of a message that "
            "it never made, an echo of a message that waits."
        ),
    ]
    noticed_at: datetime | None
    known_until: Annotated[datetime | None, Field(description="The newest claim it knows of.")]
    campaigns_paused: Annotated[int, Field(description="Campaigns that wait with the reason `restored`.")]
    messages_waiting: Annotated[int, Field(description="Messages in the queue.")]
    left_unknown: Annotated[
        int | None,
        Field(description="Messages that the sent logs know to have left and this database does not."),
    ]
    covered: Annotated[
        bool | None,
        Field(description="Whether the logs hold every claim since the backup; else what waits is in doubt."),
    ]
    answer: Answer | None
    answered_at: datetime | None
    answered_by: str | None
    in_doubt: Annotated[int, Field(description="Messages put in doubt by carrying the answer out.")]


class RestoredAnswer(RequestBody):
    """`copy`: for tests, or another owner; nothing that was sent before is this database's. `restored`: it
    goes on where it was; what had left since the backup is taken from the sent logs or is in doubt.
    """

    answer: Annotated[Answer, Field(examples=["restored"])]
