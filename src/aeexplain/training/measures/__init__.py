"""What is measured of trained models on held-out data."""
