"""Methods: small forms in a file format of their own (docs/methods.md). Pure, but for reading the shipped files."""
