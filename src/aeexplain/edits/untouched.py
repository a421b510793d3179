"""What the modules around an edited one hold, so that what an edit has changed in them is gone before the next one runs."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType

ROOTS = ("numpy", "aeexplain", "builtins", "math", "random", "functools", "itertools", "json", "re", "edited")
IMMUTABLE, MADE_BY_PYTHON = (
    1 << 8,
    1 << 9,
)  # flags of a type: nothing of it can be set; it was declared by a `class`


@dataclass(frozen=True)
class Held:
    """What modules hold by name, by the modules' names, and what the classes that are declared in them hold."""

    modules: Mapping[str, tuple[ModuleType, dict[str, object]]]
    classes: tuple[tuple[type, dict[str, object]], ...]


def held() -> Held:
    """Return every such module by its name, with what it holds by name, and their classes with what these hold."""
    named = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in ROOTS}
    modules = {name: (module, dict(vars(module))) for name, module in named.items() if module}
    return Held(modules, _classes(names for _, names in modules.values()))


def _classes(modules: Iterable[Mapping[str, object]]) -> tuple[tuple[type, dict[str, object]], ...]:
    found = {id(value): value for names in modules for value in names.values() if isinstance(value, type)}
    own = (each for each in found.values() if each.__module__.partition(".")[0] in ROOTS)
    return tuple(
        (each, dict(vars(each)))
        for each in own
        if each.__flags__ & (IMMUTABLE | MADE_BY_PYTHON) == MADE_BY_PYTHON
    )


def restore(before: Held) -> None:
    """Let the modules and their classes hold what they held; the insides of functions and arrays are left alone."""
    for name, (module, names) in before.modules.items():
        sys.modules[name] = module
        now = vars(module)
        if _is_same(now, names):
            continue
        for each in now.keys() - names.keys():
            # What a module imports late, such as a part of itself, stays.
            if not isinstance(now[each], ModuleType):
                del now[each]
        now.update(names)
    for owner, names in before.classes:
        if not _is_same(vars(owner), names):
            _restore_class(owner, names)


def _restore_class(owner: type, names: Mapping[str, object]) -> None:
    now = dict(vars(owner))
    for each in now.keys() - names.keys():
        # What Python itself keeps of a class, such as its annotations once they were asked for, stays.
        if not each.startswith("__") or callable(now[each]):
            with suppress(AttributeError, TypeError):
                delattr(owner, each)
    for each, value in names.items():
        if each not in now or now[each] is not value:
            with suppress(AttributeError, TypeError):
                setattr(owner, each, value)


def _is_same(now: Mapping[str, object], names: Mapping[str, object]) -> bool:
    return now.keys() == names.keys() and all(now[each] is value for each, value in names.items())
