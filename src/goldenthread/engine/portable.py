"""Refuses a rule that would not run, or would not give the same answer, on every engine.

Rules are SQL in DuckDB's dialect. Some of it is translated to Spark wrongly and in silence, so nothing is allowed that
is not named here, and nothing is named here without a test that ran it on both engines and compared the rows.
"""

import difflib
from collections.abc import Callable, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from goldenthread.engine._columns import check_columns, typed

Schema = Mapping[str, Mapping[str, str]]

PORTABLE: frozenset[type[exp.Expression]] = frozenset(
    (
        # the frame of a statement
        exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit,
        exp.With, exp.CTE, exp.Subquery, exp.Union, exp.Distinct, exp.Table, exp.TableAlias, exp.Alias, exp.Column,
        exp.Identifier, exp.Star, exp.Paren, exp.Var, exp.Placeholder,
        # values
        exp.Literal, exp.Boolean, exp.Null, exp.Interval, exp.Cast, exp.DataType,
        # comparing and choosing
        exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.NullSafeEQ,
        exp.NullSafeNEQ, exp.Between, exp.In, exp.Exists, exp.Like, exp.Case, exp.If, exp.Coalesce, exp.Nullif,
        exp.Greatest, exp.Least,
        # whole numbers and text
        exp.Add, exp.Sub, exp.Mul, exp.IntDiv, exp.Mod, exp.Neg, exp.Abs, exp.DPipe, exp.ConcatWs, exp.Length,
        exp.Substring, exp.Trim, exp.Replace, exp.StartsWith,
        # days
        exp.DateDiff, exp.Year, exp.Month, exp.Day, exp.Extract, exp.TimestampTrunc,
        exp.DateTrunc,
        # counting
        exp.Count, exp.Sum, exp.Min, exp.Max, exp.LogicalOr, exp.LogicalAnd, exp.Filter,
        exp.Window, exp.WindowSpec, exp.RowNumber, exp.Rank, exp.DenseRank, exp.Lag, exp.Lead,
    )
)  # fmt: skip

_INSTEAD = {
    exp.Div: "write // for whole numbers, or compare by multiplying across",
    exp.Avg: "compare sum(x) with a limit times count(*)",
    exp.DayOfWeekIso: "join calendar",
    exp.DayOfWeek: "join calendar",
    exp.Qualify: "use a subquery with row_number()",
    exp.Lower: "compare codes as they are sent",
    exp.Upper: "compare codes as they are sent",
    exp.Concat: "write a || b",
    exp.ArgMax: "use row_number() with an order that ends in an id",
    exp.ArgMin: "use row_number() with an order that ends in an id",
    exp.TryCast: "read values in the extract; a rule compares what was read",
    exp.GroupConcat: "name the rows in because instead",
}


class RuleError(Exception):
    """A rule names an unknown column or uses a construct outside the portable list."""


def check_rule(sql: str, schema: Schema, where: str) -> dict[str, str]:
    """Refuses a rule that would not run, or would not give the same answer on every engine; the columns it gives.

    ``schema``: table to column to type, in DuckDB's words, and so is what comes back, in the rule's order, with VARCHAR
    where a type is not known; ``where``: the rule's name, for the message. Raises RuleError naming rule, line, what is
    wrong and what to write instead.
    """
    tree = _parsed(sql, where)
    for node in tree.walk():
        problem = _problem(node)
        if problem:
            raise RuleError(f"{where}, line {line_of(node)}: {problem}.")
    unknown = check_columns(tree, schema)
    if unknown:
        raise RuleError(f"{where}, line {line_of(unknown.node)}: {unknown.says}{_nearest(unknown.name, unknown.known)}")
    full = typed(tree, schema)
    for node in full.walk():
        problem = _type_problem(node)
        if problem:
            raise RuleError(f"{where}, line {line_of(node)}: {problem}.")
    while isinstance(full, exp.Union):
        full = full.left
    return {each.alias_or_name: _in_words(each) for each in full.expressions}


def _in_words(node: exp.Expression) -> str:
    known = node.type is not None and node.type.this not in (exp.DType.UNKNOWN, exp.DType.NULL)
    return node.type.sql("duckdb") if known else "VARCHAR"


def line_of(node: exp.Expression) -> int:
    """The line of the statement a node stands on, as near as the parser says; 1 when it does not."""
    around: exp.Expression | None = node
    while around is not None:
        for part in around.walk():
            line = part.meta.get("line")
            if line:
                return int(line)
        around = around.parent
    return 1


