"""Images: arrays to pixels and their colours."""
