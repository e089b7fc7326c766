"""Ratios measured side by side in one run, so that a busy machine slows both sides alike."""
