"""A post of Jekyll, Hugo, Quarto or MyST as an article: what is known becomes ours, what is not is told with its line."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aeexplain.errors import ExplainError
from aeexplain.site.content.front_matter.foreign_keys import foreign_front, post_slug, toml_of
from aeexplain.site.content.front_matter.read import front_matter
from aeexplain.site.content.front_matter.strict_yaml import parsed_yaml
from aeexplain.site.core.text import read_text

FENCE = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})")
QUARTO_CHUNK = re.compile(r"([ ]{0,3}[`~]{3,})\s*\{(?:code-cell\s+|\.)?(\w+)[^}]*\}\s*(\w*)\s*$")
MYST_DIRECTIVE = re.compile(r"[ ]{0,3}(?:[`]{3,}|:{3,})\s*\{([\w:-]+)\}")
QUARTO_DIV = re.compile(r":{3,}\s*\{")
CITE = re.compile(r"\{cite(?::?\w+)?\}`([^`]+)`")
ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`")
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{[<%].*?[>%]\}\}|\{\{\s*[\w.]+[^}]*\}\}")
KRAMDOWN = re.compile(r"\{:[^}]*\}")
RAW_TAG = re.compile(r"\{%-?\s*(?:raw|endraw)\s*-?%\}")
POST_URL = re.compile(r"\{%\s*post_url\s+(?:\S*/)?(?:\d{4}-\d{2}-\d{2}-)?(\S+?)\s*%\}")
INLINE_DISPLAY = re.compile(r"(?<=\S)[ \t]*\$\$([^$\n]+)\$\$|\$\$([^$\n]+)\$\$(?=[ \t]*[^\s$])")
IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)|<img\b[^>]*?\bsrc=[\"']([^\"']+)")
HEADING = re.compile(r"#{1,6}[ \t]")


@dataclass(frozen=True)
class ImportedPost:
    """A post as an article: its address, its text, its files by their names there, what it could not become."""

    slug: str
    text: str
    files: Mapping[str, Path]
    notes: tuple[str, ...]


def import_post(path: Path, today: datetime.date) -> ImportedPost:
    """Return a post as an article; one that cannot be read, or is no Markdown: ExplainError."""
    where = str(path)
    if path.suffix.lower() not in (".md", ".markdown", ".qmd", ".mdx", ".rmd"):
        raise ExplainError(where, "is no post in Markdown", "name a file that ends in .md, .markdown or .qmd")
    text = read_text(path, where)
    front = front_matter(text)
    found = _front_of(text, where)
    body = text[front.end :] if front else text
    first = text.count("\n", 0, front.end) + 1 if front else 1
    ours, left = foreign_front(found, path.stem, today)
    notes = [f"{where}: {key}: has no place here: {value}" for key, value in left]
    files: dict[str, Path] = {}
    for key in ("image", "bibliography"):
        if key in ours:
            ours[key] = _taken(ours[key], path, files)
            if not ours[key]:
                notes.append(f"{where}: {key}: there is no such file beside the post")
                del ours[key]
    body = _Body(body, path, first, files, notes, str(ours["title"])).text()
    return ImportedPost(
        post_slug(found, path.stem, path.parent.name),
        f"+++\n{toml_of(ours)}+++\n\n{body}",
        files,
        tuple(notes),
    )


def _front_of(text: str, where: str) -> Mapping[str, Any]:
    front = front_matter(text)
    if front is None:
        return {}
    if front.is_yaml:
        return parsed_yaml(front.text, where, 2)[0]
    import tomllib

    try:
        return tomllib.loads(front.text)
    except tomllib.TOMLDecodeError as error:
        raise ExplainError(f"{where}:2", f"not valid TOML: {error}") from None


def _taken(name: str, post: Path, files: dict[str, Path]) -> str:
    """Return the name that a file of a post gets beside the article, or "" where there is no such file."""
    plain = unquote(name.partition("?")[0].partition("#")[0])
    inside = [post.parent / plain.lstrip("/")] if not plain.startswith("/") else []
    # Addresses from a site's root: Jekyll keeps such files at its root, Hugo in static/, others in public/ or assets/.
    rooted = [
        folder / sub / plain.lstrip("/")
        for folder in post.absolute().parents[:5]
        for sub in ("", "static", "public")
    ]
    for path in (*inside, *rooted):
        if path.is_file():
            own = re.sub(r"[^\w.-]+", "-", path.name)
            if files.setdefault(own, path.resolve()) != path.resolve():
                own = f"{path.parent.name}-{own}"
                files[own] = path.resolve()
            return own
    return ""


class _Body:
    """The text of a post, line by line; what stands in code is left as it is."""

    def __init__(
        self, body: str, post: Path, first_line: int, files: dict[str, Path], notes: list[str], title: str
    ) -> None:
        self._lines, self._post, self._first = body.split("\n"), post, first_line
        self._files, self._notes, self._title = files, notes, title

    def text(self) -> str:
        """Return the article's text."""
        lines = list(self._prose(self._line))
        levels = [
            len(line) - len(line.lstrip("#"))
            for line, code in self._with_code(lines)
            if not code and HEADING.match(line)
        ]
        if 1 in levels:
            lines = [
                f"#{line}" if not code and HEADING.match(line) else line
                for line, code in self._with_code(lines)
            ]
        return "\n".join(lines).strip("\n") + "\n"

    def _note(self, number: int, what: str) -> None:
        self._notes.append(f"{self._post}:{self._first + number}: {what}")

    def _prose(self, change: Callable[[int, str], str]) -> Iterator[str]:
        for number, (line, code) in enumerate(self._with_code(self._lines)):
            if not code and line.lstrip("# ").strip() == self._title and line.startswith("# "):
                continue  # the title stands above the article anyway
            yield line if code else change(number, line)

    def _with_code(self, lines: list[str]) -> Iterator[tuple[str, bool]]:
        """Yield each line, and whether it is inside a block of code."""
        mark = ""
        for line in lines:
            fence = FENCE.match(line)
            if mark:
                yield line, True
                if fence and fence["mark"].startswith(mark) and not line.strip().strip(mark[0]):
                    mark = ""
            else:
                yield line, False
                if fence:
                    mark = fence["mark"]

    def _line(self, number: int, line: str) -> str:
        if chunk := QUARTO_CHUNK.match(line):
            self._note(number, "a block of code that was run is only shown: draw it in a demo")
            return f"{chunk[1]}{chunk[3] or chunk[2]}"
        if directive := MYST_DIRECTIVE.match(line):
            self._note(number, f"the directive {{{directive[1]}}} is not known here")
            return line
        if QUARTO_DIV.match(line):
            self._note(number, f"the block {line.strip()!r:.60} is not known here")
            return line
        line = RAW_TAG.sub("", POST_URL.sub(r"../\1/", line))
        line = CITE.sub(
            lambda match: "[" + "; ".join(f"@{key.strip()}" for key in match[1].split(",")) + "]", line
        )
        for pattern, what in ((TEMPLATE_CODE, "template code"), (KRAMDOWN, "attributes"), (ROLE, "a role")):
            for found in pattern.finditer(line):
                self._note(number, f"{what} that is not known here: {found[0]:.60}")
        if self._is_jekyll and not re.fullmatch(r"\s*\$\$[^$]*\$\$\s*", line):
            line = INLINE_DISPLAY.sub(lambda match: f" ${match[1]}$" if match[1] else f"${match[2]}$", line)
        return IMAGE.sub(lambda match: self._image(number, match), line)

    @property
    def _is_jekyll(self) -> bool:
        return bool(re.match(r"\d{4}-\d{2}-\d{2}-", self._post.name))

    def _image(self, number: int, match: re.Match[str]) -> str:
        address = match[1] or match[2]
        if "://" in address or address.startswith(("//", "data:")):
            self._note(number, f"a picture of another host: {address:.80}")
            return match[0]
        own = _taken(address, self._post, self._files)
        if not own:
            self._note(number, f"there is no file {address!r:.80} beside the post")
            return match[0]
        return match[0].replace(address, own)
