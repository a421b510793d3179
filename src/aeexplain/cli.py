"""The command line: the only place that prints."""

import argparse
import datetime
import ipaddress
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import partial
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.tables import Table, laid_out
from aeexplain.usage import TESTS, ending

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "weights"
BENCHES = ("frames", "moves", "first", "startup", "build", "firefox", "hosts", "webkit")
BY_NAME = ("firefox", "hosts", "webkit")  # benches that want what no set-up brings
EXIT_CODES = (
    "Exit code: 0 all is well; 1 something is wrong, and told on the standard error; 2 the command line is wrong; "
    "130 interrupted."
)
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code: 0 done, 1 something is wrong, 2 the command line is, 130 interrupted."""
    known, rest = _parser().parse_known_args(_with_command(argv))
    if rest and known.command != "test":
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    known.rest = rest
    try:
        return int(known.run(known))
    except ExplainError as error:
        for line in str(error).splitlines():
            errors.print(f"error: {line}", markup=False)
        return 1
    except OSError as error:  # a full disk, a folder that may not be written, wherever it is met
        place = f"{error.filename}: " if error.filename else ""
        errors.print(f"error: {place}{error.strerror or error}", markup=False)
        return 1
    except KeyboardInterrupt:
        errors.print("stopped; nothing was lost")
        return 130


def _with_command(argv: Sequence[str]) -> list[str]:
    """Return the arguments with the command that is meant where none is named: build."""
    if argv and (not argv[0].startswith("-") or argv[0] in ("-h", "--help", "--version")):
        return list(argv)
    return ["build", *argv]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Build articles whose figures think. Without a command: build.",
        epilog=EXIT_CODES,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"aeexplain {version('aeexplain')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="build the site into dist/")
    build.add_argument("--out", type=_folder, default=ROOT / "dist", help="where to (default: dist/)")
    build.add_argument(
        "--root",
        type=_folder,
        default=ROOT,
        metavar="DIR",
        help="build another folder with content/, templates/ and weights/",
    )
    build.add_argument(
        "--base-url", metavar="URL", help="where the site will stand (default: content/site.toml)"
    )
    build.add_argument(
        "--self-contained",
        action="store_true",
        help="write each article as one file too, into a folder beside (dist-alone/)",
    )
    build.add_argument(
        "--with-engine",
        action="store_true",
        help="self-contained: with the live engine inside, some 15 MB more",
    )
    build.set_defaults(run=_build)
    serve = commands.add_parser(
        "serve", help="serve the site here, and rebuild it whenever something is saved"
    )
    serve.add_argument(
        "--out",
        type=_folder,
        default=ROOT / ".cache" / "serve",
        help="where to build (default: .cache/serve/)",
    )
    serve.add_argument("--port", type=_port, default=8000, help="port (default: 8000; 0: any free one)")
    serve.add_argument(
        "--host",
        type=_host,
        action="append",
        default=[],
        metavar="NAME",
        help="answer for this name too, beside localhost (may be given several times)",
    )
    serve.add_argument(
        "--bind",
        type=_address,
        default="127.0.0.1",
        metavar="ADDRESS",
        help="listen at this address of the machine, for its network to see (default: 127.0.0.1, for nobody else; "
        "0.0.0.0: all)",
    )
    serve.set_defaults(run=_serve)
    new = commands.add_parser("new", help="write a small article or demo to begin with")
    new.add_argument("kind", choices=("article", "demo"), help="what to write")
    new.add_argument("name", help="its name, such as two-waves: lower-case letters, digits, hyphens")
    new.set_defaults(run=_new)
    check = commands.add_parser("check", help="check the built site: links, HTML, accessibility, budgets")
    check.add_argument("--out", type=_folder, default=ROOT / "dist", help="the built site (default: dist/)")
    check.add_argument("--strict", action="store_true", help="take warnings for errors")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=_check)
    models = commands.add_parser(
        "models", help="every weight file: size, parameters, metrics against its gates"
    )
    models.add_argument(
        "--full", action="store_true", help="compute all metrics again from the shipped weights"
    )
    models.add_argument(
        "--sheet", type=_folder, metavar="DIR", help="draw a contact sheet of every model into DIR (PNG)"
    )
    models.add_argument("--json", action="store_true", help="print JSON")
    models.add_argument(
        "--restamp",
        metavar="REVISION",
        help="stamp weight files anew whose sources were only moved or renamed since that revision of git",
    )
    models.set_defaults(run=_models)
    train = commands.add_parser("train", help="train the model of one weight file, or of all")
    which = train.add_mutually_exclusive_group(required=True)
    which.add_argument("name", nargs="?", help="the recipe, say bottleneck")
    which.add_argument("--all", action="store_true", help="every recipe")
    train.add_argument(
        "--seeds", type=_count, metavar="N", help="train from N seeds, write nothing, count who pass"
    )
    train.add_argument(
        "--fresh", action="store_true", help="begin anew instead of resuming what was interrupted"
    )
    train.set_defaults(run=_train)
    bench = commands.add_parser("bench", help="measure what figures cost, in Pyodide and in the page")
    bench.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="frames, moves, first, startup, build (default: all), firefox (startup in Firefox), hosts (wants nginx), "
        "webkit (wants WebKitGTK)",
    )
    bench.add_argument("--json", action="store_true", help="print JSON")
    bench.add_argument(
        "--rounds", type=_count, default=5, metavar="N", help="startup: visits of each kind (5)"
    )
    bench.add_argument(
        "--host", choices=("br", "gzip", "none"), default="br", help="startup: how the host compresses (br)"
    )
    bench.add_argument(
        "--megabits", type=float, metavar="N", help="startup: megabits a second (default: as fast as it goes)"
    )
    bench.add_argument(
        "--articles",
        type=int,
        nargs="+",
        default=[100],
        metavar="N",
        help="build: how many plain articles (100)",
    )
    bench.add_argument(
        "--write",
        action="store_true",
        help="measure the starts at every pace and host, and moves, into docs/performance.md",
    )
    bench.set_defaults(run=_bench)
    licenses = commands.add_parser("licenses", help="write the third-party notices that the site carries")
    licenses.set_defaults(run=_licenses)
    test = commands.add_parser(
        "test",
        help="run the tests, all of them or some",
        usage="build.py test [OPTION ...] [PYTEST ...]",
        description=TESTS,
        allow_abbrev=False,
    )
    test.set_defaults(run=_test)
    for name, command in commands.choices.items():
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        command.epilog = ending(name, EXIT_CODES)
    return parser


def _folder(text: str) -> Path:
    """Return a folder that a system may have, there or not; else argparse tells the reason."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(f"{text!r} is no folder's name")
    try:
        Path(text).exists()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{error.strerror}: {text!r:.80}") from error
    return Path(text)


