"""Activation functions: layers without parameters."""
