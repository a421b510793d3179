"""Losses: a number for a batch and its gradient."""
