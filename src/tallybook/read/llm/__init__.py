"""The llm reader: a language model at an address is asked for claims with quotes, and nothing is taken on its word.

``reader.opened`` gives the reader. What goes out is the report's headline and body; what comes back is kept only where
its quote stands in the report, its number inside that quote, and its names in the text.
"""