def _port(text: str) -> int:
    """Return a port's number."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 5 or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r:.80} is no port, from 0 to 65535")
    return int(text)


def _host(text: str) -> str:
    """Return a host's name, without port."""
    from aeexplain.site.serve.host_names import host_name

    try:
        return host_name(f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}, such as studio.local") from error


def _address(text: str) -> str:
    """Return an address of a machine, in numbers."""
    try:
        return str(ipaddress.ip_address(text.strip("[]")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r:.80} is no address, such as 0.0.0.0") from error


def _count(text: str) -> int:
    """Return a whole number from 1 to 10,000."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 5 or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r:.80} is no number from 1 to 10,000")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    total = _built(options.out, options.base_url, options.root)
    console.print(f"Built {options.out} ({total / 1e6:.1f} MB). To look at it: python build.py serve")
    if options.self_contained or options.with_engine:
        from aeexplain.site import standalone
        from aeexplain.site.build import site_writer
        from aeexplain.site.core import security_headers

        beside = options.out.resolve().with_name(f"{options.out.resolve().name}-alone")
        files = standalone.articles(options.out, options.with_engine)
        site_writer.publish({**files, "_headers": security_headers.headers_alone().encode()}, beside)
        for name, content in files.items():
            console.print(f"Wrote {beside / name} ({len(content) / 1e6:.1f} MB)")
    return 0


def _built(out: Path, base_url: str | None = None, root: Path = ROOT) -> int:
    from aeexplain.site.build import builder

    with errors.status("Building") as status:

        def say(what: str) -> None:
            if what.startswith("note: "):
                errors.print(what, markup=False)
            else:
                status.update(what)

        return sum(builder.build(root, out, say, base_url).values())


def _serve(options: argparse.Namespace) -> int:
    from aeexplain.site.build.site_writer import refuse_strange
    from aeexplain.site.serve.live_reload import Channel, ReloadingHandler
    from aeexplain.site.serve.server import Server
    from aeexplain.site.serve.watch import watch_and_rebuild

    refuse_strange(options.out)  # or it would be served until it is built over
    channel = Channel()
    handler = partial(ReloadingHandler, channel=channel)
    with (
        Server(options.out, options.port, handler, names=options.host, address=options.bind) as server,
        errors.status("Building") as status,
    ):

        def told(rebuilt: Any) -> None:
            status.stop()
            for error in rebuilt.errors:
                errors.print(f"error: {error}", markup=False)
            if rebuilt.errors:
                errors.print("The last site that could be built is served; save again when it is mended.")
            else:
                console.print(f"{'Built' if channel.version == 1 else 'Rebuilt'} in {rebuilt.seconds:.2f} s")

        places = " ".join((server.url, *map(server.url_of, options.host)))
        console.print(f"Serving at {places} and rebuilding what you save (Ctrl-C stops)")
        watch_and_rebuild(ROOT, options.out, channel, lambda what: status.update(what), told)
    return 0


def _new(options: argparse.Namespace) -> int:
    from aeexplain import starters
    from aeexplain.site.content.reserved_addresses import why_reserved

    if options.kind == "article":
        if reason := why_reserved(options.name):
            raise ExplainError(f"new {options.name!r:.80}", reason, "choose another name")
        path = starters.new_article(ROOT, options.name, datetime.date.today())
        console.print(f"Wrote {path}. To look at it: python build.py serve", markup=False)
    else:
        path = starters.new_demo(ROOT, options.name)
        console.print(f"Wrote {path}. In an article: ::demo {options.name} and a caption", markup=False)
    return 0


def _check(options: argparse.Namespace) -> int:
    from aeexplain.check import check

    with errors.status("Checking") as status:
        report = check(options.out, lambda what: status.update(what))
    passes = report.passes(options.strict)
    if options.json:
        told = asdict(report) | {"strict": options.strict, "passes": passes}
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
        return 0 if passes else 1
    _show_costs("bytes, gzipped, before the engine", list(report.sizes))
    for finding in report.findings:
        errors.print(f"{finding.level}: {finding}", markup=False)
    for note in report.skipped:
        console.print(f"note: {note}", markup=False)
    warnings = sum(each.level == "warning" for each in report.findings)
    wrong = len(report.findings) - warnings
    console.print(
        "Nothing is wrong." if not report.findings else f"{wrong} things are wrong, {warnings} warnings."
    )
    return 0 if passes else 1


def _models(options: argparse.Namespace) -> int:
    from aeexplain import training

    if options.sheet:
        return _draw_sheets(options.sheet)
    if options.restamp:
        return _restamp(options.restamp)
    with errors.status("Measuring every model again" if options.full else "Reading weights/"):
        audits = training.audit(WEIGHTS, options.full)
    if options.json:
        sys.stdout.write(json.dumps([_audit_json(audit) for audit in audits], indent=1) + "\n")
    else:
        for audit in audits:
            _show_audit(audit)
    return 0 if all(audit.passed for audit in audits) else 1


def _restamp(revision: str) -> int:
    from aeexplain.training.first_steps import STEPS, restamp

    with errors.status("Comparing") as status:
        stamped = restamp(WEIGHTS, revision, lambda what: status.update(what))
    for name in stamped:
        console.print(
            f"Stamped {name}: its first {STEPS} steps give the same arrays as at {revision}", markup=False
        )
    if not stamped:
        console.print("Every weight file has the stamp of its sources.")
    return 0


def _draw_sheets(folder: Path) -> int:
    import numpy as np
    from PIL import Image

    from aeexplain import training

    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in training.contact_sheets(WEIGHTS):
        path = folder / f"{name}.png"
        Image.fromarray(np.rint(picture * 255).astype(np.uint8)).save(path)
        console.print(f"Drew {path}")
    return 0


def _audit_json(audit: Any) -> dict[str, Any]:
    gates = [
        {
            "metric": r.gate.metric,
            "op": r.gate.op,
            "bound": r.gate.bound,
            "reached": r.reached,
            "passed": r.passed,
        }
        for r in audit.results
    ]
    about = {
        name: getattr(audit, name)
        for name in ("recipe", "gzip_bytes", "parameters", "faults", "notes", "passed")
    }
    return about | {"gates": gates}


def _show_audit(audit: Any) -> None:
    for fault in audit.faults:
        errors.print(f"error: {audit.recipe}: {fault}", markup=False)
    if not audit.results:
        return
    console.print(_audit_title(audit))
    rows = [
        (
            "ok" if result.passed else "MISSED",
            result.gate.description,
            f"{result.gate.op} {result.gate.bound:g}",
            f"{result.reached:.4g}",
        )
        for result in audit.results
    ]
    _print_table(Table("", ("result", "gate", "wants", "reached"), rows, keys=2))
    for note in audit.notes:
        console.print(f"note: {note}", markup=False)


def _audit_title(audit: Any) -> str:
    return f"{audit.recipe}: {audit.parameters:,} parameters, {audit.gzip_bytes / 1000:.0f} kB gzipped"


def _train(options: argparse.Namespace) -> int:
    from aeexplain.training import recipes

    names = recipes.names() if options.all else [options.name]
    if options.seeds:
        return max(_train_seeds(name, options.seeds) for name in names)
    for name in names:
        _train_one(name, options.fresh)
    return 0


def _train_one(name: str, fresh: bool) -> None:
    from aeexplain import training

    with _training_bar(name) as follow:
        trained = training.train(name, WEIGHTS, follow, fresh)
    size = f"{trained.parameters:,} parameters, {trained.gzip_bytes / 1000:.0f} kB gzipped"
    console.print(f"Wrote weights/{trained.path.name} after {trained.seconds:.0f} s: {size}")
    for result in trained.results:
        console.print(f"  {result}", markup=False)


def _train_seeds(name: str, count: int) -> int:
    """Say for each seed whether it passes; return 0 where all do."""
    from aeexplain import training

    passed = 0
    with _training_bar(name) as follow:
        for seed, results in training.over_seeds(name, count, follow):
            missed = [str(result) for result in results if not result.passed]
            passed += not missed
            console.print(f"{name}, seed {seed}: {'; '.join(missed) or 'passes'}", markup=False)
    console.print(f"{name}: {passed} of {count} seeds pass")
    return 0 if passed == count else 1


@contextmanager
def _training_bar(name: str) -> Iterator[Callable[[Any], None]]:
    """Show a bar with loss and time left while the block runs; it gives the function that moves the bar."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f}  loss {task.fields[loss]:.5f}"),
        TimeRemainingColumn(),
        console=errors,
    )
    with bar:
        task = bar.add_task(name, total=1, loss=0.0)
        yield lambda event: bar.update(task, completed=event.step, total=event.total, loss=event.loss)


