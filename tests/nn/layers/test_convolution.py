import numpy as np
import pytest

from aeexplain.nn.layers.convolution import Convolution, padding, windows
from aeexplain.nn.layers.pixel_shuffle import depth_to_space, space_to_depth
from aeexplain.nn.layers.reshape import Flatten, Unflatten
from aeexplain.nn.layers.resize import Resize
from aeexplain.nn.layers.transposed_convolution import TransposedConvolution, interior, overlap_counts


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def params(layer, rng):
    return {name: rng.standard_normal(shape) for name, shape in layer.shapes().items()}


def by_hand(p, x, stride):
    """Return the convolution of one image by four loops, as the definition has it."""
    kernel = len(p["weight"])
    (above, rows, _), (left, columns, _) = (padding(size, kernel, stride) for size in x.shape[:2])
    y = np.zeros((rows, columns, len(p["bias"]))) + p["bias"]
    for r, c, i, j in np.ndindex(rows, columns, kernel, kernel):
        down, across = stride * r + i - above, stride * c + j - left
        if 0 <= down < x.shape[0] and 0 <= across < x.shape[1]:
            y[r, c] += x[down, across] @ p["weight"][i, j]
    return y


@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_a_convolution_is_what_its_definition_says(kernel, stride, rng):
    layer = Convolution(2, 3, kernel, stride)
    p, x = params(layer, rng), rng.standard_normal((7, 5, 2))
    assert np.allclose(layer.forward(p, x), by_hand(p, x, stride), atol=1e-6)


@pytest.mark.parametrize(
    ("layer", "shape", "larger"),
    [
        (Convolution(2, 3, 3, 1), (7, 6, 2), (7, 6, 3)),
        (Convolution(2, 3, 3, 2), (7, 6, 2), (4, 3, 3)),
        (TransposedConvolution(2, 3, 3, 2), (7, 6, 2), (14, 12, 3)),
        (TransposedConvolution(2, 3, 4, 2), (7, 6, 2), (14, 12, 3)),
        (Resize(3), (7, 6, 2), (21, 18, 2)),
        (Unflatten(3, 2, 2), (12,), (3, 2, 2)),
        (Flatten(3, 2, 2), (3, 2, 2), (12,)),
    ],
    ids=lambda thing: type(thing).__name__ if not isinstance(thing, tuple) else str(thing),
)
def test_a_layer_of_images_takes_one_or_a_batch_of_any_shape(layer, shape, larger, rng):
    p, x = params(layer, rng), rng.standard_normal((2, 3, *shape))
    y = layer.forward(p, x)
    assert y.shape == (2, 3, *larger)
    assert np.allclose(layer.forward(p, x[1, 2]), y[1, 2], atol=1e-6)


@pytest.mark.parametrize(("kernel", "stride"), [(3, 2), (4, 2), (3, 1), (5, 3), (2, 2)])
def test_a_transposed_convolution_is_the_transpose_of_the_convolution(kernel, stride, rng):
    down, up = Convolution(3, 2, kernel, stride), TransposedConvolution(2, 3, kernel, stride)
    weight = rng.standard_normal((kernel, kernel, 3, 2))
    large, small = rng.standard_normal((4 * stride, 5 * stride, 3)), rng.standard_normal((4, 5, 2))
    smaller = down.forward({"weight": weight, "bias": np.zeros(2)}, large)
    larger = up.forward({"weight": weight.swapaxes(2, 3), "bias": np.zeros(3)}, small)
    assert np.vdot(smaller, small) == pytest.approx(np.vdot(large, larger))


def test_the_patches_of_a_picture_stand_around_their_places():
    x = np.arange(12.0).reshape(3, 4, 1)
    seen = windows(x, 3, 1)
    assert seen.shape == (3, 4, 9)
    assert seen[1, 1].tolist() == [0, 1, 2, 4, 5, 6, 8, 9, 10]
    assert seen[0, 0].tolist() == [0, 0, 0, 0, 0, 1, 0, 4, 5]


def test_resizing_repeats():
    assert Resize(2).forward({}, np.array([[[1.0], [2.0]]]))[..., 0].tolist() == [[1, 1, 2, 2], [1, 1, 2, 2]]


def test_depth_to_space_undoes_space_to_depth(rng):
    x = rng.standard_normal((2, 6, 4, 3))
    deep = space_to_depth(x, 2)
    assert deep.shape == (2, 3, 2, 12)
    assert np.array_equal(deep[0, 0, 1, :6], x[0, 0, 2:4].ravel())
    assert np.array_equal(depth_to_space(deep, 2), x)


@pytest.mark.parametrize("kernel", range(1, 8))
@pytest.mark.parametrize("stride", range(1, 5))
def test_overlaps_are_what_a_layer_of_ones_makes_of_ones(kernel, stride):
    counts = overlap_counts(6, kernel, stride)
    assert counts.shape == (5 * stride + kernel,) * 2
    assert counts.sum() == (6 * kernel) ** 2
    if kernel >= stride:
        layer = TransposedConvolution(1, 1, kernel, stride)
        ones = {"weight": np.ones((kernel, kernel, 1, 1)), "bias": np.zeros(1)}
        cut = (kernel - stride) // 2
        window = slice(cut, cut + 6 * stride)
        assert np.array_equal(layer.forward(ones, np.ones((6, 6, 1)))[..., 0], counts[window, window])


@pytest.mark.parametrize("kernel", range(1, 8))
@pytest.mark.parametrize("stride", range(1, 5))
def test_overlaps_are_even_inside_exactly_where_the_stride_divides_the_kernel(kernel, stride):
    inside = interior(overlap_counts(9, kernel, stride), kernel, stride)
    assert inside.size
    assert (np.ptp(inside) == 0) == (kernel % stride == 0)


def test_a_kernel_of_three_at_stride_two_lies_one_two_or_four_times_over_a_place():
    inside = interior(overlap_counts(5, 3, 2), 3, 2)
    assert np.unique(inside).tolist() == [1, 2, 4]


@pytest.mark.parametrize(
    "build",
    [
        lambda: Convolution(1, 0, 3, 1),
        lambda: TransposedConvolution(1, 1, 2, 3),
        lambda: Resize(0),
        lambda: Unflatten(0, 2, 2),
    ],
    ids=["convolution", "transposed", "resize", "image"],
)
def test_settings_that_make_no_sense_are_refused(build):
    with pytest.raises(ValueError, match=r"wants|resized|empty"):
        build()
