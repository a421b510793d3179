"""What a frame lacks of what its demo's controls need of it."""

from aeexplain.demo.controls import Control
from aeexplain.demo.views import kind_of


def fault_of_ground(control: Control, name: str, view: object) -> tuple[str, str] | None:
    """Return why a control cannot move on a view, and what to do; None where it can."""
    kind = kind_of(view)
    if not kind.holds_controls:
        return f"is {type(view).__name__}", "name a drawing or an image"
    if not control.needs_axes:
        return None
    ground = kind.ground(view)
    return control.fault_on(name, ground) if ground else kind.lack_of_axes(view)
