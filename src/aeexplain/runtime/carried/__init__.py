"""What a wheel carries ready-made, and how it is taken out."""
