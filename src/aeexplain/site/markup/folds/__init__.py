"""Folds that an author writes: their marks, their elements, and the words within and without them."""
