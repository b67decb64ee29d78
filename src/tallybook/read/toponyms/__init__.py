"""How names of places are found in a report and which place each of them means.

``runs`` cuts out what is written like a name, ``hits`` looks it up, ``context`` gathers what the whole report is
about, ``choice`` decides, and ``offsets`` reads "30 kilometres west of".
"""
