"""temporary"""

from collections.abc import Mapping


class RuleError(Exception):
    """A rule names an unknown column or uses a construct outside the portable list."""


def check_rule(sql: str, schema: Mapping[str, Mapping[str, str]], where: str) -> None:
    """Refuses a rule that would not run, or would not give the same answer on every engine."""
