"""The pages on which the bench compares ways of starting Python."""
