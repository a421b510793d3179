"""A site's folder: where its own things are, and what ships with the generator that it falls back to, file by file.

Whoever wants to know where demos, recipes, weights, content or templates are asks a Project, and nobody else.
"""

import hashlib
import importlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from os.path import normpath
from pathlib import Path
from types import ModuleType
from typing import Any

from aeexplain.errors import ExplainError, ExplainErrors, did_you_mean

PACKAGE = Path(__file__).parent
DEMOS, RECIPES = "aeexplain.demos", "aeexplain.training.recipes"
OF_ARTICLES = f"{DEMOS}.articles"  # the package of the packages that hold one article's demos each
MODULE = re.compile(r"[a-z][a-z0-9_]*")
CONFIG, PACKAGE_LOCK = "site.toml", "packages.lock"
ARTICLES, CONTENT, ARTICLE = "articles", "content", "article.md"
STYLE = "assets/site.css"  # of templates/
SHIPPED_TEMPLATE = "shipped/"  # begins the name of a template that ships, whatever stands in its place
THEME_STYLES = (
    "tokens.css",
    "site.css",
)  # of theme/, in the order in which they follow the style sheet that ships
# What a wheel carries beside the package's own modules: templates/, weights/ and the lists of npm's packages.
INSIDE_WHEEL = "shipped"


