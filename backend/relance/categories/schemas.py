"""Bodies of the categories endpoints."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.categories.service import NAME_LENGTH
from relance.contacts.schemas import Chosen
from relance.http.bodies import RequestBody
from relance.http.ids import Id
from relance.reasons.problems import problem

_CATEGORY: JsonDict = {"id": 3, "name": "Customers", "color": "#228be6", "contact_count": 1200}


def _printable(name: str) -> str:
    if not name.strip() or not " ".join(name.split()).isprintable():
        raise problem("not_printable")
    return name


CategoryName = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH), AfterValidator(_printable)]
Color = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class NewCategory(RequestBody):
    """A category to create; without a colour it gets one that few have."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Customers", "color": "#228be6"}]})

    name: CategoryName
    color: Color | None = None


class CategoryReplacement(RequestBody):
    """What a category shall be; without a colour it keeps its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Customers", "color": "#228be6"}]})

    name: CategoryName
    color: Color | None = None


class Membership(Chosen):
    """Contacts to file under a category, or to take out of it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"action": "add", "category_id": 3, "ids": [17, 18]}]}
    )

    action: Literal["add", "remove"]
    category_id: Id


class CategoryBody(BaseModel):
    """A category with the exact number of its contacts."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_CATEGORY]})

    id: int
    name: str
    color: str
    contact_count: int


class CategoryList(BaseModel):
    """All categories: they are never paged."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_CATEGORY], "next_cursor": None, "total": 1}]}
    )

    items: list[CategoryBody]
    next_cursor: None = None
    total: int
