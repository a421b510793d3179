"""The table of everything that a weight file may name, and of what the tests check the gradients of."""

from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.activations.tanh import Tanh
from aeexplain.nn.layers.attention import Attention
from aeexplain.nn.layers.convolution import Convolution
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Layer
from aeexplain.nn.layers.layer_norm import LayerNorm
from aeexplain.nn.layers.mask import Gather, Scatter
from aeexplain.nn.layers.reshape import Flatten, Unflatten
from aeexplain.nn.layers.residual import Residual
from aeexplain.nn.layers.resize import Resize
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.layers.transposed_convolution import TransposedConvolution
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.contractive import TiedAutoencoder
from aeexplain.nn.models.decoder import Decoder
from aeexplain.nn.models.gaussian_blur import BlurDenoiser
from aeexplain.nn.models.image_denoiser import ImageDenoiser
from aeexplain.nn.models.latent_denoiser import LatentDenoiser
from aeexplain.nn.models.masked_autoencoder import MaskedAutoencoder
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.models.quantised_autoencoder import QuantisedAutoencoder
from aeexplain.nn.models.score_field import ScoreField
from aeexplain.nn.models.sparse import SparseAutoencoder
from aeexplain.nn.models.variational import Variational

LAYERS: dict[str, type[Layer]] = {
    "attention": Attention,
    "convolution": Convolution,
    "dense": Dense,
    "flatten": Flatten,
    "gather": Gather,
    "layer-norm": LayerNorm,
    "residual": Residual,
    "resize": Resize,
    "scatter": Scatter,
    "sequential": Sequential,
    "sigmoid": Sigmoid,
    "silu": SiLU,
    "tanh": Tanh,
    "transposed-convolution": TransposedConvolution,
    "unflatten": Unflatten,
}

MODELS: dict[str, type[Model]] = {
    "autoencoder": Autoencoder,
    "blur-denoiser": BlurDenoiser,
    "decoder": Decoder,
    "image-denoiser": ImageDenoiser,
    "latent-denoiser": LatentDenoiser,
    "masked-autoencoder": MaskedAutoencoder,
    "pca": PCA,
    "quantised-autoencoder": QuantisedAutoencoder,
    "sparse": SparseAutoencoder,
    "score-field": ScoreField,
    "tied": TiedAutoencoder,
    "variational": Variational,
}

LOSSES = (squared_error,)
