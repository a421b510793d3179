"""The door at which the worker of an article's code knocks: it runs the cells in order, and tells what came of each."""

import json
from types import ModuleType

from aeexplain.edits.cells import new_scope, run_cell
from aeexplain.edits.faults import fault_of
from aeexplain.edits.png import data_url
from aeexplain.edits.untouched import held, restore


class CellStage:
    """Runs an article's cells in one scope. What a cell raises comes back as a `Fault`; running out of memory is raised."""

    def __init__(self) -> None:
        self._around = held()
        self._scope = new_scope()
        self._cells = 0

    def run(self, source: str, check: str, solution: str, begins: bool) -> tuple[str, bytes]:
        """Run a cell, and return a header as JSON, and no pixels.

        begins: it is the article's first, so the scope is empty, and what others changed in modules is gone. The header
        has "html", what came of it, or "fault". Of an exercise, which has a check, it has "holds", and where that is false
        "unmet", what the check raised; then cells after it find what the solution makes, not what its reader did.
        """
        if begins:
            restore(self._around)
            self._scope = new_scope()
        header = self._tried(source)
        if check:
            unmet = None if "fault" in header else self._unmet(check)
            header["holds"] = "fault" not in header and unmet is None
            if unmet:
                header["unmet"] = unmet
            if not header["holds"]:
                self._tried(solution)
        return json.dumps(header), b""

    def _tried(self, source: str) -> dict[str, object]:
        self._cells += 1
        file = f"cell-{self._cells}.py"  # so that a fault has its line in this cell, not in one whose function it calls
        try:
            return {"html": run_cell(source, file, 1, self._scope, data_url)}
        except MemoryError:
            raise
        except BaseException as error:
            return {"fault": fault_of(error, file).header()}

    def _unmet(self, check: str) -> str | None:
        """Return in words why a check does not hold; None where it does."""
        try:
            holds_in(check, "check.py", 1, self._scope)
        except MemoryError:
            raise
        except BaseException as error:
            return said_by_check(error)
        return None


def holds_in(check: str, file: str, first_line: int, scope: ModuleType) -> None:
    """Run a check in what a scope holds; names that it makes itself are gone afterwards. Where it does not hold, it raises."""
    code = compile("\n" * (first_line - 1) + check, file, "exec", dont_inherit=True)
    exec(code, dict(vars(scope)))


def said_by_check(error: BaseException) -> str:
    """Return what a check tells its reader: the text behind its assert, or what was raised."""
    if isinstance(error, AssertionError):
        return str(error) or "The check does not hold"
    return fault_of(error, "check.py").what
