"""The table of everything that a weight file may name, and of what the tests check the gradients of."""

from aeexplain.nn.attention import Attention
from aeexplain.nn.autoencoder import Autoencoder
from aeexplain.nn.contractive import TiedAutoencoder
from aeexplain.nn.convolution import Convolution
from aeexplain.nn.decoder import Decoder
from aeexplain.nn.dense import Dense
from aeexplain.nn.gaussian_blur import BlurDenoiser
from aeexplain.nn.image_denoiser import ImageDenoiser
from aeexplain.nn.latent_denoiser import LatentDenoiser
from aeexplain.nn.layer import Layer
from aeexplain.nn.layer_norm import LayerNorm
from aeexplain.nn.mask import Gather, Scatter
from aeexplain.nn.masked_autoencoder import MaskedAutoencoder
from aeexplain.nn.model import Model
from aeexplain.nn.pca import PCA
from aeexplain.nn.quantised_autoencoder import QuantisedAutoencoder
from aeexplain.nn.reshape import Flatten, Unflatten
from aeexplain.nn.residual import Residual
from aeexplain.nn.resize import Resize
from aeexplain.nn.score_field import ScoreField
from aeexplain.nn.sequential import Sequential
from aeexplain.nn.sigmoid import Sigmoid
from aeexplain.nn.silu import SiLU
from aeexplain.nn.sparse import SparseAutoencoder
from aeexplain.nn.squared_error import squared_error
from aeexplain.nn.tanh import Tanh
from aeexplain.nn.transposed_convolution import TransposedConvolution
from aeexplain.nn.variational import Variational

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
