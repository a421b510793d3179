"""Pages: an article's HTML in its template, its card, and what is no article."""
