"""What a visitor has said and turned in the lesson outlives a loading of the page: the browser
keeps it as long as the tab is open. `remembered` in `component.py` is all that is imported."""
