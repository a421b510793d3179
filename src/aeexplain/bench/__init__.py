"""What the site costs: measured again by `python build.py bench`."""
