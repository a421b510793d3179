"""Collects errors, so that one build names all of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from aeexplain.errors import ExplainError, ExplainErrors


class ErrorList:
    """A list of errors found so far; `raise_if_any` ends the build where there are any."""

    def __init__(self) -> None:
        self._found: list[ExplainError] = []

    def add(self, where: str, what: str, hint: str = "") -> None:
        """Note an error and go on."""
        self._found.append(ExplainError(where, what, hint))

    @property
    def found(self) -> list[ExplainError]:
        """Return what was found so far."""
        return list(self._found)

    def extend(self, errors: Iterable[ExplainError]) -> None:
        """Note errors that were found elsewhere."""
        self._found.extend(errors)

    def __len__(self) -> int:
        return len(self._found)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Note an ExplainError that the block raises, and go on after the block."""
        try:
            yield
        except ExplainErrors as several:
            self._found.extend(several.errors)
        except ExplainError as error:
            self._found.append(error)

    def raise_if_any(self) -> None:
        """Raise what was found, if anything was."""
        if self._found:
            raise self.error()

    def error(self) -> ExplainError:
        """Return what was found: one error as itself, several together in the order of their places.

        What was found twice, such as a bad file that two figures want, is named once.
        """
        found = list({str(error): error for error in self._found}.values())
        if len(found) == 1:
            return found[0]
        return ExplainErrors(sorted(found, key=lambda error: _place(error.where)))


def _place(where: str) -> tuple[str, ...]:
    return tuple(part.zfill(8) if part.isdigit() else part for part in where.split(":"))
