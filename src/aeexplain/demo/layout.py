"""Where everything of a figure stands: the stage, the bar, the line that tells the state, and the fold with all the rest.

An article's reader sees one idea: at most three pictures, at most three controls and one sentence with at most three numbers.
What a demo does not say is chosen: the first pictures, the main control and those after it, the first numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from aeexplain.demo.declared_layout import MOST, RUN, limit, parsed_line
from aeexplain.demo.demo import Demo
from aeexplain.demo.views import Shown, Words, kind_of
from aeexplain.errors import ExplainError


@dataclass(frozen=True)
class Layout:
    """The names of what stands where.

    stage: pictures in sight. bar: controls in sight, the main one first, RUN for the buttons of a run. line: (text, name)
    pairs of the sentence that tells the state: words, then the view or the control whose text follows them, which is empty
    at the end. more_controls, more_pictures, more_numbers: what stands in the fold.
    """

    stage: tuple[str, ...]
    bar: tuple[str, ...]
    line: tuple[tuple[str, str], ...]
    more_controls: tuple[str, ...]
    more_pictures: tuple[str, ...]
    more_numbers: tuple[str, ...]


def layout(demo: Demo, views: Mapping[str, Shown]) -> Layout:
    """Return a demo's layout; `views` are those of any frame. What cannot be shown as it is declared: ExplainError."""
    where = f"demo {demo.name!r}"
    pictures = [name for name in demo.views if kind_of(views[name]).on_stage]
    for name in demo.stage:
        if name not in pictures:
            raise ExplainError(
                where, f"stage: {name!r} is a number or words, not a picture", "name it in line"
            )
    stage = demo.stage or _usual_stage(demo, pictures)
    bar = _usual_bar(demo) if demo.bar is None else demo.bar
    line = parsed_line(demo.line) if demo.line else _usual_line(demo, views)
    told = {name for _, name in line}
    numbers = [name for name in told - {""} if not isinstance(views.get(name), Words)]
    if len(numbers) > limit(demo, "numbers"):
        what = f"line: {len(numbers)} numbers, at most {limit(demo, 'numbers'):g}"
        raise ExplainError(where, what, "leave the others to the fold")
    all_controls = [*demo.controls, *([RUN] if demo.run else [])]
    return Layout(
        stage=tuple(stage),
        bar=tuple(bar),
        line=line,
        more_controls=tuple(name for name in all_controls if name not in bar),
        more_pictures=tuple(name for name in pictures if name not in stage),
        more_numbers=tuple(name for name in demo.views if name not in pictures and name not in told),
    )


def _usual_stage(demo: Demo, pictures: list[str]) -> list[str]:
    """Return the pictures that the main control lies on, and the first of the others, in their order."""
    grounds = {ground for control in demo.controls.values() for ground in control.grounds}
    first = sorted(pictures, key=lambda name: name not in grounds)[:MOST]
    return [name for name in pictures if name in first]


def _usual_bar(demo: Demo) -> list[str]:
    """Return the main control and those that follow it, as far as there is room beside what lies on pictures."""
    main = demo.main_control
    names = sorted(demo.controls, key=lambda name: name != main)
    typed = sum(control.is_typed for control in demo.controls.values())
    free = [name for name in names if not demo.controls[name].is_typed]
    return [*free[: max(MOST - typed, 1)], *([RUN] if demo.run else [])]


def _usual_line(demo: Demo, views: Mapping[str, Shown]) -> tuple[tuple[str, str], ...]:
    """Return the first numbers, each after its title."""
    numbers = islice((name for name in demo.views if not kind_of(views[name]).on_stage), MOST)
    pairs = [(f"{demo.views[name].title}: ", name) for name in numbers]
    return tuple((text if place == 0 else f" · {text}", name) for place, (text, name) in enumerate(pairs))
