"""The statutory and clinical clocks that run for each child: what starts them, when they are due, whether they are met.

To add one, add a file holding ``PATHWAY = Pathway(…)``: it runs at the next refresh, and its law is in the register.

pathways.run(engine, as_of)   # the tables `clock`, `pathway_register` and `clock_count`
"""

from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._run import pathways, run
from goldenthread.pathways._tables import schema

__all__ = ["Pathway", "pathways", "run", "schema"]
