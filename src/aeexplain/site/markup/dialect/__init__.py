"""The dialect: CommonMark's rules, GitHub's additions, and what articles have beyond them, as rules of markdown-it."""
