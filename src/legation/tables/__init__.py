"""Tables of the package: places, countries, posts and occupancies; SOURCE.md tells where each comes from."""
