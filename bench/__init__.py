"""Speed, memory and growth, on reports made by a generator that knows the truth."""
