"""How social care's records are told: contacts, early help, referrals, plans, reviews, short breaks, living away."""

from goldenthread.chronology._line import Line

_PLAN = (
    "case r.kind when 'CIN' then 'Child in need plan' when 'CP' then 'Child protection plan' else 'Looked after' end"
)
_AWAY_KIND = "coalesce(k.means, r.kind)"
_AWAY_EVENT = (("k", "away_event", "kind"),)
_BREAK_EVENT = (("k", "short_break_event", "kind"),)
_REVIEWS = "r.kind in ('CP', 'CLA')"  # reviews of short breaks are told from the short-breaks register

LINES = (
    Line("care_contact", "contact", "r.happened", "'Contact with the front door'"),
    Line("early_help", "early_help", "r.started", "'Early help began'", until="r.ended"),
    Line(
        "care_referral",
        "referral",
        "r.started",
        "concat('Referred to children''s social care', "
        "case when r.no_further_action then '; no further action' else '' end)",
        until="r.ended",
    ),
    Line("care_assessment", "assessment", "r.started", "'Assessment began'", until="r.ended"),
    Line("care_plan", "plan", "r.started", f"concat({_PLAN}, ' began')", until="r.ended"),
    Line(
        "care_review",
        "review",
        "r.held",
        "case r.kind when 'CP' then 'Child protection review held' when 'CLA' then 'Looked-after review held' "
        "else 'Social-care review held' end",
        when=_REVIEWS,
    ),
    Line(
        "short_break",
        "short_break",
        "r.started",
        "concat('Short break began: ', coalesce(p.means, 'kind not known'))",
        until="r.ended",
        when="r.version_ended is null",
        named=(("p", "short_break_provision", "provision"),),
    ),
    Line(
        "short_break_event",
        "short_break_event",
        "r.held",
        "concat('Short break: ', coalesce(k.means, r.kind))",
        named=_BREAK_EVENT,
    ),
    Line(
        "short_break_event",
        "missed",
        "r.due",
        "concat('Short break: ', coalesce(k.means, r.kind), ' due and not held')",
        when="r.held is null and r.due <= $as_of",
        named=_BREAK_EVENT,
    ),
    Line(
        "away_placement",
        "away",
        "r.started",
        "concat('Began to live away: ', coalesce(s.means, 'kind of place not known'))",
        until="r.ended",
        named=(("s", "away_setting", "setting_code"),),
    ),
    Line("away_event", "visit", "r.held", f"concat('Living away: ', {_AWAY_KIND})", named=_AWAY_EVENT),
    Line(
        "away_event",
        "missed",
        "r.due",
        f"concat('Living away: ', {_AWAY_KIND}, ' due and not held')",
        when="r.held is null and r.due <= $as_of",
        named=_AWAY_EVENT,
    ),
)
