"""What a link says, and back: settings, and how a page is to be shown.

Each part that cannot be read becomes one sentence. A new option begins in `display.py`; knobs are
in links by themselves.
"""
