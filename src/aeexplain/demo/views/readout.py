"""Readouts: a number each."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.views.faults import a_type, is_number
from aeexplain.demo.views.view import ImageAddress, ViewKind
from aeexplain.draw.finite import refuse
from aeexplain.draw.svg import words


@dataclass(frozen=True)
class Readout:
    """A number that the figure states: `value` unrounded (None where there is none), `text` as shown."""

    value: float | None
    text: str

    def __str__(self) -> str:
        return self.text


def readout(value: float | None, spec: str = ".4f") -> Readout:
    """Return a number with its text: formatted by `spec`, a dash for None; what is no finite number is refused."""
    if value is None:
        return Readout(None, "\N{EM DASH}")
    if not is_number(value):
        what = f"readout: wants one finite number or None, got {value!r:.60}"
        return Readout(None, refuse(what, "give it None for none"))
    return Readout(float(value), format(value, spec))


def six_digits(value: float | None) -> float | None:
    """Return a readout's number as it leaves Python: to six significant digits, which is what machines agree on."""
    return None if value is None else float(f"{value:.6g}")


class ReadoutKind(ViewKind[Readout]):
    """A number and its text."""

    name: ClassVar[str] = "readout"
    shows = Readout
    on_stage: ClassVar[bool] = False
    tag: ClassVar[str] = "output"

    def fault(self, shown: Readout) -> str:
        """Refuse what is no finite number."""
        if shown.value is not None and not is_number(shown.value):
            return f"states {shown.value}, which is no finite number"
        return "" if isinstance(shown.text, str) else f"states {a_type(shown.text)}, not a text"

    def lack(self, shown: Readout) -> str:
        """Ask for a text."""
        return "" if shown.text else "states no text"

    def text(self, shown: Readout) -> object:
        """Return its text."""
        return shown.text

    def header(self, shown: Readout) -> dict[str, Any]:
        """Return its number and its text."""
        return {"value": six_digits(shown.value), "text": shown.text}

    def content(self, shown: Readout, address: ImageAddress) -> str:
        """Return the text."""
        return words(str(shown.text))

    def attributes(self, shown: Readout) -> dict[str, object]:
        """Return the number; assistive technology does not read it out by itself."""
        number = six_digits(shown.value)
        return {"aria_live": "off", "data_value": "" if number is None else number}
