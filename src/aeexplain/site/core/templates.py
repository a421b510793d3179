"""Jinja's templates: rendering, with errors that a person can mend, and what a template depends on."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest
from aeexplain.project import SHIPPED_TEMPLATE as LAST
from aeexplain.site.core.slugs import fragment, slug
from aeexplain.site.core.text import decoded

if TYPE_CHECKING:
    from jinja2 import Environment

CALLS = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
NAME = re.compile(r"""["']([^"']+)["']""")
COMPUTED = re.compile(r"[~+|%({]")
EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"']+)["']\s*[-+]?%\}""")
BLOCKS = re.compile(r"\{%[-+]?\s*(block\s+(?=(\w+))|endblock\b)")
ASSETS = "assets"


class Templates:
    """The templates of some folders, of one name the first that is found, as they are when they are first asked for."""

    def __init__(self, folders: Sequence[Path], cache: Cache) -> None:
        self.folders, self._cache = folders, cache
        self._digests: dict[str, str] = {}
        self._checked: set[str] = set()

    def digest(self, name: str) -> str:
        """Return a digest of a template and of all that it calls; of all there are, where a call is no plain name."""
        if name not in self._digests:
            names = sorted(set(self._called(name, set())))
            self._digests[name] = digest(
                *(part for each in names for part in (each, self._texts.get(each, "")))
            )
        return self._digests[name]

    def render(self, name: str, /, **values: object) -> str:
        """Return a template filled; one that is missing or cannot be filled: ExplainError with its line."""
        import jinja2

        try:
            template = self.environment.get_template(name)
            self._check_blocks(name, set(template.blocks))
            return template.render(**values)
        except jinja2.TemplateNotFound as error:
            caller, what = self._place(error, name), "there is no such template"
            if error.name == name:
                raise ExplainError(self._where(name), what) from error
            hint = did_you_mean(str(error.name), self._texts)
            raise ExplainError(caller, f"{what}: {error.name!r}", hint) from error
        except jinja2.TemplateSyntaxError as error:
            what = " ".join(str(error.message).split())
            raise ExplainError(f"{self._where(error.name or name)}:{error.lineno}", what) from error
        except UnicodeDecodeError as error:
            for each in sorted(set(self._called(name, set()))):
                decoded(self._texts.get(each, b""), self._where(each))
            raise ExplainError(self._where(name), "not valid UTF-8", "save the file as UTF-8") from error
        except ExplainError:
            raise
        except Exception as error:  # an author's template may fail in any way
            what = " ".join(f"{type(error).__name__}: {error}".split())
            raise ExplainError(self._place(error, name), what) from error

    def _check_blocks(self, name: str, blocks: set[str]) -> None:
        """Raise an ExplainError for a block of a template that extends another, and in which that has no such block."""
        if name in self._checked:
            return
        self._checked.add(name)
        base = self._base(name)
        if not base:
            return
        self._check_blocks(base, set(self.environment.get_template(base).blocks))
        known = self._known_blocks(base)
        for block in sorted(blocks - known - self._inner_blocks(name)):
            line = self._line(name, block)
            what = f"the block {block!r} is none of {base!r}, so it would be shown nowhere"
            raise ExplainError(f"{self._where(name)}:{line}", what, did_you_mean(block, known))

    def _base(self, name: str) -> str:
        """Return the template that one extends; empty where it extends none that there is."""
        called = EXTENDS.search(self._texts.get(name, b"").decode("utf-8", "replace"))
        return called[1] if called and called[1] in self._texts else ""

    def _known_blocks(self, name: str) -> set[str]:
        """Return the blocks of a template and of those that it extends."""
        base = self._base(name)
        return set(self.environment.get_template(name).blocks) | (self._known_blocks(base) if base else set())

    def _inner_blocks(self, name: str) -> set[str]:
        """Return the blocks of a template that stand within other blocks of it, and so are shown."""
        depth, inner = 0, set[str]()
        for mark in BLOCKS.finditer(self._texts[name].decode("utf-8", "replace")):
            if mark[2] and depth:
                inner.add(mark[2])
            depth += 1 if mark[2] else -1
        return inner

    def _line(self, name: str, block: str) -> int:
        """Return the line in which a template begins a block."""
        text = self._texts[name].decode("utf-8", "replace")
        found = next((mark for mark in BLOCKS.finditer(text) if mark[2] == block), None)
        return text.count("\n", 0, found.start()) + 1 if found else 1

    @cached_property
    def environment(self) -> "Environment":
        """Return Jinja's environment."""
        from jinja2 import Environment, StrictUndefined, pass_context

        from aeexplain.site.core.template_cache import FirstFolderLoader, TemplateCache

        environment = Environment(
            loader=FirstFolderLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=TemplateCache(self._cache),
        )
        environment.filters["braced"] = lambda name: f"{{{name}}}" if name.startswith("The ") else name
        environment.filters["fragment"] = fragment
        environment.filters["tag_slug"] = slug
        environment.filters["day"] = pass_context(lambda given, date: given["word"].day(date))
        return environment

    @property
    def names(self) -> list[str]:
        """The names of all templates."""
        return [name for name in self._texts if not name.startswith(LAST)]

    @cached_property
    def _texts(self) -> dict[str, bytes]:
        """Return every template by its name."""
        names = dict[str, Path]()
        for folder in reversed(self.folders):
            for path in folder.rglob("*"):
                name = path.relative_to(folder).as_posix()
                if path.is_file():
                    names[name] = path
                else:
                    names.pop(name, None)
        shipped = self.folders[-1]
        names |= {
            f"{LAST}{path.relative_to(shipped).as_posix()}": path
            for path in (shipped.glob("*") if len(self.folders) > 1 else ())
            if path.is_file()
        }
        return {name: path.read_bytes() for name, path in names.items() if not name.startswith(f"{ASSETS}/")}

    def _where(self, name: str) -> str:
        """Return where a template stands, as its author names it."""
        if name.startswith(LAST):
            return f"templates/{name.removeprefix(LAST)}"
        folder = next((each for each in self.folders if os.path.lexists(each / name)), self.folders[-1])
        return f"{_label(folder)}/{name}"

    def _place(self, error: BaseException, name: str) -> str:
        """Return the template's line at which rendering failed, which is the last of the folders in the traceback."""
        place, trace = self._where(name), error.__traceback__
        while trace:
            path = Path(trace.tb_frame.f_code.co_filename)
            for folder in filter(path.is_relative_to, self.folders):
                place = f"{_label(folder)}/{path.relative_to(folder).as_posix()}:{trace.tb_lineno}"
            trace = trace.tb_next
        return place

    def _called(self, name: str, seen: set[str]) -> Iterator[str]:
        yield name
        seen.add(name)
        for match in CALLS.finditer(self._texts.get(name, b"").decode("utf-8", "replace")):
            called = NAME.findall(match[1])
            if not called or COMPUTED.search(match[1]):
                yield from self._texts
            for each in set(called) - seen:
                yield from self._called(each, seen)


def _label(folder: Path) -> str:
    """Return a folder of templates as authors name it: of a theme's with the theme."""
    return "theme/templates" if folder.parent.name == "theme" else "templates"
