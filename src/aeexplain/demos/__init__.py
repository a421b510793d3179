"""The demos: one file each, found by name; `latent-map` is latent_map.py."""
