"""The style sheet: its layers, what is wrong with one, the files that it names, and its colours for pictures."""
