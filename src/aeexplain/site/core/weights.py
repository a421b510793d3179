"""Weight files as a build reads them: each once, and the numbers that articles quote from them."""

from collections.abc import Iterator
from functools import cached_property

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest
from aeexplain.project import Project
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.code_digests import Sources
from aeexplain.site.core.text import read_text


class Weights:
    """The weight files of a site, each as it is when it is first asked for."""

    def __init__(self, project: Project, cache: Cache, sources: Sources) -> None:
        self._project, self._cache, self._sources = project, cache, sources
        self._texts: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._places: dict[str, str] = {}

    def text(self, file: str) -> str:
        """Return a weight file's text; none such: ExplainError that names the command which makes it."""
        if file not in self._texts:
            where = f"weights/{file}.json"
            try:
                self._texts[file] = read_text(self._project.weight_file(file), where)
            except ExplainError as error:
                raise ExplainError(
                    where, error.what, f"run: {self._project.command(f'train {file}')}"
                ) from error
        return self._texts[file]

    def content(self, file: str) -> bytes:
        """Return a weight file's bytes."""
        return self.text(file).encode()

    def file_digest(self, file: str) -> str:
        """Return a digest of a weight file."""
        if file not in self._digests:
            self._digests[file] = digest(self.text(file))
        return self._digests[file]

    def place(self, file: str) -> str:
        """Return where a weight file stands in the site."""
        if file not in self._places:
            self._places[file] = hashed_name(f"weights/{file}.json", self.content(file))
        return self._places[file]

    def metric(self, file: str, path: str, where: str) -> float:
        """Return a number from a weight file's metrics; none such: ExplainError at `where`."""
        if file not in self.names:
            raise ExplainError(where, f"no weight file named {file!r}", did_you_mean(file, self.names))
        key = digest(self._sources.site, self._sources.rooms, file, self.file_digest(file))
        numbers = self._cache.read("metrics", key, dict[str, float])
        if numbers and path in numbers:
            return float(numbers[path])
        from aeexplain import checkpoint  # with NumPy, which a number that is kept does not need

        metrics = checkpoint.loads(self.text(file), f"weights/{file}.json").metrics
        self._cache.write("metrics", key, dict(_leaves(metrics)))
        try:
            return checkpoint.metric_at(metrics, path)
        except ExplainError as error:
            raise ExplainError(where, f"{error.where} of {file!r} {error.what}", error.hint) from error

    @cached_property
    def names(self) -> list[str]:
        """Return the names of all weight files there are."""
        return self._project.weight_names()

    @cached_property
    def digest(self) -> str:
        """Return a digest of all weight files."""
        return digest(*(part for name in self.names for part in (name, self.file_digest(name))))


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, float]]:
    """Yield every number of the metrics with its path."""
    match value:
        case dict():
            children = [(str(key), child) for key, child in value.items()]
        case list():
            children = [(str(place), child) for place, child in enumerate(value)]
        case _:
            children = []
    for key, child in children:
        if isinstance(child, int | float):
            yield f"{path}{key}", float(child)
        yield from _leaves(child, f"{path}{key}.")
