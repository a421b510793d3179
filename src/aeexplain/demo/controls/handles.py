"""What a control is declared with that has a handle on a view, besides its input in the form."""

import re
from dataclasses import dataclass

from aeexplain.demo.controls.declared import fault
from aeexplain.word_places import word_place

HINTS = ("drag", "tap", "turn")  # that controls have by themselves
GRIPS = ("rule", "knob", "ring", "circle", "line", "button")
RINGS = {"ring", "circle"}  # which are around a cell
AXES = ("x", "y")
REACH = re.compile(r'<svg [^>]*data-x="(?P<x>[^"]*)" data-y="(?P<y>[^"]*)"(?P<track> data-track=)?')
SLACK = 1e-6  # of an axis' length: what rounding may have taken from its ends

Fault = tuple[str, str]
"""What is wrong with a view that a control lies on, in words that end "the view ..., which", and what to do."""


@dataclass(frozen=True)
class Ground:
    """What a handle must know of the picture under it: the reach of each axis (see `Reach`), and whether it has a track."""

    x: str
    y: str
    has_track: bool

    def ends(self, along: str) -> tuple[float, float]:
        """Return the lower and the higher end of an axis."""
        low, high = sorted(map(float, getattr(self, along).split()[:2]))
        return low, high


def ground_of(svg: str) -> Ground | None:
    """Return what `drawing` has written of its reach and its track; None without a reach."""
    found = REACH.match(svg)
    return Ground(found["x"], found["y"], bool(found["track"])) if found else None


def check_on(where: str, on: object) -> None:
    """Refuse what names no views."""
    names = on if isinstance(on, tuple) else (on,)
    if not all(isinstance(name, str) for name in names) or (on != "" and not all(names)) or names == ():
        raise fault(where, f"lies on {on!r:.60}", 'name a view, on="code", or several: on=("one", "two")')
    if len(set(names)) < len(names):
        raise fault(where, f"lies on {on!r:.60}", "name each view once")


def check_one_view(where: str, on: object) -> None:
    """Refuse what names no view, or several."""
    if not isinstance(on, str):
        raise fault(where, f"lies on {on!r:.60}", 'name a view: on="noisy"')


def hint_html(hint: str) -> str:
    """Return a hint as an attribute has it: the place of a word, where it is one that controls have by themselves."""
    return word_place(f"hint_{hint}") if hint in HINTS else hint


def check_hint(where: str, hint: object) -> None:
    """Refuse what is no word beside a handle."""
    if not isinstance(hint, str) or not hint.strip():
        raise fault(where, f"has the hint {hint!r:.40}", 'give it a word that says what a hand does: "drag"')


def check_one_of(where: str, name: str, value: object, known: tuple[str, ...]) -> None:
    """Refuse what is none of the known words."""
    if value not in known:
        words = ", ".join(f'"{each}"' for each in known)
        raise fault(where, f"its {name} is {value!r:.40}", f"there are {words}")


def check_idle(where: str, on: object, idle: dict[str, bool]) -> None:
    """Refuse what is said of a handle where there is none; `idle` tells of each part whether it is said."""
    said = [name for name, is_said in idle.items() if is_said]
    if on == "" and said:
        raise fault(where, f"has {' and '.join(said)}, and lies on no view", 'name one: on="view"')


def fault_of_track(ground: Ground) -> Fault | None:
    """Return that a view has no track on which a knob can ride, and what to do; None where it has one."""
    return None if ground.has_track else ("has no track", "give it one: drawing(..., track=places)")


def fault_of_turning(ground: Ground) -> Fault | None:
    """Return that a view's axes do not hold the point about which a line turns, and what to do; None where they do."""
    if all(low <= 0 <= high for low, high in map(ground.ends, AXES)):
        return None
    return "has axes without 0, about which the line turns", "give the plot longer axes"


def grounds_of(on: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the views that are named."""
    return on if isinstance(on, tuple) else (on,) if on else ()
