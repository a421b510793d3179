import numpy as np
import pytest

from aeexplain import bridge


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


def left(stage, **values):
    return stage.draw("power-iteration", values).views["left"].value


def test_each_step_shrinks_the_tangent_by_the_ratio_of_the_eigenvalues(stage):
    ratio = stage.draw("power-iteration", {}).views["ratio"].value
    tangents = [np.tan(np.deg2rad(left(stage, steps=steps))) for steps in range(6)]
    assert np.allclose(np.array(tangents[1:]) / tangents[:-1], ratio, rtol=1e-6)


def test_the_variance_along_the_arrow_comes_to_the_largest_eigenvalue(stage):
    views = stage.draw("power-iteration", {"steps": 8}).views
    assert views["variance"].value == pytest.approx(views["most"].value, rel=1e-4, abs=1e-6)


def test_an_arrow_of_no_length_points_to_the_right(stage):
    assert left(stage, start=[0, 0]) == pytest.approx(left(stage, start=[2, 0]))
