"""Models: layers put together, with their parameters bound."""
