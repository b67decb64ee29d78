"""Books under torture: many who write and read at once, and programs killed at random moments."""
