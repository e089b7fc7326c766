"""What is around every page: its style, its keys, and the ways to pass it on."""