PERFORMANCE = ROOT / "docs" / "performance.md"


def _write_bench(rounds: int) -> int:
    """Measure the starts at every pace and from every host, and write the table of docs/performance.md anew."""
    from aeexplain.bench.machine import describe_machine
    from aeexplain.bench.startup import startup_costs, versions
    from aeexplain.bench.table import first_table, startup_table, with_region

    costs = []
    series: list[tuple[Any, int | None, int]] = [
        ("br", None, rounds),
        ("br", 20, rounds),
        ("br", 4, min(rounds, 3)),
        ("gzip", None, 1),
        ("none", None, 1),
    ]
    for host, megabits, times in series:
        pace = f"{megabits} Mbit/s" if megabits else "no limit"
        with errors.status(f"Starting the engine in fresh browsers: host {host}, {pace}"):
            costs += startup_costs(WEIGHTS, times, host, megabits)
    table = startup_table(costs, describe_machine(), versions())
    text = with_region(PERFORMANCE.read_text(encoding="utf-8"), "startup", table, str(PERFORMANCE))
    text = with_region(text, "first", first_table(_first()), str(PERFORMANCE))
    text = with_region(text, "moves", _moves(), str(PERFORMANCE))
    text = with_region(text, "firefox", _in_firefox(rounds), str(PERFORMANCE))
    PERFORMANCE.write_text(text, encoding="utf-8")
    console.print(f"Wrote {PERFORMANCE}")
    return 0


