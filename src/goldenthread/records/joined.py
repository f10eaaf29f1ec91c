"""What Golden Thread works out: who is one child, which clocks run, what looks wrong, and because of which records."""

from goldenthread.records._record import Category, Derived, date, flag, text, whole


class Child(Derived):
    """One child or young person aged 0 to 25, joined from every source."""

    TABLE = "child"
    CATEGORY = Category.IDENTITY

    child_id = text("our opaque id, the same from run to run")
    surname = text("the surname most sources agree on, newest first")
    forename = text("the forename most sources agree on, newest first")
    born = date("birth date")
    sex = text("M, F or U")
    postcode = text("home postcode; null when restricted")
    restricted = flag("some source restricts the address")
    school_urn = text("the school the child is on the roll of; null when none is known")
    school_name = text("its name")
    year_group = text("national curriculum year")
    sen_level = text("N, K or E, newest; null when no school has said")
    sen_as_at = date("the date of that")
    plan = flag("a plan is in force")
    sources = whole("feeds that know the child", unit="feeds")
    by_name_only = whole("feeds joined without a shared identifier", unit="feeds")
    listed = flag("has SEND, a wait, a care involvement, an open check, a sign or a record of its death")
    school_key = text("the source's person whose record says the school and the year")
    died = date("the first day by which some record says the child had died: nothing is owed from then on")


class Death(Derived):
    """What one record says of a child's death. Records can disagree, and be wrong: a person decides."""

    TABLE = "death"
    CATEGORY = Category.IDENTITY

    child_id = text("the child")
    person_key = text("the source's person whose record says so")
    record_id = text("the record")
    record = text("the table it is in")
    agency = text("whose record it is", codes="agency")
    source = text("the feed")
    sender = text("the organisation that sent it, as scheme and code")
    received = date("the date to which the record was true")
    died = date("the day the child died, where the record says it")
    closed = date("the day a case was closed because the child had died")
    by_day = date("the day by which the child had died, if the record is right")


class Link(Derived):
    """Which child a source's person is, and how we know."""

    TABLE = "link"
    CATEGORY = Category.IDENTITY

    person_key = text("the source's person")
    child_id = text("the child")
    how = text("the pass or score that joined them: SELF, D1, D2, D3, D4, SCORE or PERSON")
    says = text("the same in plain words: 'same NHS number'")
    weight = whole("match weight", unit="hundredths of a bit")


class Refusal(Derived):
    """Two persons that look alike and were not joined, and why: kept for a person to look at."""

    TABLE = "refusal"
    CATEGORY = Category.IDENTITY

    left_key = text("one person")
    right_key = text("the other")
    reason = text("identifiers differ, one source, twins, sex and name differ, same number, or review band")
    weight = whole("match weight", unit="hundredths of a bit")


class Clock(Derived):
    """One statutory or clinical clock of one child."""

    TABLE = "clock"
    CATEGORY = Category.EHC

    child_id = text("the child")
    clock_id = text("pathway, child and subject, joined")
    pathway = text("the declaration's name")
    code = text("the clock's field name, such as EHC-20")
    subject = text("what it runs on: the case, the adviser, the referral, the check")
    subject_says = text("the same in words")
    category = text("who may see it: the record category it rests on")
    started = date("the day it started; null when not known")
    due = date("the day it is due; null when it cannot be worked out")
    stopped = date("the day it was met")
    state = text(
        "running, due_soon, overdue, met, met_late, ended_late, disapplied, not_due, not_known, cannot_tell or declined"
    )
    because = text("why it is not due, not known or cannot be worked out, or what ended it and when; null otherwise")
    level = text("must, statutory guidance, guidance, standard or local")
    exception = text("the exception that disapplies the limit")
    estimated = flag("a fallback calendar or an assumed date was used")
    record_id = text("the record it starts from")
    provision = text("the provision that set the limit, as 'module.NAME': with the pathway, the key of its register")
    why = text("why it is due on that day, a sentence; null when no day can be worked out")


class Finding(Derived):
    """A sign found for a child: a reason to look, never a verdict."""

    TABLE = "finding"
    CATEGORY = Category.IDENTITY

    child_id = text("the child")
    signal = text("the declaration's name")
    since = date("the day from which it has been true")
    says = text("the sentence, filled in")
    domain = text("education, health or care")


class Because(Derived):
    """A record a finding rests on."""

    TABLE = "because"
    CATEGORY = Category.IDENTITY

    child_id = text("the child")
    signal = text("the declaration's name")
    since = date("the finding's date")
    record_id = text("the record")
    happened = date("the day the record speaks of")
    record = text("the table it is in")
    category = text("the category of that table")


class Unanswered(Derived):
    """A sign that could not be looked for, for one child or for all, and why."""

    TABLE = "unanswered"
    CATEGORY = Category.IDENTITY

    child_id = text("the child; null when it holds for all")
    signal = text("the declaration's name")
    because = text("the reason, a sentence: 'Not known: no child-health record received'")