@dataclass(frozen=True)
class Project:
    """The site in the folder `root`, in front of what ships: the sources in `package`, templates and weights beside them.

    A site's demos and recipes are added to those that ship, as modules of the same packages, and never take the place of
    one. Its templates and weight files come before those of the same name that ship. The checkout is the site whose own demos
    and recipes are those that ship.
    """

    root: Path
    package: Path = PACKAGE

    @property
    def shipped(self) -> Path:
        """The folder that holds what ships: templates/ and weights/."""
        inside = self.package / INSIDE_WHEEL
        return inside if inside.is_dir() else self.package.parents[1]

    @property
    def is_checkout(self) -> bool:
        """Whether the site is the one that the generator's own tree holds."""
        return self.root.resolve() == self.shipped.resolve()

    @property
    def content(self) -> Path:
        """The folder of articles: articles/, or content/ in a site that has that instead."""
        articles, content = self.root / ARTICLES, self.root / CONTENT
        own_config = os.path.lexists(self.root / CONFIG) and not content.is_dir()
        return articles if articles.is_dir() or own_config else content

    @property
    def config(self) -> Path:
        """The file of the site's own words: site.toml of its folder, or of content/."""
        beside = self.root / CONFIG
        return beside if os.path.lexists(beside) or self.content.name == ARTICLES else self.content / CONFIG

    @property
    def pages(self) -> Path:
        """The folder of the pages that are no dated articles, one file each."""
        return self.root / "pages"

    @property
    def languages(self) -> Path:
        """The folder of the words of the interface that the site has beside those that ship."""
        return self.root / "languages"

    @property
    def texts(self) -> Path:
        """The folder of the files that write parts of articles and pages at build."""
        return self.root / "texts"

    @property
    def static(self) -> Path:
        """The folder of files that are published as they are."""
        return self.root / "static"

    @property
    def theme(self) -> Path:
        """The folder of what overrides the look that ships: templates/, tokens.css, site.css."""
        return self.root / "theme"

    @property
    def theme_styles(self) -> list[Path]:
        """The theme's style sheets that there are, in the order in which they follow the one that ships."""
        return [path for name in THEME_STYLES if os.path.lexists(path := self.theme / name)]

    @property
    def weights(self) -> Path:
        """The folder of the site's own weight files, where training writes."""
        return self.root / "weights"

    @property
    def demos(self) -> Path:
        """The folder of the site's own demos."""
        return self.package / "demos" if self.is_checkout else self.root / "demos"

    @property
    def recipes(self) -> Path:
        """The folder of the site's own recipes."""
        return self.package / "training" / "recipes" if self.is_checkout else self.root / "recipes"

    @property
    def package_lock(self) -> Path:
        """The file that locks the packages which figures import beside NumPy, there or not."""
        return self.config.with_name(PACKAGE_LOCK)

    @property
    def packages(self) -> Path:
        """The folder that what is locked is unpacked into, there or not; another one for each lock."""
        lock = self.package_lock.read_bytes() if self.package_lock.is_file() else b""
        return self.root / ".cache" / "packages" / hashlib.sha256(lock).hexdigest()[:16]

    @property
    def output(self) -> Path:
        """The folder that the site is built into, unless another is asked for."""
        return self.root / "dist"

    @property
    def draft_output(self) -> Path:
        """The folder that the site is built into while it is being written."""
        return self.root / ".cache" / "serve"

    @property
    def watched(self) -> list[Path]:
        """The folders, there or not, whose files a build reads."""
        return [
            *(self.content, self.root / "templates", self.weights, self.demos),
            *(self.config, self.pages, self.texts, self.static, self.theme),
        ]

    @property
    def demo_folders(self) -> list[Path]:
        """The folders in which demos are: those that ship, then the site's own."""
        return _distinct(self.package / "demos", self.demos)

    @property
    def article_demo_folders(self) -> dict[str, Path]:
        """The folder of each article's own demos, by the article's address; of articles that have one."""
        content = os.fspath(self.content)
        slugs = sorted(os.listdir(content)) if os.path.isdir(content) else []
        return {
            slug: self.content / slug / "demos"
            for slug in slugs
            if os.path.isdir(f"{content}/{slug}/demos") and os.path.exists(f"{content}/{slug}/{ARTICLE}")
        }

    @property
    def template_folders(self) -> list[Path]:
        """The folders in which a template is looked for: the theme's, the site's own, then the one that ships."""
        own = [self.theme / "templates"] if (self.theme / "templates").is_dir() else []
        return [*own, *_distinct(self.root / "templates", self.shipped / "templates")]

    def command(self, words: str) -> str:
        """Return the command line that does something with this site, as `train bottleneck`."""
        if (self.package / INSIDE_WHEEL).is_dir():
            return f"aeexplain {words}"
        return (
            f"python build.py {words}"
            if self.is_checkout
            else f"python build.py {words} --root {normpath(self.root)}"
        )

    def demo_files(self) -> dict[str, Path]:
        """Return the file of each demo by the demo's name, in the order of the names.

        A demo of one article alone is named after both: `two-waves.sum` is the `sum` of the article two-waves.
        """
        return dict(sorted([*_modules(self.demo_folders), *self._of_articles()]))

    def own_demo_names(self) -> list[str]:
        """Return the names of the site's own demos, sorted."""
        return sorted(name for name, _ in (*_modules([self.demos]), *self._of_articles()))

    def _of_articles(self) -> Iterator[tuple[str, Path]]:
        """Yield the name and the file of each demo that lies beside an article."""
        for slug, folder in self.article_demo_folders.items():
            yield from ((f"{slug}.{name}", path) for name, path in _modules([folder]))

    def recipe_names(self) -> list[str]:
        """Return the names of the site's own recipes, sorted."""
        return sorted(name for name, _ in _modules([self.recipes]))

    def template(self, name: str) -> Path:
        """Return the file of a template or an asset of templates/: the theme's, the site's own, else the one that ships."""
        return _first([folder / name for folder in self.template_folders])

    def weight_file(self, name: str) -> Path:
        """Return a weight file, there or not: the site's own, else the one that ships."""
        return _first([folder / f"{name}.json" for folder in self._weight_folders])

    def weight_names(self) -> list[str]:
        """Return the names of all weight files, sorted."""
        return sorted({path.stem for folder in self._weight_folders for path in folder.glob("*.json")})

    @property
    def _weight_folders(self) -> list[Path]:
        return _distinct(self.weights, self.shipped / "weights")

    def check_root(self) -> None:
        """Raise an ExplainError where there is no such folder."""
        if not self.root.is_dir():
            beside = [each.name for each in self.root.parent.glob("*/")] if self.root.parent.is_dir() else []
            near = get_close_matches(self.root.name, beside, n=1)
            hint = did_you_mean(self.root.name, near) if near else "name the folder of a site"
            raise ExplainError(str(self.root), "there is no such folder", hint)

    def check_names(self) -> None:
        """Raise the errors of all demos and recipes of the site that have no module's name, or the name of another.

        That is one that ships, or, of a demo beside an article, one of the site. Two places for one thing are errors too.
        """
        found = [*self._doubled()]
        if not self.is_checkout:
            found += [*self._misnamed(self.demos, "demo"), *self._misnamed(self.recipes, "recipe")]
        for folder in self.article_demo_folders.values():
            found += self._misnamed(folder, "demo")
        if found:
            raise found[0] if len(found) == 1 else ExplainErrors(found)

    def _doubled(self) -> Iterator[ExplainError]:
        if (self.root / ARTICLES).is_dir() and any((self.root / CONTENT).glob(f"*/{ARTICLE}")):
            yield ExplainError(CONTENT, "holds articles, and so does articles/", "move all into articles/")
        inner = self.content / CONFIG
        if self.config != inner and os.path.lexists(inner):
            where = inner.relative_to(self.root).as_posix()
            yield ExplainError(where, f"stands beside another {CONFIG}", "keep the one in the site's folder")

    def _misnamed(self, folder: Path, kind: str) -> Iterator[ExplainError]:
        shipped = self.package / ("demos" if kind == "demo" else "training/recipes")
        for path in sorted(folder.glob("*.py")):
            where = path.relative_to(self.root).as_posix()
            if path.stem.startswith("_"):
                continue
            if not MODULE.fullmatch(path.stem):
                hint = "use lower-case letters, digits and underscores, such as two_waves.py"
                yield ExplainError(where, f"its name is none for a {kind}", hint)
            elif (shipped / path.name).exists() or (shipped / path.stem).is_dir():
                yield ExplainError(where, f"has the name of a {kind} that ships", "choose another name")
            elif kind == "demo" and folder != self.demos and (self.demos / path.name).exists():
                shared = (self.demos / path.name).relative_to(self.root).as_posix()
                yield ExplainError(where, f"has the name of {shared}, which all articles share", "rename one")

    def activate(self) -> None:
        """Have Python find this site's demos beside those that ship, and no other site's, in this process from now on."""
        _look_for_packages(self.packages)
        _look_in(DEMOS, self.demo_folders)
        _look_in_articles(self.article_demo_folders)

    def activate_recipes(self) -> None:
        """Have Python find this site's recipes beside those that ship, in this process from now on."""
        _look_in(RECIPES, _distinct(self.package / "training" / "recipes", self.recipes))


