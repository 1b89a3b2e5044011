"""Route of the cache. Who may call it is decided where the routers are joined."""

from fastapi import APIRouter, Request

from relance.cache.schemas import CacheStats
from relance.cache.service import CacheService

router = APIRouter(prefix="/api/cache", tags=["cache"])


@router.get("/stats")
async def show_cache_stats(request: Request) -> CacheStats:
    """Show hits, misses, errors and latency of the cache, of all processes; answers without Redis too."""
    cache: CacheService = request.app.state.cache
    return CacheStats.model_validate(await cache.stats())
