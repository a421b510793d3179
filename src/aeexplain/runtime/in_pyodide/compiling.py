"""Runs inside Pyodide: byte-compile the Python files of the archives in /in into archives of the same names in /out.

Legacy names (a.pyc in the place of a.py), checked against no source, without docstrings and assertions; tracebacks keep
their files and lines. /in/options.json tells the members that are emptied and the archives whose functions lose their
annotations, which nothing reads and every reader would download, and whether each archive is wanted a second time, its
members packed one by one: packed-<name>. What packs is in here, too, since other builds of zlib pack otherwise.
"""

import ast
import importlib._bootstrap_external as bootstrap
import json
import zipfile
import zlib
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
OPTIONS = json.loads(Path("/in/options.json").read_text())


class Bare(ast.NodeTransformer):
    """Takes the annotations of functions away. Those of classes stay: dataclasses are made from them."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Return the function bare."""
        self.generic_visit(node)
        node.returns = None
        own = node.args
        for each in (*own.posonlyargs, *own.args, *own.kwonlyargs, own.vararg, own.kwarg):
            if each:
                each.annotation = None
        return node


def compiled(name: str, source: bytes, bare: bool) -> bytes:
    """Return a .pyc file's bytes."""
    tree = ast.parse(b"" if name in OPTIONS["emptied"] else source, name)
    if bare:
        tree = Bare().visit(tree)
    code = compile(tree, name, "exec", dont_inherit=True, optimize=2)
    return bytes(bootstrap._code_to_hash_pyc(code, b"\0" * 8, False))  # type: ignore[attr-defined]


def compile_archive(name: str) -> None:
    """Compile one archive of /in into /out."""
    source = zipfile.ZipFile(f"/in/{name}")
    packed = zipfile.ZipFile(f"/out/packed-{name}", "w", zipfile.ZIP_STORED) if OPTIONS["packed"] else None
    with zipfile.ZipFile(f"/out/{name}", "w", zipfile.ZIP_STORED) as out:
        for member in sorted(each.filename for each in source.infolist() if not each.is_dir()):
            data = source.read(member)
            if member.endswith(".py"):
                member, data = member + "c", compiled(member, data, name in OPTIONS["bare"])
            out.writestr(zipfile.ZipInfo(member, EPOCH), data)
            if packed:
                packed.writestr(zipfile.ZipInfo(member, EPOCH), zlib.compress(data, 9))
    if packed:
        packed.close()


for archive in OPTIONS["archives"]:
    compile_archive(archive)
