"""Layers: a function of arrays and, under it, its derivative."""