def _moves() -> str:
    """Return the table of what moves cost."""
    from aeexplain.bench.frames import frame_costs
    from aeexplain.bench.moves import move_costs
    from aeexplain.bench.table import moves_table

    _built(ROOT / "dist")
    with errors.status("Moving every figure in a browser, and drawing it in Pyodide under Node"):
        return moves_table(move_costs(ROOT / "dist", "autoencoders"), frame_costs(WEIGHTS))


def _in_firefox(rounds: int) -> str:
    """Return the table of starts in Firefox; where there is none, say so and return what the document has."""
    from aeexplain.bench.firefox import firefox_costs, firefox_version
    from aeexplain.bench.table import region, times_table

    try:
        version = firefox_version()
    except ExplainError as error:
        errors.print(f"note: the table of Firefox stays as it is: {error.what}")
        return region(PERFORMANCE.read_text(encoding="utf-8"), "firefox", str(PERFORMANCE))
    with errors.status("Starting the engine in fresh Firefoxes"):
        return f"Measured with {version}.\n\n{times_table(firefox_costs(WEIGHTS, rounds))}"


def _first() -> Any:
    """Return what first moves cost."""
    from aeexplain.bench.first_move import first_costs

    _built(ROOT / "dist")
    with errors.status("Moving a slider before the engine has come"):
        return first_costs(ROOT / "dist", "autoencoders", "bottleneck")