def _parsed(sql: str, where: str) -> exp.Expression:
    try:
        trees = sqlglot.parse(sql, dialect="duckdb")
    except SqlglotError as error:
        raise RuleError(f"{where}: not SQL that can be read: {str(error).splitlines()[0]}") from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Select | exp.Union):
        raise RuleError(f"{where}: a rule is one select statement.")
    return trees[0]


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f" Did you mean '{near[0]}'?" if near else f" There are: {', '.join(known[:30])}."


def _problem(node: exp.Expression) -> str | None:
    """What is wrong with a node as written, without knowing any column's type."""
    if type(node) not in PORTABLE:
        instead = _INSTEAD.get(type(node))
        return f"'{_named(node)}' is not in the portable list" + (f": {instead}" if instead else "")
    check = _CHECKS.get(type(node))
    return check(node) if check else None


def _named(node: exp.Expression) -> str:
    if isinstance(node, exp.Anonymous):
        return str(node.name)
    return node.sql("duckdb") if len(node.sql("duckdb")) < 40 else type(node).__name__.lower()


def _literal(node: exp.Expression) -> str | None:
    if node.is_string:
        return "a backslash means different things to different engines" if "\\" in node.name else None
    if not node.name.isdigit():
        return f"{node.name} is not a whole number: rules compare whole numbers, never fractions"
    return None


def _star(node: exp.Expression) -> str | None:
    return None if isinstance(node.parent, exp.Count) else "name the columns instead of *"


def _column(node: exp.Expression) -> str | None:
    return "name the columns instead of *" if isinstance(node.this, exp.Star) else None


def _join(node: exp.Expression) -> str | None:
    if node.method or node.side not in ("", "LEFT") or node.kind not in ("", "INNER", "OUTER", "CROSS"):
        return f"a {' '.join(filter(None, (node.method, node.side, node.kind))).lower()} join is not portable"
    if node.args.get("using"):
        return "write on a.x = b.x instead of using"
    if node.kind != "CROSS" and not node.args.get("on"):
        return "write cross join where every row meets every row"
    return None


def _select(node: exp.Expression) -> str | None:
    distinct = node.args.get("distinct")
    if distinct and distinct.args.get("on"):
        return "distinct on is not portable: use row_number()"
    return None


def _limit(node: exp.Expression) -> str | None:
    order = node.parent.args.get("order") if node.parent else None
    if order is None:
        return "a limit without order by takes different rows each time"
    return _ends_in_id(order, "limit")


def _window(node: exp.Expression) -> str | None:
    order, spec = node.args.get("order"), node.args.get("spec")
    ranked = isinstance(node.this, exp.RowNumber | exp.Rank | exp.DenseRank | exp.Lag | exp.Lead)
    if ranked and order is None:
        return "number rows in an order"
    by_row = isinstance(node.this, exp.RowNumber | exp.Lag | exp.Lead) or (spec and spec.args.get("kind") == "ROWS")
    return _ends_in_id(order, "window") if by_row and order is not None else None


def _ends_in_id(order: exp.Expression, what: str) -> str | None:
    last = order.expressions[-1].this
    if isinstance(last, exp.Column) and last.name.endswith(("_id", "_key")):
        return None
    return f"the order of this {what} must end in an id, so that ties fall the same way each time"


def _interval(node: exp.Expression) -> str | None:
    if not isinstance(node.this, exp.Literal) or node.text("unit").upper() not in ("DAY", "MONTH", "YEAR"):
        return "write $n * interval 1 day, month or year"
    around = node.parent
    while isinstance(around, exp.Add | exp.Sub | exp.Mul | exp.Neg | exp.Paren):
        around = around.parent
    if isinstance(around, exp.WindowSpec) or (isinstance(around, exp.Cast) and around.to.this == exp.DType.DATE):
        return None
    return "write cast(… interval … as date): one engine makes a timestamp of it"


def _sum(node: exp.Expression) -> str | None:
    around = node.parent
    while isinstance(around, exp.Window | exp.Filter | exp.Alias):
        around = around.parent
    shown = isinstance(around, exp.Select)
    return "write cast(sum(…) as bigint): the engines give sums of different types" if shown else None


def _diff(node: exp.Expression) -> str | None:
    return None if node.text("unit").upper() == "DAY" else "only date_diff('day', …) counts the same everywhere"


