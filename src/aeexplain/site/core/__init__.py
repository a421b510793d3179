"""What every step of a build rests on: the cache, digests, errors, configuration, assets, templates."""
