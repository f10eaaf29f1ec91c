"""Finds the columns a rule names that no table has, and works out the type of each of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

Schema = Mapping[str, Mapping[str, str]]
Sources = dict[str, list[str]]


@dataclass(frozen=True)
class Unknown:
    """A table or column nobody has: where it is named, what to say, and the names it could have been."""

    node: exp.Expression
    name: str
    says: str
    known: list[str]


def check_columns(tree: exp.Expression, schema: Schema) -> Unknown | None:
    """The first table or column that cannot be found, or that could be of two tables; None when all is well."""
    made = {cte.alias.lower(): _outputs(cte.this) for cte in tree.find_all(exp.CTE)}
    tables = {name.lower(): [column.lower() for column in columns] for name, columns in schema.items()}
    for table in tree.find_all(exp.Table):
        if table.name.lower() not in {**tables, **made}:
            known = sorted({**tables, **made})
            return Unknown(table, table.name.lower(), f"there is no table '{table.name}'.", known)
    for column in tree.find_all(exp.Column):
        unknown = _find(column, {**tables, **made})
        if unknown:
            return unknown
    return None


def typed(tree: exp.Expression, schema: Schema) -> exp.Expression:
    """A copy of a statement whose columns are checked already, every node with its type where it can be known."""
    named = {table.name.lower() for table in tree.find_all(exp.Table)}
    read = {name: dict(columns) for name, columns in schema.items() if name.lower() in named}
    known = MappingSchema(read, dialect="duckdb")
    full = qualify(tree.copy(), schema=known, dialect="duckdb", validate_qualify_columns=False, quote_identifiers=False)
    for given in list(full.find_all(exp.Placeholder)):
        if given.name == "as_of":
            given.replace(exp.cast(given.copy(), "date"))
    return annotate_types(full, schema=known, dialect="duckdb")


def _find(column: exp.Column, tables: Sources) -> Unknown | None:
    """Looks for a column in the select it stands in, then in those around it."""
    name, of = column.name.lower(), column.table.lower()
    seen: list[str] = []
    around = column.find_ancestor(exp.Select, exp.Union)
    while around is not None:
        sources = _sources(around, tables)
        if of in sources:
            return None if name in sources[of] else _missing(column, f"{of}.{name}", sources[of])
        holding = [source for source, columns in sources.items() if name in columns] if not of else []
        if len(holding) > 1:
            return Unknown(column, name, f"'{name}' is in {' and '.join(holding)}: say whose.", holding)
        if holding or (not of and name in _own_names(column, around)):
            return None
        seen += [each for columns in sources.values() for each in columns] if not of else list(sources)
        around = around.find_ancestor(exp.Select, exp.Union)
    return _missing(column, f"{of}.{name}" if of else name, sorted(set(seen)))


def _missing(column: exp.Column, full: str, known: list[str]) -> Unknown:
    return Unknown(column, column.name.lower(), f"there is no column '{full}'.", known)


def _sources(query: exp.Expression, tables: Sources) -> Sources:
    """What a select reads: the name it goes by there, and its columns."""
    parts = [query.args.get("from_"), *query.args.get("joins", [])] if isinstance(query, exp.Select) else []
    found: Sources = {}
    for part in parts:
        source = part.this if part else None
        if isinstance(source, exp.Table):
            found[source.alias_or_name.lower()] = tables[source.name.lower()]
        elif isinstance(source, exp.Subquery):
            found[source.alias.lower()] = _outputs(source.this)
    return found


def _own_names(column: exp.Column, query: exp.Expression) -> list[str]:
    """The names a query gives its own columns, where its grouping, having and order may use them."""
    if isinstance(query, exp.Union):
        return _outputs(query)
    clause = column.find_ancestor(exp.Group, exp.Having, exp.Order, exp.Select)
    if isinstance(clause, exp.Select) or clause is None or isinstance(clause.parent, exp.Window):
        return []
    return [each.alias.lower() for each in query.expressions if isinstance(each, exp.Alias)]


def _outputs(query: exp.Expression) -> list[str]:
    return [name.lower() for name in query.named_selects]