def _divisor(node: exp.Expression) -> str | None:
    divisor = node.expression
    if isinstance(divisor, exp.Literal) and divisor.name.isdigit() and int(divisor.name) > 0:
        return None
    if isinstance(divisor, exp.Nullif) and divisor.expression.sql() == "0":
        return None
    return "divide by a whole number written here, or by nullif(…, 0): dividing by zero is an error on one engine"


def _extract(node: exp.Expression) -> str | None:
    return None if node.name.upper() in ("YEAR", "MONTH", "DAY") else "extract only year, month or day"


def _truncated(node: exp.Expression) -> str | None:
    if node.text("unit").upper() not in ("MONTH", "YEAR"):
        return "truncate only to month or year; join calendar for weeks and terms"
    if isinstance(node.parent, exp.Cast) and node.parent.to.this == exp.DType.DATE:
        return None
    return "write cast(date_trunc(…) as date): one engine makes a timestamp of it"


def _with(node: exp.Expression) -> str | None:
    return "a recursive query is not portable" if node.args.get("recursive") else None


def _union(node: exp.Expression) -> str | None:
    return "match the columns of a union by place" if node.args.get("by_name") else None


def _placeholder(node: exp.Expression) -> str | None:
    return None if isinstance(node.this, str) and node.this.isidentifier() else "name a parameter: $as_of"


def _distinct(node: exp.Expression) -> str | None:
    return "count one distinct column at a time" if len(node.expressions) > 1 else None


_CHECKS: dict[type[exp.Expression], Callable[[exp.Expression], str | None]] = {
    exp.Literal: _literal,
    exp.Star: _star,
    exp.Column: _column,
    exp.Join: _join,
    exp.Select: _select,
    exp.Limit: _limit,
    exp.Window: _window,
    exp.Interval: _interval,
    exp.Sum: _sum,
    exp.DateDiff: _diff,
    exp.IntDiv: _divisor,
    exp.Mod: _divisor,
    exp.Extract: _extract,
    exp.TimestampTrunc: _truncated,
    exp.DateTrunc: _truncated,
    exp.With: _with,
    exp.Union: _union,
    exp.Placeholder: _placeholder,
    exp.Distinct: _distinct,
}

_DAYS = exp.DType.DATE
_WHOLE = frozenset((exp.DType.INT, exp.DType.BIGINT, exp.DType.SMALLINT, exp.DType.TINYINT))
_FLOATS = frozenset((exp.DType.FLOAT, exp.DType.DOUBLE))


def _kind(node: exp.Expression) -> object:
    return node.type.this if node.type else None


def _type_problem(node: exp.Expression) -> str | None:
    """What is wrong with a node once the types of its columns are known."""
    if _kind(node) in _FLOATS:
        return f"'{_named(node)}' is a floating-point number: rules compare whole numbers and decimals"
    if isinstance(node, exp.Sub) and _kind(node.left) == _kind(node.right) == _DAYS:
        return "write date_diff('day', earlier, later): a day taken from a day is not a number on every engine"
    return _cast_problem(node) if isinstance(node, exp.Cast) else None


def _cast_problem(node: exp.Expression) -> str | None:
    kind, to = _kind(node.this), node.to.this
    if to == _DAYS:
        text = kind in exp.DataType.TEXT_TYPES and not isinstance(node.this, exp.Literal)
        return "a date is read from text in the extract, not in a rule" if text else None
    if to in _WHOLE:
        return None if _is_counted(node.this) else "cast only whole numbers to whole numbers"
    if to in exp.DataType.TEXT_TYPES:
        plain = kind in {_DAYS, *exp.DataType.TEXT_TYPES} or _is_counted(node.this)
        return None if plain else "cast only dates and whole numbers to text"
    if to == exp.DType.BOOLEAN and isinstance(node.this, exp.Null):
        return None
    return f"a rule does not cast to {to.value.lower()}"


def _is_counted(node: exp.Expression) -> bool:
    """Whether a value is whole though its type is not said: a count, a parameter, null, or a sum or product of such."""
    inner = node.unnest()
    if isinstance(inner, exp.Add | exp.Sub | exp.Mul | exp.IntDiv | exp.Mod):
        return _is_counted(inner.left) and _is_counted(inner.right)
    return _kind(inner) in _WHOLE or isinstance(inner, _COUNTS)


_COUNTS = (exp.Sum, exp.Count, exp.Window, exp.Placeholder, exp.Null, exp.Filter, exp.Nullif)
