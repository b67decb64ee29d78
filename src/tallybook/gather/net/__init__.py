"""The network: addresses that may be asked, one bounded request at a time, robots.txt, a clock; fakes of all of it.

``web.Web`` asks, ``addresses`` says where it may, ``robots`` what a site asks of us. Nothing here knows the book.
"""
