"""The settings of the pages with a store of their own, for the type checker alone: it reads which models there are."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from goldenthread.store import Store

_FOLDER = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["GOLDENTHREAD_STORE"] = str(Store.create(_FOLDER / "store", simulated=True).path)
os.environ["DATABASE_URL"] = "postgresql://nobody@localhost/nowhere"  # never connected to

from goldenthread.web.settings import *  # noqa: E402, F403
