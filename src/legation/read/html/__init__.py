"""Web pages: bytes to a tree, the tree to title, outlet, byline, days and text."""
