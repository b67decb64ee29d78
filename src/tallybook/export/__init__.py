"""The ways out of a book: each format is one file here, and gives the same bytes for the same reports."""
