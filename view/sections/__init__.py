"""What several pages are made of: the run with its player, its numbers, charts, tables, downloads.

Each file is one section and is imported by its name. A section that shows a job asks
`state.show...` for it; a new one begins with a file here and a call in a page. What only one page
needs lives in that page's room.
"""
