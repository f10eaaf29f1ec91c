"""Pages under load: users who sign in, look at their work, open children and think between two pages.

    goldenthread serve --store store &
    python -m benchmarks pages --users 50 --minutes 5 --accounts accounts.txt

``accounts.txt`` holds a line for each account: e-mail address, a space, password. Only this machine is asked.
"""

import argparse
import http.cookiejar
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_CHILD = re.compile(r'href="(/children/[^"/?#]+)')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_MIX = (("my work", 5), ("child", 5), ("timeline", 2), ("about", 1), ("search", 1))


@dataclass
class Tally:
    """Seconds by page, and failures, of all users together."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, seconds: float, failure: str = "") -> None:
        """Takes down one look."""
        with self.lock:
            self.seconds[page].append(seconds)
            if failure:
                self.failures.append(f"{page}: {failure}")


class User:
    """One person at a screen: signs in once, then looks at pages with a pause between two."""

    def __init__(self, base: str, account: tuple[str, str], tally: Tally, think: float, seed: int) -> None:
        self.base, self.account, self.tally, self.think = base, account, tally, think
        self.random = random.Random(seed)
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.children: list[str] = []

    def run(self, until: float) -> None:
        """Signs in, then looks at pages until ``until`` (monotonic seconds)."""
        self._sign_in()
        while time.monotonic() < until:
            self._look(self.random.choices([p for p, _ in _MIX], [w for _, w in _MIX])[0])
            time.sleep(self.random.uniform(0.5, 1.5) * self.think)

    def _sign_in(self) -> None:
        address = f"{self.base}/accounts/login/"
        token = _TOKEN.search(self.opener.open(address, timeout=60).read().decode())
        form = {"login": self.account[0], "password": self.account[1]}
        if token:
            form["csrfmiddlewaretoken"] = token.group(1)
        request = urllib.request.Request(address, urllib.parse.urlencode(form).encode(), {"Referer": address})
        self.opener.open(request, timeout=60).read()
        self._look("my work")

    def _look(self, page: str) -> None:
        if page not in ("my work", "search") and not self.children:
            page = "search"  # whoever has no child on a list looks for one first
        began = time.perf_counter()
        failure = ""
        try:
            body = self.opener.open(self.base + self._path(page), timeout=60).read().decode()
            self.children = sorted(set(_CHILD.findall(body))) or self.children
        except (urllib.error.URLError, TimeoutError) as error:
            failure = str(error)
        self.tally.add(page, time.perf_counter() - began, failure)

    def _path(self, page: str) -> str:
        child = self.random.choice(self.children) if self.children else ""
        return {
            "my work": "/",
            "child": child,
            "timeline": f"{child}/timeline",
            "about": f"{child}/about",
            "search": "/search?q=" + self.random.choice(["smith", "ali", "jo", "brown"]),
        }[page]


def main(arguments: list[str]) -> None:
    """Runs the users and prints percentiles by page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages", description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--accounts", type=Path, required=True)
    told = parser.parse_args(arguments)
    if urllib.parse.urlparse(told.base).hostname not in {"127.0.0.1", "localhost"}:
        parser.error("only a server on this machine may be asked")
    print(_report(_run(told), told.users))


def _run(told: argparse.Namespace) -> Tally:
    accounts = [(a, p) for a, p in (line.split(maxsplit=1) for line in told.accounts.read_text().splitlines() if line)]
    tally, until = Tally(), time.monotonic() + 60 * told.minutes
    users = [User(told.base, accounts[i % len(accounts)], tally, told.think, i) for i in range(told.users)]
    threads = [threading.Thread(target=user.run, args=(until,)) for user in users]
    for thread in threads:
        thread.start()
        time.sleep(told.think / told.users)
    for thread in threads:
        thread.join()
    return tally


def _report(tally: Tally, users: int) -> str:
    lines = [
        f"{users} users; {len(tally.failures)} failures",
        f"{'page':10} {'looks':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}",
    ]
    every = [s for page in tally.seconds.values() for s in page]
    for page, seconds in [*sorted(tally.seconds.items()), ("all", every)]:
        p50, p95, p99 = (_percentile(seconds, share) * 1000 for share in (50, 95, 99))
        lines.append(f"{page:10} {len(seconds):6} {p50:8.0f} {p95:8.0f} {p99:8.0f}")
    return "\n".join([*lines, *sorted(set(tally.failures))[:5]])


def _percentile(values: list[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
