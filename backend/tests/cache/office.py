"""Several processes that read one row through the cache and change it, and the proof that reads are fresh."""

from dataclasses import dataclass, field

from relance.cache.service import CacheService
from relance.cache.versions import move_versions
from relance.core.db import Pool, transaction

READ = "SELECT name FROM categories WHERE id = $1"
WRITE = "UPDATE categories SET name = (name::bigint + 1)::text WHERE id = $1 RETURNING name"


@dataclass
class Office:
    """One category whose name is the number of its changes. `answered`: the last one answered."""

    pool: Pool
    category_id: int
    answered: int = 0
    loads: int = 0
    stale: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    async def open(cls, pool: Pool) -> "Office":
        """A fresh row."""
        await pool.execute("DELETE FROM categories")
        return cls(pool, await pool.fetchval("INSERT INTO categories (name) VALUES ('0') RETURNING id"))

    async def read(self, cache: CacheService) -> int:
        """Read as an endpoint does; a value older than an answered change is noted in `stale`."""
        at_least = self.answered
        value = int(await cache.get_or_load("categories", (self.category_id,), None, self.load))
        if value < at_least:
            self.stale.append((value, at_least))
        return value

    async def load(self) -> bytes:
        """What the database says."""
        self.loads += 1
        return str(await self.pool.fetchval(READ, self.category_id)).encode()

    async def write(self) -> int:
        """Change and commit as routes do, and only then count as answered."""
        async with transaction(self.pool) as conn:
            value = int(await conn.fetchval(WRITE, self.category_id))
            await move_versions(conn, "categories")
        self.answered = max(self.answered, value)
        return value
