"""What one process has at hand for one build: the tree, the cache, the typesetter, templates, weight files."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from aeexplain.cache import Cache
from aeexplain.languages.tables import words_of
from aeexplain.languages.words import Words
from aeexplain.project import Project
from aeexplain.site.core.code_digests import Sources
from aeexplain.site.core.config import read_language, read_macros
from aeexplain.site.core.templates import Templates
from aeexplain.site.core.weights import Weights
from aeexplain.site.math.typesetter import Typesetter


class BuildContext:
    """The means of a build. Each file is read once, when it is first wanted; the room is of no use to the next build.

    A typesetter that is given goes on living; one of the room's own ends with the `with` block.
    """

    def __init__(self, root: Path, cache: Cache, typesetter: Typesetter | None = None) -> None:
        self.root, self.cache = root, cache
        self.project = Project(root)
        self.project.activate()
        self.sources = Sources(self.project)
        self.templates = Templates(self.project.template_folders, cache)
        self.weights = Weights(self.project, cache, self.sources)
        self.typesetter = typesetter or Typesetter(cache)
        self._own = typesetter is None
        self._words = dict[str, Words]()

    @cached_property
    def macros(self) -> Mapping[str, str]:
        """The site's own TeX commands by their names."""
        return read_macros(self.project)

    @cached_property
    def language(self) -> str:
        """The language of the site."""
        return read_language(self.project)

    def words(self, language: str = "") -> Words:
        """Return the interface in a language, or in the site's; a faulty table of words: ExplainError."""
        tag = language or self.language
        if tag not in self._words:
            self._words[tag] = words_of(tag, self.project.languages)
        return self._words[tag]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own:
            self.typesetter.close()
