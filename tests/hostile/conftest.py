"""Pages without a browser, as the tests of the view open them, and what is tried is counted."""

from tests.support.harm import tries
from tests.view.conftest import open_page

__all__ = ["open_page", "tries"]
