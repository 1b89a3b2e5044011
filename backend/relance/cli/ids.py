"""Ids on the command line: whole numbers that the database has room for; another one is no id of anything."""

from typing import Annotated

import typer

LARGEST_ID = 2**63 - 1

CampaignId = Annotated[
    int | None, typer.Argument(metavar="[CAMPAIGN]", help="Its id.", min=1, max=LARGEST_ID)
]
ParkedId = Annotated[
    int | None, typer.Argument(metavar="[ID]", help="The one to replay.", min=1, max=LARGEST_ID)
]
AfterId = Annotated[int, typer.Option(help="Begin behind this id.", min=0, max=LARGEST_ID)]
