"""What an analyst decides about a sign: how far it goes from the next refresh on, after looking at a sample."""

from goldenthread.access import Role
from goldenthread.web.acts import Done, Outcome, Wrong
from goldenthread.web.oversight import register
from goldenthread.web.viewing import Refused, Viewing


def decide(at: Viewing) -> Outcome:
    """Records how far a sign goes from the next refresh on, by whom and why.

    Raises Refused for anybody but an analyst.
    """
    if Role.ANALYST not in at.roles:
        raise Refused("An analyst decides how far a sign goes.")
    sign = register.sign(at)
    status, why, sample = (at.typed.get(name, "") for name in ("status", "why", "sample"))
    wrong = {}
    if status not in register.NEXT[sign["status"]]:
        wrong["status"] = "Choose how far this sign should go."
    if status in {"trial", "live"} and not 0 < _number(sample) < 100_000:
        wrong["sample"] = "Say how many of its findings you looked at with those who know the children."
    if not why:
        wrong["why"] = "Say what you saw and why that is enough."
    if wrong:
        return Wrong(wrong)
    at.write(
        """
        insert into casework.signal_status (signal, status, sample, by_worker, by_name, why)
        values (%(signal)s, %(status)s, %(sample)s, %(worker)s, %(name)s, %(why)s)
        """,
        signal=sign["signal"],
        status=status,
        sample=_number(sample) or None,
        why=why,
    )
    says = f"“{sign['title']}” is set to {register.STATUS[status][0].lower()}, from the next refresh on."
    return Done(says, f"/signs/{sign['signal']}", f"set the sign {sign['signal']} to {status}", why=why)


def _number(text: str) -> int:
    """What was typed as a number of up to five digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
