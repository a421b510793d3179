"""Figures in a notebook, computed by its kernel: `show(DEMO)`, and the cell magic `%%figure`.

    from aeexplain.notebook import show
    show(DEMO)

What is shown is the very figure that an article has: the form, the pictures, the handles and the runs are drawn by the same
Python and moved by the same scripts; only that every frame comes from the notebook's own kernel. It needs the extra `notebook`
(anywidget), and works wherever that does.
"""

from aeexplain.notebook.cell_magic import figure, load_ipython_extension
from aeexplain.notebook.widget import FigureWidget, show

__all__ = ["FigureWidget", "figure", "load_ipython_extension", "show"]
