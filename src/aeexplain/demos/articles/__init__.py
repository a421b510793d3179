"""Demos of one article each, in a package for each article that has some: `articles.two_waves.sum` is `two-waves.sum`."""

# Where the packages are whose folders lie elsewhere, beside their articles, by their names.
FOLDERS: dict[str, list[str]] = {}
