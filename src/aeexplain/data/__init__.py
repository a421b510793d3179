"""Data made by rule: drawn by a generator that is an argument, known to the last number, small enough for the browser.

One noun a file. Coordinates, images and factors are float32 arrays with an example a row.
"""
