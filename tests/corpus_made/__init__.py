"""The awkward files of tests/corpus, made: packed, bombed, broken, in odd encodings. Texts are this project's own.

    python -m tests.corpus_made           writes tests/corpus/ anew, but for expected.yml, which is written by hand

The same bytes each time, but for the Parquet files, which name the version that wrote them.
"""
