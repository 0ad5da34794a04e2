"""The desk: the register as pages in a browser, each with a JSON twin; everything is rendered on the server."""
