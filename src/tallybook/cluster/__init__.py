"""The same stages over Arrow batches on Spark, for reports that have outgrown one machine. Needs the part ``spark``.

``adding.add`` is the order of the stages: ``reading``, ``copying``, ``comparing``, ``homing``, ``grouping``,
``reconciling``, ``tables``. Each makes a table from those before it by joins on keys and by pure functions of the
stages over neighbourhoods (``rows``); no claim passes through the driver. ``staging`` keeps each table beside the
output until all is done, so that a run that was cut short goes on. ``exporting`` makes one file of each table's parts.
"""
