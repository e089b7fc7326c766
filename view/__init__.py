"""The view: what one meets in a browser. Pages are told in `pages/`, drawn from the rooms here.

A new page is a file in `pages/`, its title in `page_files.py`, and, where it shows experiments, its
`PageSpec` in `page_specs.py`.
"""
