"""Serving a site that is rebuilt at each save."""
