"""What is in the sidebar: experiments, kinds, knobs, uploads.

`choose` in `sidebar.py` draws it and gives the settings; `Knobs` in `knob_widgets.py` draws any
knob. A kind's knobs are its fields: there is nothing to add here for a new one.
"""
