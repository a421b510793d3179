"""Layers, losses, optimisers and models in plain NumPy, each value with its derivative beside it.

One noun a file. A layer keeps no arrays: its parameters come as an argument, its gradients are returned. A layer or model
that a weight file may name stands in the table of `kinds`.
"""
