"""What neural networks are made of, and how they are trained; PyTorch is loaded only where it must.

Each file is imported by its name and used by several models; what only one needs stands beside it
in `engine/models/`, with an underscore.
"""
