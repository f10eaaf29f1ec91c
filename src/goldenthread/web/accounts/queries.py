"""Reads accounts and the area's staff file, for the administrator; no child is in either."""

from goldenthread.access import Role
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing


def accounts(at: Viewing) -> list[Row]:
    """Every account with its role in words, who it is in the staff file, and whether it signs in."""
    found = at.rows(
        """
        select a.id, a.email, a.name, a.role, a.worker_id, a.is_active, a.one_time, a.last_login,
               (select string_agg(distinct t.team, ', ' order by t.team)
                from published.team_member m join published.team t using (team_id)
                where m.worker_id = a.worker_id and m.ended is null) as teams
        from public.accounts_user a order by not a.is_active, lower(a.name), a.id
        """
    )
    return [{**row, "role_says": role_says(row["role"])} for row in found]


def account(at: Viewing, number: str) -> Row | None:
    """One account by its number."""
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    return next((row for row in accounts(at) if row["id"] == wanted), None)


def staff(at: Viewing) -> list[tuple[str, str]]:
    """People of the staff file who have no account yet, as choices."""
    found = at.rows(
        """
        select m.worker_id, max(m.name) as name, string_agg(distinct t.team, ', ' order by t.team) as teams
        from published.team_member m left join published.team t using (team_id)
        where m.ended is null
          and not exists (select 1 from public.accounts_user a where a.worker_id = m.worker_id)
        group by m.worker_id order by lower(max(m.name)), m.worker_id
        """
    )
    return [(row["worker_id"], f"{row['name'] or row['worker_id']}, {row['teams'] or 'no team'}") for row in found]


def roles() -> list[tuple[str, str, str]]:
    """Roles as choices: what each opens stands beside it."""
    return [(role.name, role.says[0].upper() + role.says[1:], f"Opens {role.opens}.") for role in Role]


def role_says(name: str) -> str:
    """A role in words."""
    return Role[name].says if name in Role.__members__ else name
