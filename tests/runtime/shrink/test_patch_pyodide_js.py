"""Pyodide's script as we patch it."""

import pytest

from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError
from aeexplain.runtime.shrink.patch_pyodide_js import (
    FOR_WEBKIT,
    LOOP,
    QUICK_SYMBOLS,
    fit_for_webkit,
    with_quick_symbols,
    without_listed_names,
)
from aeexplain.runtime.shrink.pyodide_files import original_files
from aeexplain.setup.node import node_package

PATCHES = {fit_for_webkit: FOR_WEBKIT, with_quick_symbols: QUICK_SYMBOLS, without_listed_names: LOOP}


@pytest.fixture(scope="module")
def script():
    return original_files(node_package("pyodide")).main


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.__name__)
def test_each_patch_is_made_wherever_it_must_be(script, patch):
    patched = patch(script)
    assert patched != script
    assert [new for new in PATCHES[patch].values() if new not in patched] == []


def test_the_list_of_names_is_a_third_of_the_script(script):
    assert len(without_listed_names(script)) < 0.7 * len(script)


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.__name__)
def test_a_script_that_a_patch_does_not_know_is_refused(patch):
    with pytest.raises(UnknownPyodideError, match=r"has 0 times .* fit runtime/shrink/patch_pyodide_js\.py"):
        patch("export default () => {}")
