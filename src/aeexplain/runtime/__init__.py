"""The live engine's files: Pyodide, byte-compiled and trimmed to what our shipped rooms use, packed for any host."""
