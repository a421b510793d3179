"""What a wheel carries ready-made, so that whoever installs it needs neither npm nor minutes: engine, scripts, npm packages."""

import shutil
from collections.abc import Callable
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.project import PACKAGE, Project
from aeexplain.runtime.carried.file_sets import to_carry
from aeexplain.runtime.carried.ready_engine import ARCHIVE, engine_key, packed
from aeexplain.runtime.engine import make_engine
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.setup.node import CARRIED as PACKAGES
from aeexplain.setup.node import node_package
from aeexplain.site.math import math_font
from aeexplain.site.pages.scripts import CARRIED as SCRIPTS
from aeexplain.site.pages.scripts import bundles, bundles_key

LICENSE = "LICENSE"
ABOUT = ("package.json", LICENSE)
# What builds read of npm's packages, each with its license.
USED = {
    "katex": ("dist/katex.mjs",),
    "temml": ("dist/temml.mjs", "dist/Temml-STIX2.css"),
    "@fontsource-variable/source-serif-4": ("unicode.json", "files/*-opsz-*.woff2"),
    "@fontsource-variable/source-sans-3": ("unicode.json", "files/*-wght-normal.woff2"),
}


def write(folder: Path, say: Callable[[str], None]) -> None:
    """Write all of it into a folder, in the place of what is there; what cannot be made: ExplainError."""
    project = Project(PACKAGE.parents[1])
    engine = packed(make_engine(numpy_wheel(say), project, say), engine_key(project.package))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / ARCHIVE.name).write_bytes(engine)
    (folder / SCRIPTS.name).write_bytes(to_carry(_scripts()))
    fonts = math_font.kept_fonts() | {LICENSE: (node_package(math_font.PACKAGE) / LICENSE).read_bytes()}
    (folder / math_font.CARRIED.name).write_bytes(to_carry({math_font.fonts_key(): fonts}))
    for name, patterns in USED.items():
        _copy(name, (*ABOUT, *patterns), folder / PACKAGES.name / name)


def _scripts() -> dict[str, dict[str, bytes]]:
    """Return the browser's scripts in each language that ships, by their keys."""
    spoken = [words_of(path.stem, SHIPPED) for path in sorted(SHIPPED.glob("*.toml"))]
    return {bundles_key(words): bundles(user_cache(), words) for words in spoken}


def _copy(name: str, patterns: tuple[str, ...], target: Path) -> None:
    """Copy the files of an npm package that match a pattern; a pattern that none matches: LookupError."""
    package = node_package(name)
    for pattern in patterns:
        found = sorted(package.glob(pattern))
        if not found:
            raise LookupError(f"{package} has no {pattern}")
        for path in found:
            place = target / path.relative_to(package)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
