"""What an article says of itself before its text, in TOML or YAML."""
