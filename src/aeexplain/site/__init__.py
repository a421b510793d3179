"""The pipeline at home: gather, check, render, write."""
