"""Every view that a figure can have. One kind is one file here and one painter of the same name in the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aeexplain.demo.views.drawing import DrawingKind
from aeexplain.demo.views.faults import a_type
from aeexplain.demo.views.pixels import PixelsKind
from aeexplain.demo.views.readout import Readout, ReadoutKind, readout
from aeexplain.demo.views.table import Table, TableKind
from aeexplain.demo.views.view import View, ViewKind
from aeexplain.demo.views.words import Words, WordsKind
from aeexplain.draw import Drawing, Pixels

__all__ = ["Drawing", "Frame", "Pixels", "Readout", "Shown", "Table", "View", "Words", "readout"]

Shown = Drawing | Pixels | Table | Readout | Words

KINDS: tuple[ViewKind[Any], ...] = (DrawingKind(), PixelsKind(), TableKind(), ReadoutKind(), WordsKind())
BY_TYPE = {kind.shows: kind for kind in KINDS}


@dataclass(frozen=True)
class Frame:
    """What a figure shows in one state: its views by name, and one sentence that tells the state."""

    views: Mapping[str, Shown]
    says: str


def kind_of(shown: object) -> ViewKind[Any]:
    """Return the kind of what a demo gives for a view; a type that is none of them: TypeError that names those that are."""
    kind = BY_TYPE.get(type(shown)) or next((each for each in KINDS if isinstance(shown, each.shows)), None)
    if kind is None:
        names = ", ".join(each.shows.__name__ for each in KINDS)
        raise TypeError(f"is {a_type(shown)}, not one of {names}")
    return kind
