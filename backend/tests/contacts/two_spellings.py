"""Numbers that are written in two ways, by country."""

import pytest

both_ways = pytest.mark.parametrize("turned", [False, True], ids=["new", "old"])
two_spellings = pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+2290197456789", "+22997456789"),
        ("+5491123456789", "+541123456789"),
        ("+5511987654321", "+551187654321"),
        ("+5215512345678", "+525512345678"),
    ],
    ids=["benin", "argentina", "brazil", "mexico"],
)
