"""One module a version: what is kept otherwise in it than in the one before."""
