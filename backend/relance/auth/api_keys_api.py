"""Routes of API keys. They are joined for super admins only; making and revoking wants a recent password."""

from fastapi import APIRouter, Depends, status

from relance.auth import api_keys
from relance.auth.edge.access import SuperAdmin, require_recent_proof
from relance.auth.schemas import ApiKeyBody, ApiKeyList, NewApiKey, NewApiKeyBody
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import errors

router = APIRouter(prefix="/api/api-keys", tags=["api keys"])

RECENT = [Depends(require_recent_proof)]


@router.get("", responses=errors(403))
async def list_api_keys(conn: Transaction) -> ApiKeyList:
    """List API keys, newest first, revoked and expired ones included."""
    found = await api_keys.list_api_keys(conn)
    return ApiKeyList(items=[ApiKeyBody.model_validate(key) for key in found], total=len(found))


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(403), dependencies=RECENT)
async def create_api_key(conn: Transaction, new: NewApiKey, caller: SuperAdmin) -> NewApiKeyBody:
    """Create an API key. The answer holds it, and nothing shows it again."""
    key_id, token = await api_keys.issue_api_key(
        conn, name=new.name, created_by=caller.id, expires_at=new.expires_at
    )
    key = ApiKeyBody.model_validate(await api_keys.get_api_key(conn, key_id=key_id))
    return NewApiKeyBody(**key.model_dump(), key=token)


@router.get("/{key_id}", responses=errors(403, 404))
async def show_api_key(conn: Transaction, key_id: IdInPath) -> ApiKeyBody:
    """Show an API key, without the key itself."""
    return ApiKeyBody.model_validate(await api_keys.get_api_key(conn, key_id=key_id))


@router.delete(
    "/{key_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(403, 404),
    dependencies=RECENT,
)
async def revoke_api_key(conn: Transaction, key_id: IdInPath) -> None:
    """Revoke an API key: its next request is refused. It stays in the list."""
    await api_keys.revoke_api_key(conn, key_id=key_id)
