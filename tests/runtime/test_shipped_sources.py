"""What the shipped rooms take from the library."""

import pytest

from aeexplain.runtime.shipped_sources import names_taken


def taken(text):
    return names_taken({"a.py": text.encode()})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import numpy as np\nnp.linalg.svd(1)", ["numpy", "numpy.linalg", "numpy.linalg.svd"]),
        ("from math import pi as circle\ncircle.real", ["math.pi", "math.pi.real"]),
        ("def f():\n    import json", ["json"]),
        ("from aeexplain.nn import Dense\nDense.x\nother.y", []),
        ("half of a (", []),
    ],
)
def test_the_names_of_the_library_that_a_source_uses_are_found(text, names):
    assert taken(text) == names


def test_other_code_with_the_same_names_takes_the_same():
    assert taken("import numpy as np\na = np.sum(1) + 1") == taken("import numpy as np\nb = -np.sum(2)")
