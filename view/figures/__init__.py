"""A trajectory in, a Plotly figure out."""
