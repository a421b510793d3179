"""`models`: every weight file against its recipe's gates."""

from pathlib import Path
from typing import Any

import click

from aeexplain.cli.command import Command, json_option, site_option
from aeexplain.cli.parameters import FOLDER
from aeexplain.cli.terminal import console, error_console, print_error, print_json, print_table
from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.tables import Table


@click.command(
    cls=Command,
    short_help="every weight file: size, parameters, metrics against its gates",
    examples=(
        "python build.py models",
        "python build.py models --full",
        "python build.py models --sheet sheets",
        "python build.py models --restamp HEAD",
        "python build.py models --root ../my-site",
    ),
)
@site_option
@click.option("--full", is_flag=True, help="compute all metrics again from the shipped weights")
@click.option(
    "--sheet", type=FOLDER, metavar="DIR", help="draw a contact sheet of every model into DIR (PNG)"
)
@json_option
@click.option(
    "--restamp",
    metavar="REVISION",
    help="stamp weight files anew whose sources were only moved or renamed since that revision of git",
)
def models(project: Project, full: bool, sheet: Path | None, as_json: bool, restamp: str | None) -> int:
    """Tell of every weight file its size, its parameters, and its metrics against its gates."""
    from aeexplain import training

    project.check_names()
    project.activate_recipes()
    if sheet:
        return _draw_sheets(project, sheet)
    if restamp:
        return _restamp(project, restamp)
    with error_console.status("Measuring every model again" if full else "Reading weights/"):
        audits = training.audit(project.weights, full, project.recipe_names())
    if as_json:
        print_json([_audit_json(audit) for audit in audits])
    else:
        for audit in audits:
            _print_audit(audit)
    return 0 if all(audit.passed for audit in audits) else 1


def _restamp(project: Project, revision: str) -> int:
    from aeexplain.training.first_steps import STEPS, restamp

    if not project.is_checkout:
        what = "stamps the weight files of recipes that ship, whose former sources it takes from git"
        raise ExplainError("models --restamp", what, "train your own again")
    with error_console.status("Comparing") as status:
        stamped = restamp(project.weights, revision, lambda what: status.update(what))
    for name in stamped:
        console.print(
            f"Stamped {name}: its first {STEPS} steps give the same arrays as at {revision}", markup=False
        )
    if not stamped:
        console.print("Every weight file has the stamp of its sources.")
    return 0


def _draw_sheets(project: Project, folder: Path) -> int:
    import numpy as np
    from PIL import Image

    from aeexplain import training

    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in training.contact_sheets(project.weights):
        path = folder / f"{name}.png"
        Image.fromarray(np.rint(picture * 255).astype(np.uint8)).save(path)
        console.print(f"Drew {path}")
    return 0


def _audit_json(audit: Any) -> dict[str, Any]:
    gates = [
        {
            "metric": result.gate.metric,
            "op": result.gate.op,
            "bound": result.gate.bound,
            "reached": result.reached,
            "passed": result.passed,
        }
        for result in audit.results
    ]
    names = ("recipe", "gzip_bytes", "parameters", "faults", "notes", "passed")
    return {name: getattr(audit, name) for name in names} | {"gates": gates}


def _print_audit(audit: Any) -> None:
    for fault in audit.faults:
        print_error(f"{audit.recipe}: {fault}")
    if not audit.results:
        return
    size = f"{audit.parameters:,} parameters, {audit.gzip_bytes / 1000:.0f} kB gzipped"
    console.print(f"{audit.recipe}: {size}")
    rows = [
        (
            "ok" if result.passed else "MISSED",
            result.gate.description,
            f"{result.gate.op} {result.gate.bound:g}",
            f"{result.reached:.4g}",
        )
        for result in audit.results
    ]
    print_table(Table("", ("result", "gate", "wants", "reached"), rows, keys=2))
    for note in audit.notes:
        console.print(f"note: {note}", markup=False)
