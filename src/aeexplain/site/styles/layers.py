"""The layers of the style sheet: the one that ships, the theme's that ships, the site's own; with the files that they name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aeexplain.errors import ExplainError, ExplainErrors, did_you_mean
from aeexplain.project import STYLE, THEME_STYLES, Project
from aeexplain.site.core.config import DEFAULT_THEME, Config
from aeexplain.site.core.strict_toml import Place
from aeexplain.site.core.text import decoded, read_bytes, read_text
from aeexplain.site.styles.sheet import check_rules, check_style
from aeexplain.site.styles.theme_files import first_faces, with_files
from aeexplain.site.styles.tokens import token_errors


@dataclass(frozen=True)
class Look:
    """The whole style sheet, and the files that it names by their places in the site.

    first: the places of fonts among them that every first window needs.
    """

    css: str
    files: Mapping[str, bytes]
    first: tuple[str, ...]


def whole_look(config: Config, project: Project, texts: Iterable[bytes] = ()) -> Look:
    """Return the style sheet, then the theme's that ships, then the site's own; what is wrong with one: ExplainError.

    texts: where the site may use tokens of its own, beside templates.
    """
    parts, files, sheets = list[str](), dict[str, bytes](), list[tuple[str, str]]()
    for path, where in _layers(config, project):
        own = decoded(read_bytes(path, where), where)
        check = check_rules if parts else check_style
        check(own, where, path.parent)
        sheets.append((own, where))
        css, named = with_files(own, path.parent)
        parts.append(css.rstrip() + "\n")
        files |= named
    shipped = len(sheets) - len(project.theme_styles)
    if shipped < len(sheets) and (wrong := token_errors(sheets, shipped, (*_templates(project), *texts))):
        raise wrong[0] if len(wrong) == 1 else ExplainErrors(wrong)
    css = "\n".join(parts)
    return Look(css, files, first_faces(css, files))


def _layers(config: Config, project: Project) -> Iterator[tuple[Path, str]]:
    """Yield the files of the layers, and each's name as its author knows it."""
    yield project.template(STYLE), f"templates/{STYLE}"
    for path in (*_theme_that_ships(config, project), *project.theme_styles):
        base = project.root if path.is_relative_to(project.root) else project.shipped
        yield path, path.relative_to(base).as_posix()


def _templates(project: Project) -> Iterator[bytes]:
    for folder in project.template_folders:
        yield from (path.read_bytes() for path in sorted(folder.rglob("*.html")) if path.is_file())


def _theme_that_ships(config: Config, project: Project) -> list[Path]:
    """Return the style sheets of the theme that site.toml names; one that there is not: ExplainError."""
    folder = project.shipped / "templates" / "themes"
    known = [DEFAULT_THEME, *sorted(path.name for path in folder.iterdir() if path.is_dir())]
    if config.theme not in known:
        where = project.config.relative_to(project.root).as_posix()
        place = Place(read_text(project.config, where), where)
        raise ExplainError(
            place.of("theme"), f"no theme named {config.theme!r:.80} ships", did_you_mean(config.theme, known)
        )
    return [path for name in THEME_STYLES if (path := folder / config.theme / name).is_file()]
