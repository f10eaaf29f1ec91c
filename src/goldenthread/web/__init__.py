"""The pages people work in: the only part of Golden Thread, besides the command line, that knows Django.

To add a page, add one module ``web/<part>/pages/<name>.py`` that declares one ``PAGE``, and its template. Address,
navigation, access matrix, refusals and the audit log follow from it; there is no list to edit::

    PAGE = Page(
        path="children/<child_id>/timeline",
        title="Timeline",
        may_see=CHILD_ROLES,                        # or only(...), without(...), SIGNED_IN, EVERYBODY; never left out
        view=timeline,                              # def timeline(at: Viewing) -> dict: what the template reads
        template="children/timeline.html.jinja",
        acts=(Act("words", record_words),),         # what may be sent to it by POST, if anything
        tab=Tab("Intake", 60, "select count(*) …"),  # its place in the navigation, if it has one
    )

``at`` (``viewing.Viewing``) is the one way to everything: ``at.viewer``, ``at.as_of``, ``at.now``, ``at.purpose``,
``at.asked`` (the address's question), ``at.typed`` (what a form sent), ``at.rows(sql, name=value)``, ``at.row``,
``at.value``, ``at.write``. A page with ``<child_id>`` in its address has ``at.child``: the child was opened, which
decided that this viewer may see it and wrote the look into the log. ``at.may(category)`` answers for that child
(``.allowed``, ``.because``, ``.via``). The log names the kinds of record among the rows that ``view`` returns: those
with a ``category``, unless ``allowed`` is false; so ``view`` returns what is shown and no more. Lists call
``at.list_of(child_ids)`` so that the log says whose names were shown. ``raise Refused("in plain words")`` from
anywhere: 403, logged, nothing shown.

An act is ``def record_words(at) -> Done | Wrong | Changed`` (see ``acts``): one transaction with its line in the log.
When an act was not recorded, the template finds ``typed``, ``wrong``, ``tried``, ``errors`` and ``changed``.
"""

from goldenthread.web.server import check_free, prepare, serve

__all__ = ["check_free", "prepare", "serve"]
