"""`bench`: what figures, builds and the engine's start cost. It measures the site of the checkout."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import click

from aeexplain.cli.build import build_site
from aeexplain.cli.command import CHECKOUT, Command, json_option
from aeexplain.cli.parameters import COUNT
from aeexplain.cli.terminal import console, error_console, print_costs, print_json
from aeexplain.errors import ExplainError, did_you_mean

BENCHES = (
    "frames",
    "moves",
    "first",
    "startup",
    "build",
    "page",
    "edits",
    "engine",
    "firefox",
    "hosts",
    "webkit",
)
BY_NAME = ("engine", "firefox", "hosts", "webkit")  # those that take long, or want what no set-up brings
DIST = CHECKOUT.output
ARTICLE, DEMO = "autoencoders", "bottleneck"
PERFORMANCE = CHECKOUT.root / "docs" / "pages" / "performance.md"


@dataclass(frozen=True)
class Options:
    """How to measure: visits of each kind, how the host compresses, megabits a second, articles of made-up sites.

    article, figure: the slug of the article that a reader opens, and the id of the figure there that he goes to.
    """

    rounds: int
    host: Any
    megabits: float | None
    articles: tuple[int, ...]
    article: str
    figure: str


@click.command(
    cls=Command,
    short_help="measure what figures cost, in Pyodide and in the page",
    examples=(
        "python build.py bench frames moves",
        "python build.py bench startup --rounds 3 --megabits 20 --host gzip",
        "python build.py bench build --articles 1 --articles 100",
        "python build.py bench --write",
    ),
)
@click.argument("names", metavar="[WHAT ...]", nargs=-1)
@json_option
@click.option("--rounds", type=COUNT, default=5, metavar="N", help="startup, page: visits of each kind (5)")
@click.option(
    "--host",
    type=click.Choice(("br", "gzip", "none")),
    default="br",
    help="startup: how the host compresses (br)",
)
@click.option(
    "--megabits",
    type=float,
    metavar="N",
    help="startup: megabits a second (default: as fast as it goes)",
)
@click.option(
    "--articles",
    type=COUNT,
    multiple=True,
    default=(100,),
    metavar="N",
    help="build: how many plain articles (100); may be given several times",
)
@click.option(
    "--article",
    default=ARTICLE,
    metavar="SLUG",
    help=f"startup, first, edits: the article that is opened ({ARTICLE})",
)
@click.option(
    "--figure", default=DEMO, metavar="ID", help=f"startup, first: the figure that is moved there ({DEMO})"
)
@click.option(
    "--write",
    is_flag=True,
    help="measure startup (at every pace, from every host), page, first, moves, edits, engine and firefox, or what of these "
    "is named, into the tables of docs/pages/performance.md",
)
def bench(names: tuple[str, ...], as_json: bool, write: bool, **options: Any) -> int:
    """Measure what figures cost, in Pyodide and in the page.

    WHAT is frames, moves, first, startup, build, page, edits (default: all of these), engine (what each step is worth that
    makes it smaller), firefox (startup in Firefox), hosts (wants nginx) or webkit (wants WebKitGTK).
    """
    asked = Options(**options)
    if write:
        return _write_performance(names, asked)
    _check_named(names, BENCHES, "bench")
    wanted = names or tuple(each for each in BENCHES if each not in BY_NAME)
    costs = {name: MEASURES[name](asked) for name in BENCHES if name in wanted}
    if as_json:
        print_json({name: [asdict(cost) for cost in each] for name, each in costs.items()})
        return 0
    for title, each in costs.items():
        print_costs(title, each)
    return 0


def _check_named(names: Iterable[str], known: Collection[str], where: str) -> None:
    for name in names:
        if name not in known:
            raise ExplainError(where, f"nothing is called {name!r}", did_you_mean(name, known))


def _frames(_: Options) -> list[Any]:
    from aeexplain.bench.frames import frame_costs

    with error_console.status("Timing every figure's frames in Pyodide under Node"):
        return list(frame_costs(CHECKOUT))


def _moves(_: Options) -> list[Any]:
    from aeexplain.bench.moves import move_costs

    build_site(CHECKOUT, DIST)
    with error_console.status("Moving every figure in a browser"):
        return list(move_costs(DIST, ARTICLE))


def _first(options: Options) -> list[Any]:
    from aeexplain.bench.first_move import first_costs

    build_site(CHECKOUT, DIST)
    with error_console.status("Moving a slider before the engine has come"):
        return list(first_costs(DIST, options.article, options.figure))


def _startup(options: Options) -> list[Any]:
    from aeexplain.bench.startup import Article, startup_costs

    build_site(CHECKOUT, DIST)
    article = Article(CHECKOUT, DIST, options.article, options.figure)
    with error_console.status("Starting the engine in fresh browsers"):
        return list(startup_costs(article, options.rounds, options.host, options.megabits))


def _build(options: Options) -> list[Any]:
    from aeexplain.bench.builds import build_costs

    with error_console.status("Building sites"):
        return list(build_costs(options.articles, CHECKOUT.root))


def _page(options: Options) -> list[Any]:
    from aeexplain.bench.page import page_costs

    build_site(CHECKOUT, DIST)
    slugs = sorted(path.parent.name for path in CHECKOUT.content.glob("*/article.md"))
    with error_console.status("Auditing the pages by Lighthouse"):
        return list(page_costs(DIST, slugs, options.rounds))


def _edits(options: Options) -> list[Any]:
    from aeexplain.bench.edits import edit_costs

    build_site(CHECKOUT, DIST)
    with error_console.status("Editing every figure in a browser"):
        return list(edit_costs(DIST, options.article))


def _engine(options: Options) -> list[Any]:
    from aeexplain.bench.shrinking import step_worths

    with error_console.status("Making the engine without each step, and starting each"):
        return list(step_worths(CHECKOUT, options.rounds))


def _firefox(options: Options) -> list[Any]:
    from aeexplain.bench.other_browsers.firefox import firefox_costs

    with error_console.status("Starting the engine in fresh Firefoxes"):
        return list(firefox_costs(CHECKOUT, options.rounds))


def _hosts(_: Options) -> list[Any]:
    from aeexplain.bench.nginx import host_costs

    build_site(CHECKOUT, DIST)
    with error_console.status("Serving the site by nginx"):
        return list(host_costs(DIST, ARTICLE, DEMO))


def _webkit(_: Options) -> list[Any]:
    from aeexplain.bench.other_browsers.webkit import webkit_costs

    build_site(CHECKOUT, DIST)
    with error_console.status("Visiting the site with WebKit"):
        return list(webkit_costs(DIST, ARTICLE, DEMO))


MEASURES: dict[str, Callable[[Options], list[Any]]] = {
    "frames": _frames,
    "moves": _moves,
    "first": _first,
    "startup": _startup,
    "build": _build,
    "page": _page,
    "edits": _edits,
    "engine": _engine,
    "firefox": _firefox,
    "hosts": _hosts,
    "webkit": _webkit,
}


def _write_performance(names: tuple[str, ...], options: Options) -> int:
    """Measure what was named, or everything, and write its tables into docs/pages/performance.md, each once it is there."""
    from aeexplain.bench.table import with_region

    _check_named(names, TABLES, "bench --write")
    for name in (each for each in TABLES if not names or each in names):
        table = TABLES[name](options)
        text = with_region(PERFORMANCE.read_text(encoding="utf-8"), name, table, str(PERFORMANCE))
        PERFORMANCE.write_text(text, encoding="utf-8")
        console.print(f"Wrote {name} into {PERFORMANCE}")
    return 0


def _startup_table(options: Options) -> str:
    """Return the tables of the starts at every pace and from every host."""
    from aeexplain.bench.machine import describe_machine
    from aeexplain.bench.startup import Article, startup_costs, versions
    from aeexplain.bench.table import startup_table

    build_site(CHECKOUT, DIST)
    article, costs = Article(CHECKOUT, DIST, options.article, options.figure), []
    series: list[tuple[Any, int | None, int]] = [
        ("br", None, options.rounds),
        ("br", 20, options.rounds),
        ("br", 4, min(options.rounds, 3)),
        ("gzip", None, 1),
        ("none", None, 1),
    ]
    for host, megabits, times in series:
        pace = f"{megabits} Mbit/s" if megabits else "no limit"
        with error_console.status(f"Starting the engine in fresh browsers: host {host}, {pace}"):
            costs += startup_costs(article, times, host, megabits)
    return startup_table(costs, describe_machine(), versions())


def _page_table(options: Options) -> str:
    from aeexplain.bench.table import page_table

    return page_table(_page(options))


def _first_table(options: Options) -> str:
    from aeexplain.bench.table import first_table

    return first_table(_first(options))


def _edits_table(options: Options) -> str:
    from aeexplain.bench.table import edits_table

    return edits_table(_edits(options))


def _moves_table(options: Options) -> str:
    from aeexplain.bench.table import moves_table

    return moves_table(_moves(options), _frames(options))


def _engine_table(options: Options) -> str:
    from aeexplain.bench.table import engine_table

    return engine_table(_engine(options))


def _firefox_table(options: Options) -> str:
    """Return the table of starts in Firefox; where there is none, say so and return what the document has."""
    from aeexplain.bench.other_browsers.firefox import firefox_costs, firefox_version
    from aeexplain.bench.table import region, times_table

    try:
        version = firefox_version()
    except ExplainError as error:
        error_console.print(f"note: the table of Firefox stays as it is: {error.what}", markup=False)
        return region(PERFORMANCE.read_text(encoding="utf-8"), "firefox", str(PERFORMANCE))
    with error_console.status("Starting the engine in fresh Firefoxes"):
        return f"Measured with {version}.\n\n{times_table(firefox_costs(CHECKOUT, options.rounds))}"


TABLES: dict[str, Callable[[Options], str]] = {
    "startup": _startup_table,
    "page": _page_table,
    "first": _first_table,
    "moves": _moves_table,
    "edits": _edits_table,
    "engine": _engine_table,
    "firefox": _firefox_table,
}
