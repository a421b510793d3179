"""Formulas: KaTeX, and the part of its fonts that a site wants."""
