"""What is measured of codes and pictures."""
