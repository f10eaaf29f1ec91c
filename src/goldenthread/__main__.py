"""Lets the product be started as ``python -m goldenthread``."""

from goldenthread.cli import main

raise SystemExit(main())
