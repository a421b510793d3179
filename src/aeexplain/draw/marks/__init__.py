"""Marks: data to SVG paths, one kind a module."""
