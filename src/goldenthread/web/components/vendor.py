"""Brings the GOV.UK Frontend style and script into this folder, without the fonts and crest that only gov.uk may use.

``npm pack govuk-frontend@6.3.0`` in any folder, then ``python -m goldenthread.web.components.vendor FILE.tgz``.
What was kept, its version and its SHA-256 are written to ``VENDORED.txt`` beside the files, which a test compares with
what lies there; ``LICENSE.txt``, which the npm package does not carry, is kept from the project's repository. Users of
Golden Thread need neither npm nor this module: the files are part of the repository.
"""

import base64
import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

KEPT_IN = Path(__file__).parent / "static" / "govuk-frontend"
VERSION = "6.3.0"  # the version the Jinja macros of govuk-frontend-jinja 4.1 are tested against
# The registry's SHA-512 of the package:
INTEGRITY = (
    "cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA=="  # the registry's SHA-512
)
OURS = "arial,helvetica,sans-serif"  # GDS Transport is licensed for services on gov.uk only


class VendorError(Exception):
    """The package is not the one that was asked for."""


def vendor(package: Path, into: Path = KEPT_IN) -> list[str]:
    """Copy style and script from an npm ``package`` (.tgz) into ``into``; the lines of VENDORED.txt.

    Raises VendorError when the package is another version, or its bytes are not the registry's.
    """
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        raise VendorError(f"{package} is not govuk-frontend {VERSION} as npm published it (SHA-512 {digest}).")
    with tarfile.open(package) as archive:
        version = json.loads(_read(archive, "package.json"))["version"]
        kept = {
            "govuk-frontend.min.css": without_gov_uk_only(_read(archive, "dist/govuk/govuk-frontend.min.css")),
            "govuk-frontend.min.js": _without_map(_read(archive, "dist/govuk/govuk-frontend.min.js")),
        }
    into.mkdir(parents=True, exist_ok=True)
    for name, text in kept.items():
        (into / name).write_text(text, encoding="utf-8")
    lines = [f"govuk-frontend {version}, from npm; fonts, crest and source maps left out.", *sums(into)]
    (into / "VENDORED.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def sums(folder: Path) -> list[str]:
    """One line a vendored file, 'SHA-256  name', as ``sha256sum`` prints them."""
    files = sorted(path for path in folder.iterdir() if path.name != "VENDORED.txt")
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]


def without_gov_uk_only(css: str) -> str:
    """The style without the GDS Transport font, the crest, and the name of a source map we do not carry."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("font-family:GDS Transport,arial,sans-serif", f"font-family:{OURS}")
    css = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", css)
    if "GDS Transport" in css or "/assets/" in css:
        raise VendorError("The style still names a font or picture that only gov.uk may use; look at it again.")
    return _without_map(css)


def _without_map(text: str) -> str:
    return re.sub(r"\s*(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$", "\n", text)


def _read(archive: tarfile.TarFile, name: str) -> str:
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise VendorError(f"The package holds no {name}.")
    return member.read().decode("utf-8")


if __name__ == "__main__":
    sys.stdout.write("\n".join(vendor(Path(sys.argv[1]))) + "\n")
