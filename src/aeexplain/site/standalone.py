"""An article as one file, to be kept, sent and opened from disk: style, fonts, images, scripts, and the frames drawn ahead.

Made from the built site, so it is the same article. To a page from the disk browsers give no modules and workers of other
files; a module inside it they run. Without the engine such a page answers from the frames drawn ahead and, where those do not
suffice, tells the address of the live one. With it, engine and weights are inside too.
"""

import base64
import gzip
import json
import mimetypes
import re
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin

from aeexplain.errors import ExplainError
from aeexplain.files.digests import integrity_of
from aeexplain.site.core.security_headers import MIME_TYPES

ALONE = Path(__file__).parents[1] / "browser" / "standalone"
INSIDE = "https://inside.invalid/"  # where the worker believes its files to be; standalone/classic_worker.js answers for it
FONT = re.compile(r"url\((fonts/[\w.-]+)\)")
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"[^>]*>\n?')
SCRIPT = re.compile(r'<script( type="module")? src="([^"]+)"[^>]*></script>\n?')
AHEAD = re.compile(r'<link rel="preload"[^>]*>\n?')
KEEP = re.compile(r'<section class="keep".*?</section>\n?', re.DOTALL)  # such a page is kept as it is
ICON = re.compile(r'(<link rel="icon"[^>]* href=")([^"]+)"')
IMAGE = re.compile(r'(<img\b[^>]*\ssrc=")(?!data:)([^"]+)"')
FILM = re.compile(r"<(?:video|track)\b[^>]*>")
FILM_FILE = re.compile(r'(\s(?:src|poster)=")(?!data:|https:)([^"]+)"')
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*"')
FIGURE = re.compile(r'<figure class="demo".*?</figure>', re.DOTALL)
FOLD = re.compile(r'<p class="fold-address"[^>]*><a href="([^"]+)" data-fold\b.*?</p>\n?', re.DOTALL)
EMPTY = re.compile(r'(<(div|code|dl)((?: class="metrics")?)(?: data-view="([^"]+)")?[^>]*) data-empty>')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
OUT = re.compile(r'(<(?:a|link)\b[^>]*\shref=")(\.\.?/[^"]*)"')
PAGE_DATA = re.compile(r'(<script type="application/json" id="aeexplain-page">)(.*?)(</script>)', re.DOTALL)
ARTICLE = re.compile(r"<article[ >]")


def articles(dist: Path, engine: bool = False) -> dict[str, bytes]:
    """Return every article of a built site as one file, with the live engine inside or not, by its name: slug.html.

    No site: ExplainError.
    """
    pages = {path.parent.name: path for path in sorted(dist.glob("*/index.html"))}
    texts = {name: path.read_text(encoding="utf-8") for name, path in pages.items()}
    found = {name: text for name, text in texts.items() if ARTICLE.search(text)}
    if not found:
        raise ExplainError(str(dist), "holds no article", "run: python build.py")
    return {
        f"{name}.html": _Page(text, pages[name].parent, engine).alone().encode()
        for name, text in found.items()
    }


