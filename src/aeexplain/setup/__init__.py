"""What must stand before anything runs: the environment, Node, a browser, and downloads whose hashes are known."""
