"""Code that runs in an article's text: run when the site is built, and written into the page with what came of it."""
