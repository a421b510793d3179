import json

import numpy as np
import pytest

from aeexplain.errors import ExplainError
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.mask import Gather, to_hex
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.spec import layer_from, model_from, to_spec

NET = Autoencoder(
    Sequential((Gather(9, to_hex(np.arange(9) > 4)), Dense(4, 3), SiLU(), Dense(3, 2))), Dense(2, 9)
)


@pytest.mark.parametrize("model", [NET, PCA(9, 4)], ids=["autoencoder", "pca"])
def test_a_model_comes_back_from_its_spec(model):
    assert model_from(json.loads(json.dumps(to_spec(model))), "here") == model


@pytest.mark.parametrize(
    ("spec", "complaint"),
    [
        (3, "here wants an object with a kind, not 3"),
        ({}, "here has no kind named None"),
        ({"kind": "dens"}, "here has no kind named 'dens'; did you mean 'dense'?"),
        ({"kind": ["dense"]}, "here has no kind named ['dense']"),
        ({"kind": "dense", "inputs": 1}, "here lacks the setting 'outputs' of 'dense'"),
        (
            {"kind": "dense", "inputs": 1, "output": 2},
            "unknown setting 'output' for 'dense'; did you mean 'outputs'?",
        ),
        ({"kind": "dense", "inputs": 1, "outputs": "2"}, "here.outputs wants int, not '2'"),
        ({"kind": "dense", "inputs": 1, "outputs": True}, "here.outputs wants int, not True"),
        ({"kind": "dense", "inputs": 1, "outputs": 0}, "here a dense layer from 1 to 0 units is empty"),
        ({"kind": "sequential", "layers": {}}, "here.layers wants a list, not {}"),
        ({"kind": "sequential", "layers": [{"kind": "x" * 99}]}, "here.layers.0 has no kind named 'xxx"),
        ({"kind": "gather", "size": 9, "lit": "f"}, "here a mask over 9 places wants 4 hexadecimal digits"),
    ],
)
def test_a_spec_that_is_not_right_is_refused_where_it_is_wrong(spec, complaint):
    with pytest.raises(ExplainError) as caught:
        layer_from(spec, "here")
    assert complaint in str(caught.value).replace(":", "", 1)


def test_a_layer_is_not_a_model():
    with pytest.raises(ExplainError, match="no kind named 'dense'"):
        model_from(to_spec(Dense(2, 2)), "here")
