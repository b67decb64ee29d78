"""Public sets that tell how well a reader does on texts and keys that others made; none of them is in this repository.

``command`` is the program; each set is a module with one function, ``measure(folder, reader, sample) -> Table``.
``inputs`` opens files and reads reports, ``numbers`` compares figures with a record's number, ``table`` is what comes
out.
"""
