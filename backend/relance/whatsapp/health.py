"""Reading `health_status` of a number: may messages be sent, and whose fault is it if not?"""

from collections.abc import Collection

_BLOCKED = "BLOCKED"


def is_blocked_by_health(health: object, entity_types: Collection[str]) -> bool:
    """Whether Meta says that an entity of these types may not send. False for what says nothing of them.

    Without a list of entities the verdict on the whole counts. Never raises.
    """
    if not isinstance(health, dict):
        return False
    entities = health.get("entities")
    if isinstance(entities, list) and entities:
        return any(
            isinstance(entity, dict)
            and entity.get("entity_type") in entity_types
            and entity.get("can_send_message") == _BLOCKED
            for entity in entities
        )
    return health.get("can_send_message") == _BLOCKED
