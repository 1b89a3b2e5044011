"""Ids in paths, queries and bodies: what PostgreSQL calls a bigint, from 1."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

_LARGEST = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=_LARGEST)]
IdInPath = Annotated[int, Path(ge=1, le=_LARGEST)]
IdInQuery = Annotated[int, Query(ge=1, le=_LARGEST)]
