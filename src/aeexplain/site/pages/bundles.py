"""A browser module with the npm packages that it imports, as one file, by esbuild."""

from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest
from aeexplain.setup.node import node_package, run_node
from aeexplain.setup.places import NODE_MODULES

SCRIPT = Path(__file__).with_name("bundle.mjs")
LAID_OUT = (
    NODE_MODULES / ".package-lock.json"
)  # what npm has laid out there: each package's version and digest


def bundled(module: Path) -> bytes:
    """Return a module with all that it imports, made small; it cannot be made: ExplainError with what esbuild says."""

    def make() -> dict[str, bytes]:
        esbuild = (node_package("esbuild") / "lib" / "main.js").as_uri()
        return {module.name: run_node(SCRIPT, "", esbuild, str(module), str(NODE_MODULES)).encode()}

    key = digest(module.read_bytes(), SCRIPT.read_bytes(), LAID_OUT.read_bytes())
    return user_cache().files("bundles", key, make)[module.name]
