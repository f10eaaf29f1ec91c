"""How a kind of record is told: one sentence, one day or span, whose record it is and who may see it."""

from dataclasses import dataclass

from goldenthread.chronology._holder import holder
from goldenthread.records import tables


@dataclass(frozen=True)
class Line:
    """One kind of line of a child's story.

    ``says``, ``happened`` and ``until`` are SQL over the record ``r``, which has ``child_id``; ``when`` leaves out
    records that say nothing to a reader. ``named`` joins code lists: alias → (list, column of ``r``).
    """

    record: str
    kind: str
    happened: str
    says: str
    until: str = "cast(null as date)"
    when: str = "true"
    named: tuple[tuple[str, str, str], ...] = ()
    of: str = ""  # a table with fewer rows of the same record, where every single row would be too much to tell

    def told(self) -> str:
        """The select of the lines worth telling; ``line_id`` tells several lines of one record apart."""
        return self._sql(self.of or self.record, self.when)

    def of_records(self, records: str) -> str:
        """The select of the lines of the records named in ``records``; ``fits`` says whether each is worth telling.

        A line that is not is what is left for a record that has no other, such as an older version of it.
        """
        return self._sql(self.record, f"r.record_id in (select record_id from {records})", f", ({self.when}) as fits")

    def _sql(self, table: str, when: str, more: str = "") -> str:
        joins = "\n".join(
            f"left join code {alias} on {alias}.list = '{codes}' and {alias}.code = r.{column}"
            for alias, codes, column in self.named
        )
        category = tables()[self.record].CATEGORY
        return f"""
            select r.child_id, r.record_id, r.person_key, concat(r.record_id, ':{self.kind}') as line_id,
                '{self.record}' as record, r.source, r.received, {self.happened} as happened, {self.until} as until,
                {holder(self.record)} as agency, '{category}' as category, '{self.kind}' as kind,
                {self.says} as says{more}
            from {table} r
            {joins}
            where {self.happened} is not null and {when}
        """


def day(column: str) -> str:
    """SQL: a date as '3 June 2026'."""
    return f"strftime({column}, '%-d %B %Y')"
