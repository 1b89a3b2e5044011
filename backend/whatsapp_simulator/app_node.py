"""What the Graph API tells of the app behind a token: the token itself, and where webhooks go."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from .config import SimulatorConfig
from .refusals import Refusal

APP_ID = "384201745120031"
_FIELDS = ("messages", "message_template_status_update", "account_update", "user_preferences")


def describe_token(config: SimulatorConfig, query: Mapping[str, str]) -> dict[str, Any]:
    """`GET /debug_token`: a system user's token that never expires."""
    known = query.get("input_token") == config.token
    scopes = ["whatsapp_business_management", "whatsapp_business_messaging"] if known else []
    data = {
        "app_id": APP_ID,
        "type": "SYSTEM_USER",
        "application": "Relance Demo",
        "expires_at": 0,
        "is_valid": known,
        "scopes": scopes,
    }
    return {"data": data}


def list_subscribed_apps(webhook_url: str | None) -> dict[str, Any]:
    """`GET /{waba}/subscribed_apps`."""
    app = {"whatsapp_business_api_data": {"id": APP_ID, "name": "Relance Demo"}}
    return {"data": [app] if webhook_url else []}


def list_subscriptions(webhook_url: str | None) -> dict[str, Any]:
    """`GET /{app}/subscriptions`, asked with the app's own token."""
    subscription = {
        "object": "whatsapp_business_account",
        "callback_url": webhook_url,
        "active": True,
        "fields": [{"name": name, "version": "v26.0"} for name in _FIELDS],
    }
    return {"data": [subscription] if webhook_url else []}


def app_token(config: SimulatorConfig) -> str:
    """The token by which an app speaks for itself."""
    return f"{APP_ID}|{config.app_secret}"


def check_proof(config: SimulatorConfig, query: Mapping[str, str]) -> None:
    """Refuse a call whose `appsecret_proof` was not made with the app's secret."""
    given = query.get("appsecret_proof")
    if given is None:
        return
    right = hmac.new(config.app_secret.encode(), config.token.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(given, right):
        raise Refusal(100, "Invalid appsecret_proof provided in the API argument")
