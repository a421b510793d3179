"""aeexplain: a static site generator for articles whose figures think."""
