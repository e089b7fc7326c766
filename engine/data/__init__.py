"""Data on their way in: tables, texts and pictures that somebody brings, read, cut and numbered.

Each file is imported by its name. A new kind of file begins with a reader here, which refuses in
one sentence what it cannot take, and a truth in `engine/truths/`.
"""
