"""The desk: the page on which an analyst reads, doubts and decides, and the API behind it.

``board`` holds what lists, facets, map and timeline need of every incident, in columns in memory; everything else is
asked of the book when it is needed. ``app`` puts the routes together, ``serve`` runs them.
"""
