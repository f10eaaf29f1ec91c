"""How health services' records are told: referrals, waits, first help, and the Healthy Child Programme's checks."""

from goldenthread.chronology._line import Line

_SERVICE = "coalesce(s.means, r.service, 'a health service')"
_NAMED = (("s", "service", "service"),)

LINES = (
    Line(
        "health_wait",
        "referral",
        "r.requested",
        f"concat('Referred to ', {_SERVICE})",
        until="coalesce(r.clock_stopped, r.rejected, r.ended)",
        when="r.previous_referral_id is null",  # a transfer is told once, as the first referral
        named=_NAMED,
    ),
    Line(
        "health_wait",
        "rejected",
        "r.rejected",
        f"concat('Referral to ', {_SERVICE}, ' not accepted', coalesce(concat(': ', w.means), ''))",
        named=(*_NAMED, ("w", "referral_rejected", "rejected_code")),
    ),
    Line(
        "health_wait",
        "first_contact",
        "r.first_contact",
        f"concat('First contact with ', {_SERVICE})",
        named=_NAMED,
    ),
    Line("health_wait", "help", "r.first_support", f"concat('Help began from ', {_SERVICE})", named=_NAMED),
    Line(
        "health_wait",
        "second_wait",
        "r.second_started",
        f"concat('Second wait began with ', {_SERVICE})",
        until="r.second_ended",
        named=_NAMED,
    ),
    Line(
        "health_wait",
        "closed",
        "r.ended",
        f"concat('Referral to ', {_SERVICE}, ' closed', coalesce(concat(': ', w.means), ''))",
        named=(*_NAMED, ("w", "referral_closed", "ended_code")),
    ),
    Line(
        "health_check",
        "check",
        "coalesce(r.held, r.declined)",
        "concat('Health check ', case when r.held is not null then 'done' else 'declined by the family' end, ': ', "
        "coalesce(c.means, r.check_code))",
        named=(("c", "health_check", "check_code"),),
    ),
)
