"""How pages reach PostgreSQL: as a login that owns nothing, so that row-level security holds for them."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

CONNECTIONS = 6  # for each worker process; a thread holds one while it makes a page
# row-level security makes long plans: a connection works out each statement's once, and not again for other values;
# to compile one takes longer than it saves
_PLANS = "-c plan_cache_mode=force_generic_plan -c jit=off"
_PREPARED = {"server_side_binding": True, "prepare_threshold": 0}
_KEYS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def connection_settings(url: str, *, pooled: bool = True) -> dict[str, Any]:
    """Django's settings for a database address."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    known = {name: parts.pop(key, "") for name, key in _KEYS.items()}
    kept = {"pool": {"min_size": 1, "max_size": CONNECTIONS, "timeout": 20}, **_PREPARED} if pooled else {}
    parts["options"] = f"{parts.get('options', '')} {_PLANS}".strip()
    options = {"OPTIONS": {**parts, **kept}, "CONN_HEALTH_CHECKS": True}  # a restart of PostgreSQL costs no page
    return {"ENGINE": "django.db.backends.postgresql", **options, **known}
