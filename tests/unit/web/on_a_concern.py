"""One concern of Hal's, for tests that act on it and read what the pages then say."""

import html
import re
from typing import Any

HAL = "/children/c-hal/concerns/stuck_waiting/2025-10-16"


def text(answer: Any) -> str:
    """The page without its tags, spaces told once."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def act(client: Any, name: str, **typed: str) -> Any:
    page = client.get(HAL).content.decode()
    seen = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    return client.post(HAL, {"act": name, "seen": seen, **typed}, follow=True)
