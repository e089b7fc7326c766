"""What stands around every page: how it is shown, its corner, its keys, and the way to share it.

`framed` in `frame.py` brackets a page's script; nothing else of it is imported by pages. Whatever
every page is to have begins here.
"""
