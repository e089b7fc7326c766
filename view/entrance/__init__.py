"""What a browser meets before any page is drawn: addresses that are nearly right, and the HTML
around all pages, which says what keeps them from coming and keeps their history in order.

`front` is what `app.py` puts before the server. A new word to a browser that cannot go on begins in
`page.py`, where it is said without a script, or in `watch.js`; what the browser's history keeps, in
`history.js`.
"""

from starlette.middleware import Middleware

from view.entrance.addresses import PageAddresses
from view.entrance.page import PageAround

front = [Middleware(PageAddresses), Middleware(PageAround)]
"""What stands in front of the server."""

__all__ = ["front"]
