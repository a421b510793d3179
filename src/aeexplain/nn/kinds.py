"""The table of everything that a weight file may name, and of what the tests check the gradients of."""

from aeexplain.nn.autoencoder import Autoencoder
from aeexplain.nn.dense import Dense
from aeexplain.nn.layer import Layer
from aeexplain.nn.mask import Gather, Scatter
from aeexplain.nn.model import Model
from aeexplain.nn.pca import PCA
from aeexplain.nn.sequential import Sequential
from aeexplain.nn.sigmoid import Sigmoid
from aeexplain.nn.silu import SiLU
from aeexplain.nn.squared_error import squared_error

LAYERS: dict[str, type[Layer]] = {
    "dense": Dense,
    "gather": Gather,
    "scatter": Scatter,
    "sequential": Sequential,
    "sigmoid": Sigmoid,
    "silu": SiLU,
}

MODELS: dict[str, type[Model]] = {
    "autoencoder": Autoencoder,
    "pca": PCA,
}

LOSSES = (squared_error,)
