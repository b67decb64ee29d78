"""The parts of the learned reader: what may be a claim, what the network sees of it, and what it answers."""
