"""Where everything lies: files as received, what was read from them, who is who, the runs, and the published tables.

A store is one folder. Loads and runs come into being whole or not at all; nothing in them is changed afterwards.
"""

from goldenthread.store._files import StoreError
from goldenthread.store.folder import Store
from goldenthread.store.ledger import Ledger
from goldenthread.store.loads import Load, LoadFolder, Received
from goldenthread.store.lock import StoreBusyError
from goldenthread.store.runs import Run

__all__ = ["Ledger", "Load", "LoadFolder", "Received", "Run", "Store", "StoreBusyError", "StoreError"]
