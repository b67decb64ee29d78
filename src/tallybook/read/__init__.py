"""Report -> Reading: what a report claims, with the words that say so."""
