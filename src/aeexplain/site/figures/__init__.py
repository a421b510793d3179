"""Figures: drawn from demos, with the frames that are drawn ahead, and the live engine."""
