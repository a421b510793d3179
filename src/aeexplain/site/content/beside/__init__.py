"""What lies beside an article and becomes a part of it: texts, films, drawings of its own scripts."""