def _modules(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each module that is no helper, the first where several have one name."""
    known = set()
    for path in (path for folder in folders for path in sorted(folder.glob("*.py"))):
        if not path.name.startswith("_") and path.stem not in known:
            known.add(path.stem)
            yield path.stem.replace("_", "-"), path


def _look_for_packages(folder: Path) -> None:
    """Have Python find what is unpacked in a folder, after all else that is installed, and what other sites have no more."""
    for place in [each for each in sys.path if Path(each).parts[-3:-1] == (".cache", "packages")]:
        if place != str(folder.absolute()):
            sys.path.remove(place)
            for name, module in list(sys.modules.items()):
                if (getattr(module, "__file__", None) or "").startswith(f"{place}{os.sep}"):
                    del sys.modules[name]
    if folder.is_dir() and str(folder.absolute()) not in sys.path:
        sys.path.append(str(folder.absolute()))


def _look_in(package: str, folders: Sequence[Path]) -> None:
    """Have a package's modules come from these folders; forget those that came from others."""
    module = importlib.import_module(package)
    places = [str(folder.absolute()) for folder in folders]
    if list(module.__path__) == places:
        return
    module.__path__ = places
    for name in [each for each in sys.modules if each.startswith(f"{package}.")]:
        file = getattr(sys.modules[name], "__file__", None)
        if file and not any(Path(file).is_relative_to(place) for place in places):
            del sys.modules[name]
            vars(module).pop(name.removeprefix(f"{package}."), None)
    importlib.invalidate_caches()


def _look_in_articles(folders: Mapping[str, Path]) -> None:
    """Have a package for each article that has demos of its own, in the package of these; forget those of other sites."""
    parent: Any = importlib.import_module(OF_ARTICLES)
    places = {slug.replace("-", "_"): [str(folder.absolute())] for slug, folder in folders.items()}
    for name in parent.FOLDERS.keys() - {each for each in places if places[each] == parent.FOLDERS.get(each)}:
        for module in [each for each in sys.modules if f"{each}.".startswith(f"{OF_ARTICLES}.{name}.")]:
            del sys.modules[module]
        vars(parent).pop(name, None)
    for name in places.keys() - vars(parent).keys():
        package = ModuleType(f"{OF_ARTICLES}.{name}")
        package.__path__ = places[name]
        sys.modules[package.__name__] = package
        setattr(parent, name, package)
    parent.FOLDERS = places
    importlib.invalidate_caches()


def find_root(start: Path) -> Path | None:
    """Return the folder of the site that a folder is, or is in: the nearest that has a site.toml; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder.parent if folder.name == CONTENT else folder
        if (folder / CONTENT / CONFIG).is_file():
            return folder
    return None


def _distinct(first: Path, second: Path) -> list[Path]:
    """Return two folders, or the one that both are."""
    return [first] if first.resolve() == second.resolve() else [first, second]


def _first(paths: Sequence[Path]) -> Path:
    """Return the first path that is there, even if it is no file; where none is, the first."""
    return next(filter(os.path.lexists, paths), paths[0])
