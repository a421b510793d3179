"""The live engine as a site publishes it. What it consists of is kept, so that a build which has its files makes none.

While somebody changes our rooms, a draft takes its place, which is made at once: the engine of an earlier tree that used
the same of Python's library, with our rooms as sources, not compiled, in the place of what was made from them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from aeexplain.files.digests import digest
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.carried.ready_engine import ready_engine
from aeexplain.runtime.tool_digests import all_tools
from aeexplain.runtime.wheel import zipped
from aeexplain.site.build_context import BuildContext
from aeexplain.site.core.assets import hashed_folder

if TYPE_CHECKING:
    from aeexplain.runtime.engine import Engine

OURS = "aeexplain.zip"  # the engine's archive of our rooms

FORMS = ("", ".br", ".gz.bin")
BESIDE = ("modules", "tables/")  # what the names of files begin with that come when a module is imported


@dataclass(frozen=True)
class LiveEngine:
    """An engine: its folder in the site, the digest of each of its files, what pages need to start it, how to have the files.

    own: those of the files that are at hand.
    """

    folder: str
    digests: Mapping[str, str]
    payload: Mapping[str, Any]
    files: Callable[[], Mapping[str, bytes]]
    own: Mapping[str, bytes] = field(default_factory=dict)

    def file(self, name: str) -> bytes:
        """Return one of its files."""
        return self.own[name] if name in self.own else self.files()[name]


def live_engine(
    context: BuildContext, say: Callable[[str], None], published: Callable[[str], bool] | None = None
) -> LiveEngine:
    """Return the engine of our own tree, made where it is not known yet; it cannot be had: ExplainError.

    `published` asks for a draft, where that can be put together from files of the published site, whose digests it knows.
    """

    def make(quick: bool) -> tuple[dict[str, Any], Mapping[str, bytes]]:
        made = ready_engine(context.project.package, say) or _made(context.project, say, quick)
        folder = hashed_folder("engine", made.files)
        payload = made.payload(f"../{folder}/")
        digests = {name: digest(content) for name, content in made.files.items()}
        return {"folder": folder, "digests": digests, "payload": payload}, made.files

    def known(record: Mapping[str, Any]) -> LiveEngine:
        return LiveEngine(**record, files=cache(lambda: make("snapshot" not in record["payload"])[1]))

    tools = _tools(context)
    kinds = ("whole",) if published is None else ("whole", "draft")
    keys = [digest(kind, tools, context.sources.rooms) for kind in kinds]
    kept = next(filter(None, (context.cache.read("engines", key) for key in keys)), None)
    full = known(kept) if kept else None
    if full and (published is None or all(map(published, full.digests.values()))):
        return full
    base = _base_key(context, tools)
    earlier = context.cache.read("bases", base) if published else None
    if published and earlier:
        draft = _draft(known(earlier), context.project)
        if all(published(each) for name, each in draft.digests.items() if name not in draft.own):
            return draft
    if full:
        return full
    fresh, files = make(published is not None)
    if published or "snapshot" in fresh["payload"]:  # else it may come another time
        context.cache.write("engines", keys[-1], fresh)
        context.cache.write("bases", base, fresh)
    return LiveEngine(**fresh, files=lambda: files)


def _made(project: Project, say: Callable[[str], None], quick: bool) -> "Engine":
    """Return an engine that is made from what npm and Pyodide's makers publish."""
    from aeexplain.runtime.engine import make_engine
    from aeexplain.setup.fetch import numpy_wheel

    return make_engine(numpy_wheel(say), project, say, draft=quick)


def _draft(base: LiveEngine, project: Project) -> LiveEngine:
    """Return the engine that starts from the library of `base`, with our rooms as they are."""
    ours = zipped(
        {
            path: shipped_sources.numbered(text)
            for path, text in shipped_sources.rooms(project.package).items()
        }
    )
    snapshot = base.payload.get("snapshot") or {"image": "", "libraries": [], "library": {}}
    without = {snapshot["image"], *(name for _, name in snapshot["libraries"])}
    started = {**base.payload["files"], **snapshot["library"], OURS: {"plain": len(ours)}}
    sizes = {name: size for name, size in started.items() if name not in without}
    kept = {f"{name}{form}" for name in sizes if name != OURS for form in FORMS} & base.digests.keys()
    kept |= {name for name in base.digests if name.startswith(BESIDE)}
    digests = {name: base.digests[name] for name in sorted(kept)} | {OURS: digest(ours)}
    folder = f"assets/engine-{digest(json.dumps(digests, sort_keys=True))[:12]}"
    payload = {
        "pyodide": f"../{folder}/",
        "files": sizes,
        **{name: base.payload[name] for name in ("lock", "index")},
    }
    return LiveEngine(folder, digests, payload, base.files, {OURS: ours})


def _base_key(context: BuildContext, tools: str) -> str:
    """Return a digest of what decides which parts of Python's library an engine has."""
    names: set[str] = set()
    sources = shipped_sources.rooms(context.project.package)
    for path, text in sources.items():
        key = digest(tools, path, text)
        found = context.cache.read("names", key)
        if found is None:
            found = sorted(shipped_sources.names_in(path, text))
            context.cache.write("names", key, found)
        names.update(found)
    return digest(tools, json.dumps([sorted(names), sorted(sources)]))


def _tools(context: BuildContext) -> str:
    """Return a digest of what makes engines."""
    return digest(context.sources.site, all_tools())
