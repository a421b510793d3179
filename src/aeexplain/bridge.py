"""The one door to the demos: the build, the tests and the browser's worker all knock here."""

import inspect
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from aeexplain import checkpoint, demos
from aeexplain.demo import Demo, Frame, Pixels
from aeexplain.demo.checks import Checked
from aeexplain.demo.data_files import KINDS, MOST_BYTES, read_data
from aeexplain.demo.demo import Wanted
from aeexplain.demo.translation import Translator, translated
from aeexplain.demo.views import kind_of
from aeexplain.demos import articles
from aeexplain.errors import ExplainError, did_you_mean

FIGURE_WORDS = (
    "figure-words.json"  # in the page, beside its demos: what figures say in its language, by their demos
)


def names() -> list[str]:
    """Return every demo's name, sorted; a module whose name begins with an underscore is a helper of demos.

    A demo of one article alone is named after both, as in `two-waves.sum`.
    """
    own = (f"{article}.{name}" for article, folders in _articles().items() for name in _in(folders))
    return sorted([*_in(demos.__path__), *own])


def _in(folders: Iterable[str]) -> list[str]:
    modules = (module.name for module in iter_modules(folders) if not module.ispkg)
    return [module.replace("_", "-") for module in modules if not module.startswith("_")]


def _articles() -> dict[str, list[str]]:
    """Return the folders of each article's own demos, by the article's address."""
    packages = (module.name for module in iter_modules(articles.__path__) if module.ispkg)
    inside = {name: [f"{place}/{name}" for place in articles.__path__] for name in packages}
    return {name.replace("_", "-"): folders for name, folders in (inside | articles.FOLDERS).items()}


def folders() -> list[str]:
    """Return the folders in which demos, and what they share, are."""
    return [*demos.__path__, *(folder for each in articles.FOLDERS.values() for folder in each)]


def module_of(name: str) -> str:
    """Return the module that a demo is, by its dotted name."""
    package = articles.__name__ if "." in name else demos.__name__
    return f"{package}.{name.replace('-', '_')}"


def find(name: str) -> Demo:
    """Return the demo of that name; unknown: ExplainError that names its neighbour."""
    return _found(name, tuple(folders()))


@cache
def _found(name: str, folders: tuple[str, ...]) -> Demo:
    """Return the demo of that name from these folders, which are those of the package; see `find`."""
    known = names()
    if name not in known:
        raise ExplainError("demos", f"no demo named {name!r}", did_you_mean(name, known))
    module = import_module(module_of(name))
    demo = getattr(module, "DEMO", None)
    if not isinstance(demo, Demo):
        shipped = file(name) == str(Path(str(demos.__file__)).with_name(f"{name.replace('-', '_')}.py"))
        where = f"src/aeexplain/demos/{name.replace('-', '_')}.py" if shipped else file(name)
        what = "declares no DEMO" if demo is None else f"its DEMO is a {type(demo).__name__}, not a Demo"
        raise ExplainError(where, what, "end it with DEMO = Demo(compute, describe, controls=..., views=...)")
    _data(name, folders)  # remembered too: the page has no files to look into
    return in_language_of_page(name, demo)


def in_language_of_page(name: str, demo: Demo) -> Demo:
    """Return a demo with the words that a page in another language has brought for it; at home there are none."""
    table = _figure_words().get(name)
    return translated(demo, Translator(table)) if table else demo


@cache
def _figure_words() -> Mapping[str, Mapping[str, str]]:
    place = Path(str(demos.__file__)).with_name(FIGURE_WORDS)
    found: dict[str, dict[str, str]] = json.loads(place.read_text("utf-8")) if place.is_file() else {}
    return found


@cache
def _data(name: str, folders: tuple[str, ...]) -> dict[str, Any]:
    """Return a demo's data by the file's name; one that is not there, is of no known kind or too large: ExplainError."""
    where, demo = file(name), import_module(module_of(name)).DEMO
    folder = Path(where).parent
    # Above the demos of an article is the article.
    beside = [folder] if str(folder) in demos.__path__ else [folder, folder.parent]
    return read_data_files(demo.data.values(), beside, where, name)


def read_data_files(names: Iterable[str], places: Sequence[Path], where: str, demo: str) -> dict[str, Any]:
    """Return a demo's data by the file's name; one that is in no place, is of no known kind or too large: ExplainError."""
    contents = {name: _data_file(name, places, where).read_bytes() for name in sorted({*names})}
    if (size := sum(map(len, contents.values()))) > MOST_BYTES:
        what = f"demo {demo!r} has {size / 1000:.0f} kB of data, at most {MOST_BYTES / 1000:.0f} kB"
        raise ExplainError(where, what, "round the numbers, take fewer of them, or write them as .npy")
    return {name: read_data(name, content, where) for name, content in contents.items()}


def _data_file(name: str, places: Sequence[Path], where: str) -> Path:
    """Return the file of a name in the first of the folders that has it."""
    if Path(name).name != name or Path(name).suffix not in KINDS:
        raise ExplainError(
            where, f"{name!r} is no file of data beside the demo", f"known are {', '.join(KINDS)}"
        )
    found = next((place / name for place in places if (place / name).is_file()), None)
    if found is None:
        near = [path.name for place in places if place.is_dir() for path in place.iterdir()]
        raise ExplainError(where, f"there is no file {name!r} beside the demo", did_you_mean(name, near))
    return found


