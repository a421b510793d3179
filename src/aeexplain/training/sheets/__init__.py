"""Contact sheets: what models do, for people's eyes."""
