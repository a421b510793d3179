"""Figures whose module a reader edits in the page: run beside their last good version, under the contract of all figures."""
