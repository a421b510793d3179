"""From a recipe to a weight file: data, steps, held-out metrics, gates. Stays at home; nothing here ships."""

from aeexplain.training.auditing import Audit, audit
from aeexplain.training.loop import Progress
from aeexplain.training.sheets.contact_sheets import contact_sheets
from aeexplain.training.weight_files import Trained, over_seeds, train

__all__ = ["Audit", "Progress", "Trained", "audit", "contact_sheets", "over_seeds", "train"]
