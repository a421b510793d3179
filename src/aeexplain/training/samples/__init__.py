"""The digits that training and figures take, and how they are chosen."""