def _bench(options: argparse.Namespace) -> int:
    if options.write:
        return _write_bench(options.rounds)
    from aeexplain.bench.builds import build_costs
    from aeexplain.bench.frames import frame_costs
    from aeexplain.bench.moves import move_costs
    from aeexplain.bench.startup import startup_costs

    for what in options.what:
        if what not in BENCHES:
            raise ExplainError("bench", f"nothing is called {what!r}", did_you_mean(what, BENCHES))
    told: dict[str, list[Any]] = {}
    wanted = options.what or [each for each in BENCHES if each not in BY_NAME]
    if "frames" in wanted:
        with errors.status("Timing every figure's frames in Pyodide under Node"):
            told["frames"] = frame_costs(WEIGHTS)
    if "moves" in wanted:
        _built(ROOT / "dist")
        with errors.status("Moving every figure in a browser"):
            told["moves"] = move_costs(ROOT / "dist", "autoencoders")
    if "first" in wanted:
        told["first"] = _first()
    if "startup" in wanted:
        with errors.status("Starting the engine in fresh browsers"):
            told["startup"] = startup_costs(WEIGHTS, options.rounds, options.host, options.megabits)
    if "build" in wanted:
        with errors.status("Building sites"):
            told["build"] = build_costs(options.articles)
    if "hosts" in wanted:
        from aeexplain.bench.nginx import host_costs

        _built(ROOT / "dist")
        with errors.status("Serving the site by nginx"):
            told["hosts"] = host_costs(ROOT / "dist", "autoencoders", "bottleneck")
    if "firefox" in wanted:
        from aeexplain.bench.firefox import firefox_costs

        with errors.status("Starting the engine in fresh Firefoxes"):
            told["firefox"] = firefox_costs(WEIGHTS, options.rounds)
    if "webkit" in wanted:
        from aeexplain.bench.webkit import webkit_costs

        _built(ROOT / "dist")
        with errors.status("Visiting the site with WebKit"):
            told["webkit"] = webkit_costs(ROOT / "dist", "autoencoders", "bottleneck")
    if options.json:
        sys.stdout.write(json.dumps({k: list(map(asdict, v)) for k, v in told.items()}, indent=1) + "\n")
        return 0
    for title, costs in told.items():
        _show_costs(title, costs)
    return 0


def _show_costs(title: str, costs: list[Any]) -> None:
    """Print one table of a bench: a row for each figure, a column for each field."""
    if not costs:
        return
    names = tuple(field.name for field in fields(costs[0]))
    texts = takewhile(lambda name: isinstance(getattr(costs[0], name), str), names)
    rows = [tuple(_cell(getattr(cost, name)) for name in names) for cost in costs]
    _print_table(Table(title, names, rows, keys=max(1, len(list(texts)))))


def _print_table(table: Table) -> None:
    """Print a table as wide as the terminal; where the output goes elsewhere, each row on one line."""
    width = console.width if sys.stdout.isatty() else None
    console.print(laid_out(table, width), markup=False)


def _cell(value: Any) -> str:
    match value:
        case float():
            return f"{value:.2f}" if value < 10 else f"{value:.1f}"
        case None:
            return ""
        case list():
            return ", ".join(f"{each:.0f}" for each in value) or "none"
        case _:
            return str(value)


def _licenses(options: argparse.Namespace) -> int:
    from aeexplain.setup.fetch import numpy_wheel
    from aeexplain.setup.notices import notices

    path = ROOT / "templates" / "assets" / "licenses.txt"
    text = notices(numpy_wheel())
    path.write_text(text, encoding="utf-8")
    console.print(f"Wrote {path} ({len(text):,} characters)")
    return 0


def _test(options: argparse.Namespace) -> int:
    import pytest

    words = [word for at, word in enumerate(options.rest) if word != "--" or at > options.rest.index("--")]
    # All of them, on all cores. Who names some wants their output as it comes, and a debugger.
    every = not [word for word in words if word != "--thorough"]
    spread = ["--numprocesses", "auto", "--dist", "loadfile"] if every else []
    return int(pytest.main(["--rootdir", str(ROOT), *spread, *words]))
