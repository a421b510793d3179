"""Every error that a user can cause: where it is, what is wrong, what to do about it."""

from collections.abc import Iterable
from difflib import get_close_matches


class ExplainError(Exception):
    """One thing that is wrong, in one line: `where: what; hint`.

    `where` is a place that the reader can go to (`content/a/article.md:42:7`, `weights/vae.json`, a command), `what` says
    what is wrong there and `hint` what to do or to type instead.
    """

    def __init__(self, where: str, what: str, hint: str = "") -> None:
        self.where, self.what, self.hint = where, what, hint
        super().__init__(where, what, hint)

    def _render_traceback_(self, *_: object) -> list[str]:
        """Return what IPython shows in the place of a traceback: the one line says where."""
        return [f"{type(self).__name__}: {self}"]

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.hint}" if self.hint else "")


class ExplainErrors(ExplainError):  # noqa: N818 (several, so the plural)
    """Several errors found in one pass; its text has one line for each, in the order of their places."""

    def __init__(self, errors: Iterable[ExplainError]) -> None:
        self.errors = tuple(errors)
        super().__init__("", f"{len(self.errors)} errors")

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known name, or else all of them, or else that there are none."""
    known = sorted(known)
    near = get_close_matches(name, known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"there are: {', '.join(known)}" if known else "there are none"
