"""What every page is made of: the base page, macros, words for dates and states, style and script.

A page template begins with ``{% extends "components/base.html.jinja" %}`` and fills ``content``. The base page reads
these names from its context, all of them optional:

- ``title``: the page's title; ``errors``: ``[(field id, message)]``, which puts "Error:" before the title;
- ``navigation``: ``[{"text", "href", "count", "current"}]``, where ``count`` is what waits for this viewer;
- ``viewer``: an object with ``name`` and ``role_says``; ``simulated``: whether the store is a made-up area;
- ``as_of``: the day the published run is true to; ``csrf_input``, ``csp_nonce`` and ``request`` as Django gives them.

Macros, each described at the top of its file: ``dates`` (days, due dates, why this date), ``states`` (tags, not known,
freshness), ``tables`` (because, facts), ``lists`` (paging, filters), ``forms`` (fields that keep what was typed),
``child`` (identity bar, card). ``words`` holds the same words as filters and tests; ``environment`` puts all together.
"""
