"""Route of the cache. Who may call it is decided where the routers are joined."""

from fastapi import APIRouter

from relance.cache.schemas import CacheStats
from relance.cache.service import CacheService
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/cache", tags=["cache"])


@router.get("/stats")
async def show_cache_stats(services: ServicesDep) -> CacheStats:
    """Show hits, misses, errors and latency of the cache, of all processes; answers without Redis too."""
    return CacheStats.model_validate(await services.of(CacheService).stats())
