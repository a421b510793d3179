import numpy as np
import pytest

from aeexplain import bridge


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


def numbers(stage, **values):
    views = stage.draw("projection", values).views
    return views["kept"].value, views["lost"].value, views["sum"].value


def test_kept_and_lost_always_add_up_to_the_same(stage):
    sums = [numbers(stage, angle=angle) for angle in range(0, 181, 20)]
    for kept, lost, both in sums:
        assert kept + lost == pytest.approx(both)
        assert both == pytest.approx(sums[0][2])


def test_no_angle_keeps_more_than_the_largest_eigenvalue(stage):
    from aeexplain.data.ellipse import ellipse

    cloud = ellipse(np.random.default_rng(0), 60)
    largest = np.linalg.eigvalsh(np.cov(cloud.T, bias=True))[-1]
    kept = [numbers(stage, angle=angle)[0] for angle in range(181)]
    assert max(kept) <= largest + 1e-9
    assert max(kept) == pytest.approx(largest, rel=1e-3, abs=1e-6)


def test_a_line_at_the_first_component_is_found(stage):
    kept = [numbers(stage, angle=angle)[0] for angle in range(181)]
    best = int(np.argmax(kept))
    assert stage.draw("projection", {"angle": best}).views["verdict"].text == "found"
    assert stage.draw("projection", {"angle": (best + 90) % 180}).views["verdict"].text == "90° away"
