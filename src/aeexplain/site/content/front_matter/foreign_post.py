"""A post of Jekyll, Hugo, Quarto or MyST as an article: what is known becomes ours, what is not is told with its line."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aeexplain.errors import ExplainError
from aeexplain.site.content.front_matter.foreign_blocks import (
    DROPPED,
    QUARTO_CHUNK,
    converted_blocks,
    with_code,
)
from aeexplain.site.content.front_matter.foreign_keys import foreign_front, post_slug, toml_of
from aeexplain.site.content.front_matter.read import front_matter
from aeexplain.site.content.front_matter.strict_yaml import parsed_yaml
from aeexplain.site.core.text import read_text
from aeexplain.site.markup.dialect.callouts import COLONS, FENCED, read_opening

MYST_DIRECTIVE = re.compile(r"[ ]{0,3}(?:[`]{3,}|:{3,})\s*\{([\w:-]+)\}")
QUARTO_DIV = re.compile(r":{3,}\s*\{")
INCLUDE = re.compile(r"\s*\{\{<\s*include\s+(?P<file>\S+)\s*>\}\}\s*$")
INLINE_CODE = re.compile(r"`(?:\{(?:python|r|julia|ojs)\}|r\s)[^`\n]*`")
LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
# What of Liquid is but an address.
ADDRESSES = (
    (
        re.compile(
            r"\{\{\s*[\"']([^\"'{}]+)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:[^{}]*)\s*\}\}"
        ),
        r"\1",
    ),
    (re.compile(r"\{\{\s*site\.(?:baseurl|url)(?:\s*\|[^{}]*)?\s*\}\}"), ""),
)
LIQUID_CITE = re.compile(r"\{%\s*cite\s+(?P<keys>[^%]*?)\s*%\}")
LOCATOR = re.compile(r"--(?:locator|pages?)[= ](\S+)")
QUARTO_FIGURE = re.compile(
    r"!\[(?P<caption>[^\]\n]*)\]\((?P<file>[^)\s\"]+)\)\{(?P<inside>[^{}\n]*(?:#fig-|fig-alt=)[^{}\n]*)\}"
)
FIG_ALT = re.compile(r"\s*fig-alt=(?:\"([^\"]*)\"|'([^']*)')")
CITE = re.compile(r"\{cite(?::?\w+)?\}`([^`]+)`")
ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`")
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{[<%].*?[>%]\}\}|\{\{\s*[\w.]+[^}]*\}\}")
# Behind an image or a link, or beneath a paragraph, they are known.
KRAMDOWN = re.compile(r"(?<=[^\s)])[ \t]*\{:[^}]*\}")
RAW_TAG = re.compile(r"\{%-?\s*(?:raw|endraw)\s*-?%\}")
POST_URL = re.compile(r"\{%\s*post_url\s+(?:\S*/)?(?P<file>(?:\d{4}-\d{2}-\d{2}-)?(?P<name>\S+?))\s*%\}")
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
    for key in ("title", "summary", "subtitle", "abstract"):
        if LIQUID.search(str(ours.get(key, ""))):
            notes.append(f"{where}: {key}: holds template code: {ours[key]:.80}")
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
        self._lines = converted_blocks(self._lines, self._note)
        lines = list(self._prose(self._line))
        headings = list(_headings(lines))
        if any(lines[at].startswith(("# ", "#\t")) for at in headings):
            for at in headings:
                lines[at] = f"#{lines[at]}"
        return "\n".join(lines).strip("\n") + "\n"

    def _note(self, number: int, what: str) -> None:
        self._notes.append(f"{self._post}:{self._first + number}: {what}")

    def _prose(self, change: Callable[[int, str], str]) -> Iterator[str]:
        for number, (line, code) in enumerate(with_code(self._lines)):
            if line == DROPPED:
                continue
            if not code and line.lstrip("# ").strip() == self._title and line.startswith("# "):
                continue  # the title stands above the article anyway
            yield line if code else change(number, line)

    def _line(self, number: int, line: str) -> str:
        if chunk := QUARTO_CHUNK.match(line):
            self._note(number, "a block of code that was run is only shown: draw it in a demo")
            return f"{chunk[1]}{chunk[3] or chunk[2]}"
        if read_opening(line) or FENCED.match(line.lstrip(" `:")):
            return line
        if directive := MYST_DIRECTIVE.match(line):
            self._note(number, f"the directive {{{directive[1]}}} is not known here")
            return line
        if QUARTO_DIV.match(line):
            self._note(number, f"the block {line.strip()!r:.60} is not known here")
            return line
        if include := INCLUDE.match(line):
            return self._included(number, include["file"], line)
        for pattern, by in ADDRESSES:
            line = pattern.sub(by, line)
        line = RAW_TAG.sub("", POST_URL.sub(lambda match: self._post_address(number, match), line))
        line = LIQUID_CITE.sub(_cited, line)
        line = QUARTO_FIGURE.sub(_figure, line)
        line = CITE.sub(
            lambda match: "[" + "; ".join(f"@{key.strip()}" for key in match[1].split(",")) + "]", line
        )
        unknown = (
            (TEMPLATE_CODE, "template code that is"),
            (KRAMDOWN, "attributes that are"),
            (ROLE, "a role that is"),
            (INLINE_CODE, "code that is run within a line is"),
        )
        for pattern, what in unknown:
            for found in pattern.finditer(line):
                self._note(number, f"{what} not known here: {found[0]:.60}")
        if self._is_jekyll and not re.fullmatch(r"\s*\$\$[^$]*\$\$\s*", line):
            line = INLINE_DISPLAY.sub(lambda match: f" ${match[1]}$" if match[1] else f"${match[2]}$", line)
        return IMAGE.sub(lambda match: self._image(number, match), line)

    def _included(self, number: int, name: str, line: str) -> str:
        """Return a line that includes a file, which is taken along."""
        path = self._post.parent / name
        if not path.is_file():
            self._note(number, f"there is no file {name!r:.80} beside the post")
            return line
        own = re.sub(r"[^\w.-]+", "-", path.stem).lstrip("_.-") + ".md"
        self._files[own] = path.resolve()
        self._note(number, f"{name!r:.80} is taken along as it is: its own text is not changed")
        return f'{{% include "{own}" %}}'

    def _post_address(self, number: int, match: re.Match[str]) -> str:
        if not any(self._post.absolute().parent.rglob(f"{match['file']}.*")):
            self._note(number, f"there is no post {match['file']!r:.80} beside this one")
        return f"../{post_slug({}, match['file'], match['name'])}/"

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


def _headings(lines: list[str]) -> Iterator[int]:
    """Yield the index of each heading that makes a section: those in callouts and theorems are titles of them."""
    depth = 0
    for at, (line, code) in enumerate(with_code(lines)):
        if not code and (found := COLONS.match(line)):
            depth = max(depth + (1 if found["more"] else -1), 0)
        elif not code and not depth and HEADING.match(line):
            yield at


def _cited(match: re.Match[str]) -> str:
    """Return a citation of Jekyll's."""
    locator = LOCATOR.search(match["keys"])
    keys = re.findall(r"(?<!\S)[A-Za-z][\w:.+/-]*", LOCATOR.sub("", match["keys"]))
    where = f", {locator[1]}" if locator else ""
    return f"[{'; '.join(f'@{key}' for key in keys)}{where}]"


def _figure(match: re.Match[str]) -> str:
    """Return a figure of Quarto's: its caption is a title here, and its text alternative stands between the brackets."""
    caption, inside = match["caption"], match["inside"]
    alt = FIG_ALT.search(inside)
    shown = (alt[1] or alt[2] or "") if alt else caption
    rest = FIG_ALT.sub("", inside).strip()
    title = f' "{caption.replace(chr(34), "'")}"' if caption else ""
    return f"![{shown or caption}]({match['file']}{title})" + (f"{{{rest}}}" if rest else "")
