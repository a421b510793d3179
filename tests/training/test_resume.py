"""An interrupted training ends with the very bytes of an uninterrupted one."""

import signal
from contextlib import closing
from dataclasses import replace

import pytest

from aeexplain.training.fingerprint import fingerprint
from aeexplain.training.loop import run
from aeexplain.training.state import load
from aeexplain.training.weight_files import make


@pytest.fixture(scope="module")
def uninterrupted(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    return make(toy, folder / "weights", folder / "states").path.read_bytes()


def stop_at(step, how):
    """Return a listener that stops the training after a step, as Ctrl-C or by an exception of its own."""

    def listen(progress):
        if progress.step == step:
            how()

    return listen


def ctrl_c():
    signal.raise_signal(signal.SIGINT)


def fall_over():
    raise KeyboardInterrupt


@pytest.mark.parametrize("how", [ctrl_c, fall_over])
@pytest.mark.parametrize("step", [1, 17, 59])
def test_a_training_interrupted_and_resumed_gives_the_same_bytes(toy, folders, uninterrupted, step, how):
    with pytest.raises(KeyboardInterrupt):
        make(toy, *folders, stop_at(step, how))
    seen = []
    trained = make(toy, *folders, seen.append)
    assert toy.steps - len(seen) in (step, step + 1)  # a Ctrl-C between two steps lets the next one finish
    assert trained.path.read_bytes() == uninterrupted


def test_a_training_interrupted_many_times_gives_the_same_bytes(toy, folders, uninterrupted):
    for step in (5, 20, 41):
        with pytest.raises(KeyboardInterrupt):
            make(toy, *folders, stop_at(step, fall_over))
    assert make(toy, *folders).path.read_bytes() == uninterrupted


def test_ctrl_c_in_the_middle_of_a_step_waits_for_its_end(toy, folders, uninterrupted):
    def step(state, x, at, rng):
        loss = toy.step(state, x, at, rng)
        if at == 30:
            ctrl_c()
            state["params"]["encoder.bias"] += 0  # still inside the step
        return loss

    mark = fingerprint(toy)
    path = folders[1] / "toy.npz"
    with (
        pytest.raises(KeyboardInterrupt),
        closing(run(replace(toy, step=step), toy.data(), path, mark)) as events,
    ):
        list(events)
    assert load(path, mark).step == 31
    assert make(toy, *folders).path.read_bytes() == uninterrupted


def test_ctrl_c_works_as_before_when_the_training_is_over(toy, folders):
    before = signal.getsignal(signal.SIGINT)
    make(toy, *folders)
    assert signal.getsignal(signal.SIGINT) is before


def test_fresh_begins_at_the_first_step(toy, folders, uninterrupted):
    with pytest.raises(KeyboardInterrupt):
        make(toy, *folders, stop_at(30, fall_over))
    seen = []
    assert make(toy, *folders, seen.append, fresh=True).path.read_bytes() == uninterrupted
    assert seen[0].step == 1


def test_a_step_that_fails_leaves_the_last_whole_state(toy, folders):
    def step(state, x, at, rng):
        if at == 40:
            state["params"]["encoder.bias"] += 1e6
            raise ZeroDivisionError
        return toy.step(state, x, at, rng)

    mark, path = fingerprint(toy), folders[1] / "toy.npz"
    with pytest.raises(KeyboardInterrupt):
        make(toy, *folders, stop_at(30, fall_over))
    with pytest.raises(ZeroDivisionError):
        list(run(replace(toy, step=step), toy.data(), path, mark))
    assert load(path, mark).step == 30
