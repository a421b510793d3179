"""The same measures in browsers that no driver of ours reaches."""
