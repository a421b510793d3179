"""One build: its processes, its order, and the only writer."""
