"""The words of the interface: one file for each language, `en.toml` and others; a site adds its own in `languages/`."""
