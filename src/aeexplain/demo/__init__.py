"""The vocabulary of a demo: one function, its controls, its views."""

from aeexplain.demo import controls, views
from aeexplain.demo.atlas import Atlas
from aeexplain.demo.checks import Check
from aeexplain.demo.controls import *  # noqa: F403 (a kind is listed once, in the folder that holds it)
from aeexplain.demo.declared_layout import RUN
from aeexplain.demo.demo import Demo
from aeexplain.demo.views import *  # noqa: F403

__all__ = ["RUN", "Atlas", "Check", "Demo"]
__all__ += controls.__all__
__all__ += views.__all__
