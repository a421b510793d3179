"""`train`: the models of weight files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from aeexplain.cli.command import Command, site_option
from aeexplain.cli.parameters import COUNT
from aeexplain.cli.terminal import console, error_console
from aeexplain.project import Project


@click.command(
    cls=Command,
    short_help="train the model of one weight file, or of all",
    examples=(
        "python build.py train bottleneck",
        "python build.py train swiss-roll --seeds 3",
        "python build.py train --all --fresh",
        "python build.py train waves --root ../my-site",
    ),
)
@site_option
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="every recipe of the site")
@click.option("--seeds", type=COUNT, metavar="N", help="train from N seeds, write nothing, count who pass")
@click.option("--fresh", is_flag=True, help="begin anew instead of resuming what was interrupted")
def train(project: Project, name: str | None, every: bool, seeds: int | None, fresh: bool) -> int:
    """Train the model of one weight file, say bottleneck, or of all."""
    if every == (name is not None):
        raise click.UsageError("name one recipe, or give --all")
    project.check_names()
    project.activate_recipes()
    names = project.recipe_names() if name is None else [name]
    if seeds:
        return max((_train_seeds(project, each, seeds) for each in names), default=0)
    for each in names:
        _train_one(project, each, fresh)
    return 0


def _train_one(project: Project, name: str, fresh: bool) -> None:
    from aeexplain import training

    with _training_bar(name) as follow:
        trained = training.train(name, project.weights, follow, fresh)
    size = f"{trained.parameters:,} parameters, {trained.gzip_bytes / 1000:.0f} kB gzipped"
    console.print(f"Wrote weights/{trained.path.name} after {trained.seconds:.0f} s: {size}")
    for result in trained.results:
        console.print(f"  {result}", markup=False)


def _train_seeds(project: Project, name: str, count: int) -> int:
    """Say for each seed whether it passes; return 0 where all do."""
    from aeexplain import training

    passed = 0
    with _training_bar(name) as follow:
        for seed, results in training.over_seeds(name, project.weights, count, follow):
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
        console=error_console,
    )
    with bar:
        task = bar.add_task(name, total=1, loss=0.0)
        yield lambda event: bar.update(task, completed=event.step, total=event.total, loss=event.loss)
