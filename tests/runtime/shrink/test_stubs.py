"""What is replaced in the library, and when it is not."""

import pytest

from aeexplain.runtime.shipped_sources import names_taken
from aeexplain.runtime.shrink.stubs import STUBS, stubs_for

RANDOM, MASKED, LOOP = "numpy/random/__init__.py", "numpy/ma/__init__.py", "asyncio/__init__.py"


def replaced(text):
    return set(stubs_for(names_taken({"a.py": text.encode()})))


def test_sources_that_need_nothing_special_get_every_stub():
    text = "import numpy as np\nfrom numpy.random import Generator\nnp.random.default_rng(1).normal()\nnp.median(1)"
    assert replaced(text) == set(STUBS)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("import numpy as np\nnp.random.seed(1)", {RANDOM}),
        ("from numpy.random import RandomState", {RANDOM}),
        ("import numpy.ma\nnumpy.ma.array(1)", {MASKED}),
        ("import numpy as np\nnp.nanmedian(1)", {MASKED}),
        ("import asyncio\nasyncio.run(1)", {LOOP, "pyodide/webloop.py"}),
    ],
)
def test_what_the_rooms_use_ships_itself(text, kept):
    assert set(STUBS) - replaced(text) == kept
