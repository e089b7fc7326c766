"""Words without a screen that hold for any data: numbers, names, progress.

Each file is imported by its name. Sentences on what became of a run stand in `view/modalities/`.
"""
