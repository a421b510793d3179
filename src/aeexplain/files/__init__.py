"""Digests of files, and how one takes another's place whole. Imports nothing; runs on Python 3.9."""
