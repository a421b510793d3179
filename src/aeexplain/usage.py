"""What each command's help ends with: examples that run as they stand; and what `test` says of itself."""

import textwrap

WIDTH = 100
EXAMPLES = {
    "build": (
        "python build.py",
        "python build.py build --base-url https://example.org/notes/",
        "python build.py build --self-contained --with-engine",
    ),
    "serve": (
        "python build.py serve",
        "python build.py serve --port 0",
        "python build.py serve --bind 0.0.0.0 --host studio.local",
    ),
    "new": ("python build.py new article two-waves", "python build.py new demo two-waves"),
    "check": ("python build.py check", "python build.py check --strict --json"),
    "models": (
        "python build.py models",
        "python build.py models --full",
        "python build.py models --sheet sheets",
        "python build.py models --restamp HEAD",
    ),
    "train": (
        "python build.py train bottleneck",
        "python build.py train swiss-roll --seeds 3",
        "python build.py train --all --fresh",
    ),
    "bench": (
        "python build.py bench frames moves",
        "python build.py bench startup --rounds 3 --megabits 20 --host gzip",
        "python build.py bench build --articles 1 100",
        "python build.py bench --write",
    ),
    "licenses": ("python build.py licenses",),
    "test": (
        "python build.py test",
        "python build.py test tests/site/test_links.py -x",
        "python build.py test -k atlas --lf",
        "python build.py test -- --help",
    ),
}
TESTS = """\
Run the tests: all of them on all cores, or those that are named, one after another.

Everything that is no option of ours goes to pytest: files, -x (stop at the first failure), -k WORDS (tests whose names
have them), --lf (what failed last), --pdb (a debugger). Its own help: build.py test -- --help"""


def ending(command: str, exit_codes: str) -> str:
    """Return the last lines of a command's help."""
    lines = "".join(f"  {example}\n" for example in EXAMPLES[command])
    return f"examples:\n{lines}\n{textwrap.fill(exit_codes, WIDTH)}"