class _Page:
    def __init__(self, text: str, folder: Path, engine: bool) -> None:
        self.text, self.folder, self.engine = text, folder, engine
        self.scripts: list[str] = []
        self.styles: list[str] = []

    def alone(self) -> str:
        """Return the page with all that it asks for inside."""
        found = CANONICAL.search(self.text)
        home = found[1] if found else ""  # a site that is nowhere yet: links to it lead nowhere
        text = KEEP.sub("", AHEAD.sub("", self.text))
        text = FIGURE.sub(lambda match: self._filled(match[0]), text)
        text = STYLE.sub(lambda match: self._style(match[1]), text)
        text = SCRIPT.sub(lambda match: self._script(match[2], bool(match[1])), text)
        text = ICON.sub(lambda match: f'{match[1]}{self._data(match[2])}"', text)
        text = IMAGE.sub(lambda match: f'{match[1]}{self._data(match[2])}"', text)
        text = FILM.sub(
            lambda film: FILM_FILE.sub(lambda match: f'{match[1]}{self._data(match[2])}"', film[0]), text
        )
        text = PAGE_DATA.sub(lambda match: match[1] + self._page_data(match[2], home) + match[3], text)
        text = OUT.sub(lambda match: f'{match[1]}{escape(urljoin(home, match[2]) if home else "#")}"', text)
        text = text.replace(
            "<meta charset", "<!-- one file: see docs/pages/publishing.md -->\n<meta charset", 1
        )
        return POLICY.sub(lambda match: f'{match[1]}{self._policy()}"', text, count=1)

    def _filled(self, figure: str) -> str:
        """Return a figure with what its fold would fetch inside."""
        found = FOLD.search(figure)
        if not found:
            return figure
        page = self._read(found[1]).decode("utf-8")

        def whole(match: re.Match[str]) -> str:
            named = f' data-view="{match[4]}"[^>]*' if match[4] else match[3]
            held = re.search(f"<{match[2]}{named}>(.*?)</{match[2]}>", page, re.DOTALL)
            if held is None:
                raise ExplainError(found[1], f"lacks what the article wants of it: {match[0]}", "build again")
            return f"{match[1]}>{held[1]}"

        return EMPTY.sub(whole, FOLD.sub("", figure))

    def _style(self, address: str) -> str:
        css = self._read(address).decode("utf-8")
        base = address.rpartition("/")[0]
        css = FACE.sub(
            lambda face: FONT.sub(lambda font: f"url({self._data(f'{base}/{font[1]}')})", face[0]), css
        )
        self.styles.append(css)
        return f"<style>{css}</style>\n"

    def _script(self, address: str, module: bool) -> str:
        text = self._read(address).decode("utf-8")
        if "</script" in text:
            raise ExplainError(address, "holds the end of a script, and cannot stand in a page")
        self.scripts.append(text)
        kind = ' type="module"' if module else ""
        return f"<script{kind}>{text}</script>\n"

    def _page_data(self, text: str, home: str) -> str:
        """Return what the page's scripts get to know: atlases inside; with the engine, that and the weights too."""
        page = json.loads(text)
        engine, folder = page["engine"], page["engine"]["pyodide"]
        engine["pyodide"] = INSIDE if self.engine else urljoin(home, folder)
        for atlas in page["atlases"].values():
            atlas |= {"url": self._data(atlas["url"]), "integrity": ""}
        for demo in page["demos"].values():
            if not self.engine:
                demo["weights"] = {}
            for weight in demo["weights"].values():
                weight["url"] = self._data(weight["url"])
        page.pop("figures", None)  # whose pages stand beside no file
        worker, code = page.pop("worker")["url"], page.pop("code")
        if self.engine:
            page["code"] = code | {"url": self._data(code["url"]), "integrity": ""}
        starter = (ALONE / f"{'start_worker' if self.engine else 'without_engine'}.js").read_text("utf-8")
        self.scripts.append(starter)
        if not self.engine:
            return f"{_json(page)}</script>\n<script>{starter}"
        files = {name: self._packed(folder + name) for name in engine["files"]}
        engine["files"] = {name: {"plain": sizes["plain"]} for name, sizes in engine["files"].items()}
        script = (ALONE / "classic_worker.js").read_text("utf-8") + self._read(worker).decode()
        blocks = {"aeexplain-engine": _json(files), "aeexplain-worker": _json(script)}
        inside = "".join(
            f'</script>\n<script type="application/json" id="{id}">{block}' for id, block in blocks.items()
        )
        return f"{_json(page)}{inside}</script>\n<script>{starter}"

    def _packed(self, address: str) -> dict[str, object]:
        """Return a file of the engine: what packs well is packed, since base64 takes a third more."""
        plain, kind = (
            self._read(address),
            MIME_TYPES.get(Path(address).suffix.lower(), "application/octet-stream"),
        )
        packed = Path(address).suffix != ".mjs"  # which are imported, and must be what they are
        content = gzip.compress(plain, 9, mtime=0) if packed else plain
        encoded = base64.b64encode(content).decode()
        return {"type": kind.partition(";")[0], "packed": packed, "base64": encoded}

    def _policy(self) -> str:
        """Return the policy of a page that may ask for nothing: its own scripts and styles are known by their digests."""
        scripts = " ".join(f"'{integrity_of(text.encode())}'" for text in self.scripts)
        styles = " ".join(f"'{integrity_of(text.encode())}'" for text in self.styles)
        engine = ("worker-src blob:",) if self.engine else ()
        # Pyodide's scripts are data that the worker imports.
        live = " data: blob: 'wasm-unsafe-eval'" if self.engine else ""
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src {scripts}{live}",
                *engine,
                f"style-src {styles}",
                "style-src-attr 'unsafe-inline'",
                "img-src data: blob:",
                "media-src data:",
                "font-src data:",
                "connect-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        )

    def _data(self, address: str) -> str:
        kind = (
            MIME_TYPES.get(Path(address).suffix.lower())
            or mimetypes.guess_type(address)[0]
            or "application/octet-stream"
        )
        return _data_url(kind.partition(";")[0], self._read(address))

    def _read(self, address: str) -> bytes:
        return (self.folder / unquote(address)).read_bytes()


def _json(value: object) -> str:
    """Return JSON that can stand in a page's script element."""
    return json.dumps(value).replace("<", "\\u003c")


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
