"""The access matrix: every page against every role, read from the pages' own declarations."""

from goldenthread.access import Role
from goldenthread.web.pages import pages
from goldenthread.web.rows import Row


def matrix() -> list[Row]:
    """A row for each page, in the order of its address: title, address, whether it is public, and yes or no by role."""
    found = [
        {
            "title": page.title,
            "path": f"/{page.path}",
            "public": page.may_see.public,
            "about_a_child": page.about_a_child,
            "roles": {role: page.may_see.allows({role}) for role in Role},
        }
        for page in pages().values()
    ]
    return sorted(found, key=lambda row: str(row["path"]))
