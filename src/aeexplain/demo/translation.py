"""A demo in another language: what it says of itself, and what its figures say, by a table of its own texts.

A text may have values in it, `"{share} of the variance"`, which stand again where the translation names them; what a value says
is looked up, too.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aeexplain.demo.controls import Choice, Control, Point
from aeexplain.demo.demo import Demo

VALUE = re.compile(r"\{(\w+)\}")
MOST_KEPT = 500


class Translator:
    """Says texts in another language; what the table does not have stays as it is. used: the entries that were wanted."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = table
        self.used: set[str] = set()
        self._patterns = [(key, _pattern(key)) for key in table if VALUE.search(key)]
        self._kept: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Return a text in the other language."""
        if text not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[text] = self._said(text)
        return self._kept[text]

    def _said(self, text: str) -> str:
        if text in self.table:
            self.used.add(text)
            return self.table[text]
        for key, pattern in self._patterns:
            if found := pattern.fullmatch(text):
                self.used.add(key)
                values = {name: self(value) for name, value in found.groupdict().items()}
                return VALUE.sub(lambda place, values=values: values[place[1]], self.table[key])  # type: ignore[misc]
        return text


def translated(demo: Demo, say: Translator) -> Demo:
    """Return a demo that says in another language what it declares, and what its frames hold."""
    return replace(
        demo,
        controls={name: _control(control, say) for name, control in demo.controls.items()},
        views={name: replace(view, title=say(view.title)) for name, view in demo.views.items()},
        metrics={say(label): place for label, place in demo.metrics.items()},
        line=say(demo.line),
        starts=say(demo.starts),
        checks=tuple(replace(check, says=say(check.says)) for check in demo.checks),
        say=say,
    )


def unused(say: Translator) -> list[str]:
    """Return the entries of a table that no text has wanted."""
    return [key for key in say.table if key not in say.used]


def _control(control: Control, say: Translator) -> Control:
    changes: dict[str, Any] = {
        name: say(text)
        for name in ("label", "hint", "press", "jump")
        if isinstance(text := getattr(control, name, None), str) and text
    }
    if isinstance(control, Choice):
        changes["options"] = tuple(map(say, control.options))
    if isinstance(control, Point):
        changes["places"] = tuple((say(name), place) for name, place in control.places)
    return replace(control, **changes)  # type: ignore[type-var]  # every control is a dataclass


def _pattern(key: str) -> re.Pattern[str]:
    parts = VALUE.split(key)
    names = set[str]()
    pattern = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            pattern += re.escape(part)
        elif part in names:
            pattern += f"(?P={part})"
        else:
            names.add(part)
            pattern += f"(?P<{part}>.+?)"
    return re.compile(pattern, re.DOTALL)
