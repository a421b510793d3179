"""Parts of training that several recipes share."""
