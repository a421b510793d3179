"""Formulas: KaTeX reads them, Temml writes them as MathML, and STIX Two Math is their type."""
