"""Articles: their text, sources, numbers and links, each held against what there is."""
