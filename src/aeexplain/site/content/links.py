"""Links: every address that stays on the site leads somewhere; files beside an article are published with it."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest
from aeexplain.site.content.cross_references import found_label
from aeexplain.site.content.photographs import Code, coded, published
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.security_headers import MIME_TYPES
from aeexplain.site.core.slugs import fragment as encoded
from aeexplain.site.core.slugs import meant
from aeexplain.site.markup.nodes import Link

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SCHEMES = ("https:", "http:", "mailto:")
OUTWARD = re.compile(r"""<a\b(?=[^>]*\shref=["']?https?:)(?![^>]*\srel=)""")
ARTICLE = re.compile(r"\.\./(?:([^/.]+)(?:/(?:article\.md|index\.html)?|\Z)|(?:index\.html)?)")
# Where texts lie in a site's folder, as links lead on GitHub: from a page, and from an article.
FROM_PAGE = re.compile(r"(?:\.\./(?:articles|content)/(?P<article>[\w-]+)/article|(?P<page>[\w-]+))\.md")
FROM_ARTICLE = re.compile(r"\.\./\.\./pages/(?P<page>[\w-]+)\.md")
OF_SCRIPT = "\n"  # between the name of a script and that of what it draws: no file's name holds it

type Draw = Callable[[Path, Mapping[str, str], str], Mapping[str, bytes]]


def draws_nothing(folder: Path, known: Mapping[str, str], script: str) -> Mapping[str, bytes]:
    """Refuse a script where nothing can be drawn."""
    raise ExplainError((folder / script).as_posix(), "cannot be drawn here")


@dataclass(frozen=True)
class OutgoingLink:
    """A link out of an article: to another (`slug`), or to the archive, and to what has an id there."""

    where: str
    slug: str | None
    fragment: str


@dataclass(frozen=True)
class ArticleFiles:
    """An article's folder, `shared` that of the article which it translates.

    Its files are published under the article's name when they are asked for.

    `known` has the digest that each file had when the build began; `taken` gathers where a file goes and what it is called.
    `code` makes pictures anew where that has to be (see `photographs`), `draw` gives the pictures that a script draws.
    """

    slug: str
    folder: Path
    known: Mapping[str, str]
    taken: dict[str, str] = field(default_factory=dict)
    code: Code = coded
    shared: Path | None = None
    draw: Draw = draws_nothing

    def file(self, name: str, where: str) -> tuple[bytes, str]:
        """Return a file beside the article as it is published, and its address from the page; none: ExplainError."""
        path, folder = self._path(name, where)
        if path.suffix.lower() not in MIME_TYPES:
            raise ExplainError(where, f"{name!r} is of no kind that is published", ", ".join(MIME_TYPES))
        own = path.resolve().relative_to(folder.resolve()).as_posix()
        content = self.content(own, where)
        place = hashed_name(f"{self.slug}/{path.stem}{path.suffix.lower()}", content)
        self.taken[place] = own
        return content, "../" + quote(place)

    def drawn(self, script: str, where: str) -> dict[str, tuple[bytes, str]]:
        """Return the pictures that a script beside the article draws and their addresses, by file name; none: ExplainError."""
        path, folder = self._path(script, where)
        own = path.resolve().relative_to(folder.resolve()).as_posix()
        found = {}
        for name in self._drawings(own, where):
            content = self.content(f"{own}{OF_SCRIPT}{name}", where)
            place = hashed_name(f"{self.slug}/{path.stem}-{name}", content)
            self.taken[place] = f"{own}{OF_SCRIPT}{name}"
            found[name] = content, "../" + quote(place)
        return found

    def content(self, own: str, where: str) -> bytes:
        """Return a file as it is published, when it holds what it held as the build began; else ExplainError."""
        script, _, name = own.partition(OF_SCRIPT)
        if name:
            return published(self._drawings(script, where)[name], name, where, self.code)
        return published(self._unchanged(own, where), own, where, self.code)

    def _drawings(self, script: str, where: str) -> Mapping[str, bytes]:
        self._unchanged(script, where)
        folder = self.folder if (self.folder / script).is_file() or not self.shared else self.shared
        return self.draw(folder, self.known, script)

    def _unchanged(self, own: str, where: str) -> bytes:
        path = self.folder / own
        content = (path if path.is_file() or not self.shared else self.shared / own).read_bytes()
        if self.known.get(own) != digest(content):
            raise ExplainError(where, f"{own!r} changed while the site was built", "build again")
        return content

    def has(self, name: str) -> bool:
        """Tell whether there is a file of that name beside the article."""
        return self._folder_of(name) is not None

    def _folder_of(self, name: str) -> Path | None:
        folders = [each for each in (self.folder, self.shared) if each]
        return next((each for each in folders if _is_below(each / unquote(name), each)), None)

    def _path(self, name: str, where: str) -> tuple[Path, Path]:
        """Return a file, and the folder below which it lies: the article's, or that of the article which it translates."""
        folder = self._folder_of(name)
        if folder is None:
            hint = did_you_mean(name, (each.name for each in self.folder.iterdir() if each.is_file()))
            raise ExplainError(where, f"no file named {name!r} beside the article", hint)
        return folder / unquote(name), folder


def as_published(link: Link, is_page: bool) -> Link:
    """Return a link to a page's or an article's file, as it works on GitHub, as the link to what is published of it."""
    target, mark, fragment = link.target.partition("#")
    if found := (FROM_PAGE if is_page else FROM_ARTICLE).fullmatch(target):
        return replace(link, target=f"../{found[found.lastgroup or 0]}/{mark}{fragment}")
    return link


def guarded(html: str) -> str:
    """Return HTML in which links that leave the site tell nothing of the page and cannot move it."""
    return OUTWARD.sub('<a rel="noopener external"', html)


def _is_below(path: Path, folder: Path) -> bool:
    """Tell whether there is such a file in the folder, symbolic links followed."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError, RuntimeError):  # none such, no name at all, links in a circle
        return False


def address(link: Link, article_files: ArticleFiles, ids: Collection[str]) -> str:
    """Return the address that a link's target has on the page, escaped; `ids` is what the page itself has.

    A target that is not there: ExplainError with the link's place. Where other pages are meant, see `outgoing_link`.
    """
    target, _, fragment = link.target.partition("#")
    if scheme := SCHEME.match(target):
        if scheme[0].lower() not in SCHEMES:
            raise ExplainError(link.where, f"a link to {scheme[0]!r}", f"write {', '.join(SCHEMES)}")
    elif target.startswith("/"):
        what = f"{target!r} is bound to the root of a host; the site works under any folder"
        raise ExplainError(link.where, what, "write ../SLUG/")
    elif target and not ARTICLE.fullmatch(target):
        return escape(article_files.file(target, link.where)[1] + (f"#{fragment}" if fragment else ""))
    elif not target:
        return escape(f"#{encoded(_own_id(fragment, ids, link.where))}")
    elif ARTICLE.fullmatch(target):
        page = target.removesuffix("article.md")
        page += "" if page.endswith(("/", ".html")) else "/"
        return escape(f"{page}#{encoded(_plain(fragment))}" if fragment else page)
    return escape(link.target)


def _own_id(fragment: str, ids: Collection[str], where: str) -> str:
    found = found_label(fragment, ids)
    if found is None:
        plain = _plain(fragment)
        raise ExplainError(where, f"nothing on the page has the id {plain!r}", did_you_mean(plain, ids))
    return found


def _plain(fragment: str) -> str:
    """Return a fragment decoded and in the normal form that ids are in."""
    return unicodedata.normalize("NFC", unquote(fragment))


def outgoing_link(link: Link) -> OutgoingLink | None:
    """Return where a link leads out of its article to, or None where it does not, or leaves the site."""
    target, _, fragment = link.target.partition("#")
    found = ARTICLE.fullmatch(target)
    return OutgoingLink(link.where, found[1], fragment) if found else None


def check_outgoing_link(outgoing_link: OutgoingLink, pages: Mapping[str, Collection[str]]) -> None:
    """Raise ExplainError where a link leads to no page of the site; `pages` is the ids of each article by its slug."""
    if outgoing_link.slug is not None and outgoing_link.slug not in pages:
        raise ExplainError(
            outgoing_link.where,
            f"no article named {outgoing_link.slug!r}",
            did_you_mean(outgoing_link.slug, pages),
        )
    ids = pages[outgoing_link.slug] if outgoing_link.slug else ("content",)
    if outgoing_link.fragment and meant(outgoing_link.fragment, ids) is None:
        fragment = _plain(outgoing_link.fragment)
        what = f"nothing in {outgoing_link.slug or 'the archive'} has the id {fragment!r}"
        raise ExplainError(outgoing_link.where, what, did_you_mean(fragment, ids))
