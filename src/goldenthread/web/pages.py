"""Lists every page of the site: the one list that addresses, navigation and the access matrix are made from."""

import pkgutil
from functools import cache
from importlib import import_module

from goldenthread import catalogue, web
from goldenthread.web.page import Page


@cache
def pages() -> dict[str, Page]:
    """Every declared page by 'part.module', in alphabetical order of both."""
    found: dict[str, Page] = {}
    for part in sorted(part.name for part in pkgutil.iter_modules(web.__path__) if part.ispkg):
        package = f"{web.__name__}.{part}.pages"
        try:
            import_module(package)
        except ModuleNotFoundError as error:
            if error.name != package:
                raise
            continue  # a part without pages, such as components
        found.update({f"{part}.{name}": page for name, page in catalogue.load(package, Page).items()})
    return found
