"""A point that one drags to where one expects it: one component of Python, JavaScript and CSS."""
