"""Optional steps that make the engine smaller or quicker to start."""
