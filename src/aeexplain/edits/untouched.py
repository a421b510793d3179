"""What the modules around an edited one hold, so that what an edit has changed in them is gone before the next one runs."""

import sys
from types import ModuleType

ROOTS = ("numpy", "aeexplain", "builtins", "math", "random", "functools", "itertools", "json", "re")

Held = dict[str, tuple[ModuleType, dict[str, object]]]


def held() -> Held:
    """Return every such module by its name, with what it holds by name."""
    modules = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in ROOTS}
    return {name: (module, dict(vars(module))) for name, module in modules.items() if module}


def restore(before: Held) -> None:
    """Let the modules hold what they held; the insides of classes and arrays are left alone."""
    for name, (module, names) in before.items():
        sys.modules[name] = module
        now = vars(module)
        if now.keys() == names.keys() and all(now[each] is value for each, value in names.items()):
            continue
        for each in now.keys() - names.keys():
            # What a module imports late, such as a part of itself, stays.
            if not isinstance(now[each], ModuleType):
                del now[each]
        now.update(names)
