"""Makes passwords that can be read from a screen and typed without mistakes."""

import secrets

# short, common, unlike one another; none is a name or a place
WORDS = (
    "amber", "anchor", "apple", "basket", "bottle", "branch", "bridge", "button", "candle", "carpet", "castle",
    "cedar", "circle", "copper", "cotton", "crayon", "dragon", "feather", "fiddle", "finger", "forest", "garden",
    "ginger", "guitar", "hammer", "harbour", "helmet", "island", "jacket", "kettle", "ladder", "lantern", "lemon",
    "magnet", "marble", "meadow", "mirror", "mitten", "needle", "orange", "packet", "paddle", "parcel", "pebble",
    "pencil", "pepper", "pillow", "planet", "pocket", "rabbit", "ribbon", "river", "rocket", "saddle", "silver",
    "spider", "summer", "thimble", "ticket", "timber", "tunnel", "velvet", "violet", "window",
)  # fmt: skip


def made_up(words: int = 4) -> str:
    """A password of so many words and three digits: 'cedar-lantern-pebble-river-482'; 34 bits with four words."""
    said = "-".join(secrets.choice(WORDS) for _ in range(words))
    return f"{said}-{secrets.randbelow(900) + 100}"