def file(name: str) -> str:
    """Return the path of a demo's file, found without importing it."""
    spec = find_spec(module_of(name))
    return spec.origin if spec and spec.origin else f"{name.replace('-', '_')}.py"


def source(name: str) -> str:
    """Return the Python text of a demo's own file."""
    return inspect.getsource(import_module(find(name).compute.__module__))


class Stage:
    """Draws frames: keeps the weight files that were loaded, so that a frame needs only its demo and values."""

    def __init__(self) -> None:
        self._weights: dict[str, checkpoint.Checkpoint] = {}
        self._runs: dict[str, Iterator[Frame]] = {}
        self._wanted_of_run: dict[str, Collection[str] | None] = {}

    def load(self, name: str, text: str) -> None:
        """Take a weight file's JSON text under its name; not valid: ExplainError."""
        self._weights[name] = checkpoint.loads(text, f"weights/{name}.json")

    def demo(self, name: str) -> Demo:
        """Return the demo of that name, as this stage draws it."""
        return find(name)

    def draw(self, name: str, raw: Mapping[str, object], views: Collection[str] | None = None) -> Frame:
        """Return a demo's frame for raw control values (start values where one is missing): these views, or all."""
        demo = self.demo(name)
        return demo.frame(demo.read(raw), self._weights_of(name, demo), views)

    def frame(self, name: str, raw_json: str, views: str = "") -> tuple[str, bytes]:
        """Return a demo's frame as the browser takes it: a JSON header, and all its pixels in one buffer.

        views: the names of those that somebody sees, parted by blanks; all where there are none. Header: {"views": {view:
        {"kind", ...}}, "describe"}; an image's RGBA bytes stand at its "offset" in the buffer.
        """
        wanted = views.split() or None
        return pack(self.draw(name, json.loads(raw_json), wanted), wanted)

    def run(self, name: str, raw: Mapping[str, object], views: Wanted = lambda: None) -> Iterator[Frame]:
        """Return the frames of a demo's run for raw control values; `views` is asked before each which of them are seen."""
        demo = self.demo(name)
        return demo.frames(demo.read(raw), self._weights_of(name, demo), views)

    def checked(self, name: str, raw: Mapping[str, object]) -> list[Checked]:
        """Return what comes of each of a demo's checks for raw control values."""
        demo = self.demo(name)
        return demo.check(demo.read(raw), self._weights_of(name, demo))

    def check(self, name: str, raw_json: str) -> tuple[str, bytes]:
        """Return the same as the browser takes it: a JSON header {"checks": [...]}, see `Checked`, and no pixels."""
        return json.dumps(
            {"checks": [asdict(each) for each in self.checked(name, json.loads(raw_json))]}
        ), b""

    def metric(self, file: str, path: str) -> float:
        """Return a number from a loaded weight file's metrics, such as "ratio.8"; unknown path: ExplainError."""
        return checkpoint.metric_at(self._weights[file].metrics, path)

    def begin(self, name: str, raw_json: str, views: str = "", figure: str = "") -> tuple[str, bytes] | None:
        """Start a demo's run, in place of any of that figure's that is under way, and return its first frame as `frame` does.

        figure: the id of the figure that runs, since several may be of one demo; else the demo's name.
        """
        key = figure or name
        self._runs[key] = self.run(name, json.loads(raw_json), lambda: self._wanted_of_run.get(key))
        return self.advance(key, views)

    def advance(self, figure: str, views: str = "") -> tuple[str, bytes] | None:
        """Return the next frame of a figure's run, as `frame` does, or None when it is over or was never begun."""
        wanted = self._wanted_of_run[figure] = views.split() or None
        frame = next(self._runs.get(figure, iter(())), None)
        if frame is None:
            self.end(figure)
        return None if frame is None else pack(frame, wanted)

    def thumbnails(self, name: str, demo: Demo) -> dict[str, list[Pixels]]:
        """Return the images of a demo's choices that have some, one for each option; another number of them: ExplainError."""
        weights = self._weights_of(name, demo)
        return {choice: demo.thumbnails_of(choice, weights) for choice in demo.thumbnails}

    def end(self, figure: str) -> None:
        """Forget a figure's run."""
        self._runs.pop(figure, None)
        self._wanted_of_run.pop(figure, None)

    def _weights_of(self, name: str, demo: Demo) -> dict[str, Any]:
        missing = set(demo.weights.values()) - self._weights.keys()
        if missing:
            raise ExplainError(f"demo {name!r}", f"its weights are not loaded: {', '.join(sorted(missing))}")
        given: dict[str, Any] = {parameter: self._weights[file] for parameter, file in demo.weights.items()}
        data = self.data_of(name) if demo.data else {}
        return given | {parameter: data[file] for parameter, file in demo.data.items()}

    def data_of(self, name: str) -> dict[str, Any]:
        """Return a demo's data by the file's name."""
        return _data(name, tuple(folders()))


def pack(frame: Frame, wanted: Collection[str] | None = None) -> tuple[str, bytes]:
    """Return a frame as (JSON header, buffer), with these views or with all; see `Stage.frame`."""
    views: dict[str, Any] = {}
    buffer: list[bytes] = []
    offset = 0
    for name, view in frame.views.items():
        if wanted is not None and name not in wanted:
            continue
        kind = kind_of(view)
        views[name] = {"kind": kind.name, **kind.header(view)}
        if pixels := kind.pixels(view):
            views[name]["offset"] = offset
            buffer.append(pixels)
            offset += len(pixels)
    return json.dumps({"views": views, "describe": frame.says}, allow_nan=False), b"".join(buffer)
