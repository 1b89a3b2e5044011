"""What the API says about the cache."""

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

_EXAMPLE: JsonDict = {
    "hits": 940, "misses": 60, "errors": 0, "total": 1000, "hit_rate": 94.0, "latency_ms": 0.21,
}  # fmt: skip


class CacheCounts(BaseModel):
    """Reads since the counting began; `errors` are reads at which Redis could not be asked or believed.

    `hit_rate` is per cent of hits and misses; `latency_ms` the mean time until the cache had said.
    """

    hits: int
    misses: int
    errors: int
    total: int
    hit_rate: float
    latency_ms: float


class CacheStats(CacheCounts):
    """The sum over all processes and namespaces, and each namespace."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_EXAMPLE, "namespaces": {"contacts": _EXAMPLE}}]}
    )

    namespaces: dict[str, CacheCounts]
