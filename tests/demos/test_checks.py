"""No check of a demo is vacuous: each is broken by an edit of its module, and then the reader is told which."""

import pytest
from demos.check_mutations import MUTATIONS, QUICKER
from demos.test_every_demo import stage_for, states

from aeexplain import bridge
from aeexplain.edits.stage import EditStage

LEAST, MOST = 2, 5  # checks of a demo

SAID = [(name, check.says) for name in bridge.names() for check in bridge.find(name).checks]


def edited(name, *replaced):
    """A stage with a demo whose module is edited."""
    source = bridge.source(name)
    for old, new in replaced:
        assert source.count(old) == 1, f"{name} has {source.count(old)} times: {old}"
        source = source.replace(old, new)
    stage = EditStage()
    stage._weights = stage_for(name)._weights
    header, _ = stage.edit(name, name, source, "{}")
    assert not header.startswith('{"fault"'), header
    return stage


def broken_by(stage, name, states):
    """What some states break, each sentence with what was compared."""
    found = {}
    for raw in states:
        found |= {each.says: each.compared for each in stage.checked(name, raw) if each.holds is False}
        yield found


@pytest.mark.parametrize("name", bridge.names())
def test_every_demo_says_what_must_hold_of_it(name):
    assert LEAST <= len(bridge.find(name).checks) <= MOST


def test_every_check_has_an_edit_that_breaks_it_and_every_edit_a_check():
    assert set(SAID) == MUTATIONS.keys()


@pytest.mark.parametrize(("name", "says"), MUTATIONS)
def test_an_edit_breaks_the_check_and_is_told(name, says):
    stage = edited(name, MUTATIONS[name, says], *([QUICKER[name]] if name in QUICKER else []))
    found = {}
    assert any(says in (found := each) for each in broken_by(stage, name, states(name))), found
    assert found[says]
