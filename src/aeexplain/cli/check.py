"""`check`: what must hold of a built site."""

from dataclasses import asdict
from pathlib import Path

import click

from aeexplain.cli.command import Command, json_option, out_option, site_option
from aeexplain.cli.terminal import console, error_console, print_costs, print_json
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="check the built site: links, HTML, accessibility, budgets",
    examples=(
        "python build.py check",
        "python build.py check --strict --json",
        "python build.py check --root ../my-site",
    ),
)
@out_option("the built site (default: dist/ of the site)")
@site_option
@click.option("--strict", is_flag=True, help="take warnings for errors")
@json_option
def check(project: Project, out: Path | None, strict: bool, as_json: bool) -> int:
    """Check the built site: links, HTML, accessibility, budgets."""
    from aeexplain.check import check as check_site

    with error_console.status("Checking") as status:
        built, command = out or project.output, project.command("build")
        report = check_site(built, lambda what: status.update(what), command)
    passes = report.passes(strict)
    if as_json:
        print_json(asdict(report) | {"strict": strict, "passes": passes})
        return 0 if passes else 1
    print_costs("bytes, gzipped, before the engine", list(report.sizes))
    print_costs("words", list(report.words))
    for finding in report.findings:
        error_console.print(f"{finding.level}: {finding}", markup=False)
    for note in report.skipped:
        console.print(f"note: {note}", markup=False)
    warnings = sum(each.level == "warning" for each in report.findings)
    wrong = len(report.findings) - warnings
    console.print("Nothing is wrong." if not report.findings else _summary(wrong, warnings))
    return 0 if passes else 1


def _summary(wrong: int, warnings: int) -> str:
    things = "1 thing is wrong" if wrong == 1 else f"{wrong} things are wrong"
    return f"{things}, {warnings} warning{'' if warnings == 1 else 's'}."
