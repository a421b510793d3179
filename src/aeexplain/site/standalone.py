"""An article as one file, to be kept, sent and opened from disk: style, fonts, images, scripts, and the frames drawn ahead.

Made from the built site, so it is the same article. To a page from the disk browsers give no modules and workers of other
files; modules inside it they run, found by an import map. Without the engine such a page answers from the frames drawn ahead
and, where those do not suffice, tells the address of the live one. With it, engine and weights are inside too.
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
from aeexplain.site.core.integrity import imported, resolved
from aeexplain.site.core.security_headers import MIME_TYPES

ALONE = Path(__file__).parents[1] / "browser" / "standalone"
INSIDE = "https://inside.invalid/"  # where the worker believes its files to be; standalone/classic_worker.js answers for it
WORKER = b'new Worker(new URL("../worker/worker.js", import.meta.url), { type: "module", name: "aeexplain" })'
PREFIX = "aeexplain/"
FROM = re.compile(r"""((?:\bfrom|\bimport)\s*)(["'])(\.{1,2}/[\w./-]+\.js)\2""")
FONT = re.compile(r"url\((fonts/[\w.-]+)\)")
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"[^>]*>\n?')
SCRIPT = re.compile(r'<script( type="module")? src="([^"]+)"[^>]*></script>\n?')
AHEAD = re.compile(
    r'<link rel="(?:modulepreload|preload)"[^>]*>\n?|<script type="importmap">[^<]*</script>\n?'
)
ICON = re.compile(r'(<link rel="icon"[^>]* href=")([^"]+)"')
IMAGE = re.compile(r'(<img\b[^>]*\ssrc=")(?!data:)([^"]+)"')
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*"')
FIGURE = re.compile(r'<figure class="demo".*?</figure>', re.DOTALL)
FOLD = re.compile(r'<p class="fold-address"[^>]*><a href="([^"]+)" data-fold\b.*?</p>\n?', re.DOTALL)
EMPTY = re.compile(r'(<(div|code)(?: data-view="([^"]+)")?[^>]*) data-empty>')
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
        self.modules: dict[str, str] = {}

    def alone(self) -> str:
        """Return the page with all that it asks for inside."""
        found = CANONICAL.search(self.text)
        home = found[1] if found else ""  # a site that is nowhere yet: links to it lead nowhere
        text = AHEAD.sub("", self.text)
        text = FIGURE.sub(lambda match: self._filled(match[0]), text)
        text = STYLE.sub(lambda match: self._style(match[1]), text)
        text = SCRIPT.sub(lambda match: self._script(match[2], bool(match[1])), text)
        text = ICON.sub(lambda match: f'{match[1]}{self._data(match[2])}"', text)
        text = IMAGE.sub(lambda match: f'{match[1]}{self._data(match[2])}"', text)
        text = PAGE_DATA.sub(lambda match: match[1] + self._page_data(match[2], home) + match[3], text)
        text = OUT.sub(lambda match: f'{match[1]}{escape(urljoin(home, match[2]) if home else "#")}"', text)
        text = text.replace("<meta charset", "<!-- one file: see docs/deploying.md -->\n<meta charset", 1)
        text = self._with_map(text)
        return POLICY.sub(lambda match: f'{match[1]}{self._policy()}"', text, count=1)

    def _filled(self, figure: str) -> str:
        """Return a figure with what its fold would fetch inside."""
        found = FOLD.search(figure)
        if not found:
            return figure
        page = self._read(found[1]).decode("utf-8")

        def whole(match: re.Match[str]) -> str:
            named = f' data-view="{match[3]}"[^>]*' if match[3] else ""
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
        if module:
            name, sources = self._modules(address)
            sources["engine/worker_channel.js"] = self._line(sources["engine/worker_channel.js"])
            for other in imported(name, sources):
                self.modules[other] = _bare(sources[other].decode("utf-8"), other)
            text = _bare(text, name)
        if "</script" in text:
            raise ExplainError(address, "holds the end of a script, and cannot stand in a page")
        self.scripts.append(text)
        kind = ' type="module"' if module else ""
        return f"<script{kind}>{text}</script>\n"

    def _line(self, line: bytes) -> bytes:
        """Return the module that talks to the worker: one without a worker, or one that starts the worker from the page."""
        if not self.engine:
            return (ALONE / "worker_channel.js").read_bytes()
        return _swapped(line, WORKER, b"globalThis.aeexplainWorker()")

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
        if not self.engine:
            return _json(page)
        files = {name: self._packed(folder + name) for name in engine["files"]}
        engine["files"] = {name: {"plain": sizes["plain"]} for name, sizes in engine["files"].items()}
        starter = (ALONE / "start_worker.js").read_text(encoding="utf-8")
        self.scripts.append(starter)
        blocks = {"aeexplain-engine": _json(files), "aeexplain-worker": _json(self._worker())}
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

    def _worker(self) -> str:
        """Return the worker's script: a classic one, with the modules it is made of, each after those that it imports."""
        found = next(match[2] for match in SCRIPT.finditer(self.text) if match[2].endswith("/page/main.js"))
        _, sources = self._modules(found)
        script = b"import(folder + name)", b"import(globalThis.aeexplainInside(folder + name))"
        sources["worker/runtime.js"] = _swapped(sources["worker/runtime.js"], *script)
        modules: dict[str, str] = {}

        def add(name: str) -> None:
            code = sources[name].decode("utf-8")
            for match in FROM.finditer(code):
                if (other := resolved(match[3], name)) not in modules:
                    add(other)
            modules[name] = _bare(code, name)

        add("worker/worker.js")
        return f"const modules = {json.dumps(modules)};\n{(ALONE / 'classic_worker.js').read_text('utf-8')}"

    def _with_map(self, text: str) -> str:
        """Return the text with an import map before its first module."""
        if not self.modules:
            return text
        imports = {
            f"{PREFIX}{name}": _data_url("text/javascript", code.encode())
            for name, code in sorted(self.modules.items())
        }
        import_map = json.dumps({"imports": imports})
        self.scripts.append(import_map)
        return text.replace(
            '<script type="module">',
            f'<script type="importmap">{import_map}</script>\n<script type="module">',
            1,
        )

    def _modules(self, address: str) -> tuple[str, dict[str, bytes]]:
        """Return the name of the module at an address, and all modules by their names."""
        path = self.folder / unquote(address)
        folder = path.parents[1]
        sources = {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*.js")}
        return path.relative_to(folder).as_posix(), sources

    def _policy(self) -> str:
        """Return the policy of a page that may ask for nothing: its own scripts and styles are known by their digests."""
        scripts = " ".join(f"'{integrity_of(text.encode())}'" for text in self.scripts)
        styles = " ".join(f"'{integrity_of(text.encode())}'" for text in self.styles)
        engine = ("worker-src blob:",) if self.engine else ()
        live = " blob: 'wasm-unsafe-eval'" if self.engine else ""
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src {scripts} data:{live}",  # the modules of the import map, and of the worker
                *engine,
                f"style-src {styles}",
                "style-src-attr 'unsafe-inline'",
                "img-src data: blob:",
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


def _swapped(code: bytes, old: bytes, new: bytes) -> bytes:
    """Return a module with one expression replaced; where it does not stand once: ExplainError."""
    if code.count(old) != 1:
        raise ExplainError("build --self-contained", f"the browser's modules do not hold {old.decode()} once")
    return code.replace(old, new)


def _json(value: object) -> str:
    """Return JSON that can stand in a page's script element."""
    return json.dumps(value).replace("<", "\\u003c")


def _bare(code: str, name: str) -> str:
    """Return a module that imports by the names of the import map."""
    return FROM.sub(lambda match: f"{match[1]}{match[2]}{PREFIX}{resolved(match[3], name)}{match[2]}", code)


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
