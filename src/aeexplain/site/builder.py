"""One build: gather everything, check everything, render, write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aeexplain.runtime.engine import Engine, engine
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.site import figures, math, policy, scripts
from aeexplain.site.articles import Article, read_articles
from aeexplain.site.assets import Assets, Content, size
from aeexplain.site.compose import Composer
from aeexplain.site.config import Config, read_config
from aeexplain.site.faults import Faults
from aeexplain.site.figures import Figure, Workshop
from aeexplain.site.output import publish
from aeexplain.site.preview import card, preview
from aeexplain.site.proofs import Proof, read_proofs

BROWSER = Path(__file__).parents[1] / "browser"
STYLE = Path("templates", "assets", "site.css")

Say = Callable[[str], None]


def print_nothing(_: str) -> None:
    """Take a message and leave it at that."""


@dataclass(frozen=True)
class Source:
    """Everything a build has read and checked; figures and formulas stand ready."""

    config: Config
    proofs: list[Proof]
    figures: dict[str, Figure]
    rendered: math.Rendered
    assets: Assets


def build(root: Path, out: Path, say: Say = print_nothing, base_url: str | None = None) -> dict[str, int]:
    """Build the site of `root` into `out`; return the size of each file written, by its path.

    `base_url` is where the site will stand, if not where content/site.toml says.

    Anything wrong: ExplainError with all that is wrong, and `out` as it was.
    """
    say("Reading content and drawing figures")
    source = gather(root, base_url)
    say("Rendering pages")
    files = render(source, root, say)
    say("Writing")
    publish(files, out)
    return {name: size(content) for name, content in files.items()}


def gather(root: Path, base_url: str | None = None) -> Source:
    """Read, draw and check everything; all faults are raised together."""
    faults = Faults()
    config = read_config(root, faults, base_url)
    articles = read_articles(root, faults)
    workshop, assets = Workshop(root), Assets()
    drawn = _draw(articles, workshop, faults)
    proofs = read_proofs(articles, root, workshop, assets, faults)
    formulas = [formula for article in articles for formula in article.body.formulas]
    rendered = math.render([*formulas, *figures.label_formulas(list(drawn.values()))], faults)
    if config is None or len(faults):
        raise faults.error()
    return Source(config, proofs, drawn, rendered, assets)


def render(source: Source, root: Path, say: Say = print_nothing) -> dict[str, Content]:
    """Return the whole site: content by path."""
    assets = source.assets
    environment = _environment(root)
    links = _links(assets, root)
    math_folder = links["math"].rpartition("/")[0]
    live = any(figure.demo.controls for figure in source.figures.values())
    started = engine(numpy_wheel(say), say=say) if live else None
    common = {"config": source.config, "policy": policy.CONTENT_SECURITY_POLICY, "links": links}
    files: dict[str, Content] = {"_headers": policy.headers_file().encode(), ".nojekyll": b""}
    articles = [proof.article for proof in source.proofs]
    previews = {article.slug: _preview(article, source, root) for article in articles}
    cards = {slug: assets.file(f"cards/{slug}.png", card(picture)) for slug, picture in previews.items()}
    files |= _site_pages(environment, common | {"articles": articles, "cards": cards}, source.config)
    for proof, article in zip(source.proofs, articles, strict=True):
        own = [source.figures[call.name] for call in article.body.figures]
        page = Composer(proof, source.figures, source.rendered, environment).page()
        page["manifest"] = _manifest(own, started, assets) if started else None
        page["fonts"] = [f"{math_folder}/{font}" for font in math.fonts_of(str(page["body"]))]
        page["preview"] = assets.file(f"previews/{article.slug}.png", previews[article.slug])
        files[f"{article.slug}/index.html"] = _page(
            environment, "article.html", common, root="../", article=article, **page
        )
    return files | assets.files


def _site_pages(environment: Environment, common: Mapping[str, object], config: Config) -> dict[str, Content]:
    """Return the pages that are no article. The one for missing pages is shown under any address, so it names the root."""
    roots = {"index.html": "", "colophon/index.html": "../", "404.html": config.path}
    templates = {"index.html": "archive.html", "colophon/index.html": "colophon.html"}
    plain = ("feed.xml", "sitemap.xml", "robots.txt")
    pages = {
        name: _page(environment, templates.get(name, name), common, root=root) for name, root in roots.items()
    }
    return {**pages, **{name: _page(environment, name, common) for name in plain}}


def _preview(article: Article, source: Source, root: Path) -> bytes:
    """Return the picture of an article: its title and its first figure."""
    calls = article.body.figures
    frame = source.figures[calls[0].name].frame if calls else None
    return preview(article.title, frame, (root / STYLE).read_text(encoding="utf-8"))


def _draw(articles: list[Article], workshop: Workshop, faults: Faults) -> dict[str, Figure]:
    drawn: dict[str, Figure] = {}
    for article in articles:
        seen: set[str] = set()
        for call in article.body.figures:
            if call.name in seen:
                faults.add(
                    call.where, f"the demo {call.name!r} stands twice in this article", "one figure, one id"
                )
            seen.add(call.name)
            if call.name not in drawn and (figure := workshop.figure(call.name, call.where, faults)):
                drawn[call.name] = figure
    return drawn


def _environment(root: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(root / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["braced"] = lambda name: f"{{{name}}}" if name.startswith("The ") else name
    environment.filters["day"] = lambda date: f"{date.day} {date:%B %Y}"
    return environment


def _links(assets: Assets, root: Path) -> dict[str, str]:
    """Return the addresses, from the site's root, of what every page shares."""
    own = (root / STYLE).parent
    modules = assets.folder("browser", scripts.modules(BROWSER))
    return {
        "style": assets.file("site.css", (root / STYLE).read_bytes()),
        "icon": assets.file("favicon.svg", (own / "favicon.svg").read_bytes()),
        "math": assets.folder("katex", math.stylesheet()) + "/katex.css",
        "script": f"{modules}/main.js",
        "contents": f"{modules}/contents.js",
        "theme": f"{modules}/theme.js",
    }


def _manifest(own: list[Figure], engine: Engine, assets: Assets) -> dict[str, object] | None:
    """Return what the page's script must know: where the engine is, and each demo's weight files."""
    live = [figure for figure in own if figure.demo.controls]
    if not live:
        return None

    def weights(figure: Figure) -> dict[str, object]:
        texts = {file: text.encode() for file, text in figure.weights.items()}
        return {
            f: {"url": "../" + assets.file(f"weights/{f}.json", t), "bytes": len(t)} for f, t in texts.items()
        }

    return {
        "engine": {
            "pyodide": f"../{assets.folder('engine', engine.files)}/",
            "files": engine.sizes,
            "lock": engine.lock,
        },
        "demos": {
            figure.name: {"weights": weights(figure), "atlas": _atlas(figure, assets)} for figure in live
        },
    }


def _atlas(figure: Figure, assets: Assets) -> dict[str, object] | None:
    """Return where a figure's atlas is, from its page."""
    if figure.atlas is None:
        return None
    return {"url": "../" + assets.file(f"atlas/{figure.name}.bin", figure.atlas), "bytes": len(figure.atlas)}


def _page(environment: Environment, template: str, common: Mapping[str, object], **own: object) -> bytes:
    return environment.get_template(template).render(**common, **own).encode()
