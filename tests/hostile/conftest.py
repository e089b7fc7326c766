"""Pages without a browser, as the tests of the view open them."""

from tests.view.conftest import open_page

__all__ = ["open_page"]
