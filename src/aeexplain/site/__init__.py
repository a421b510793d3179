"""The pipeline at home: read, draw, set, write."""
