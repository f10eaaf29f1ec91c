"""Where a web server finds the pages: granian by default, any other WSGI server as well."""

import gc
import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
application = get_wsgi_application()


def load_everything() -> None:
    """Loads every page and compiles every template, so that a worker's first visitors do not wait for it."""
    from django.template import engines
    from django.urls import get_resolver
    from jinja2 import meta

    get_resolver().url_patterns  # noqa: B018 - the addresses are worked out on first use
    engine: Any = engines.all()[0]
    pages = engine.env
    names = {name for name in pages.list_templates() if name.endswith(".jinja")}
    loaded: set[str] = set()
    while names := names - loaded:
        for name in names:
            pages.get_template(name)
        loaded |= names
        texts = [pages.loader.get_source(pages, name)[0] for name in names]
        names = {found for text in texts for found in meta.find_referenced_templates(pages.parse(text)) if found}
    gc.collect()
    gc.freeze()  # all this stays: while pages are made it need not be looked through for what can go


load_everything()
