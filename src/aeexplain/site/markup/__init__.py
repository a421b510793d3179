"""From an author's markdown to HTML: what is not Markdown's own is set aside and put back."""
