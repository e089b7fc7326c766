"""What can be sampled, on its own: mixtures of Gaussians, symbols by their shares, rows at hand.

Each file is imported by its name. What only one model learns stands beside that model, with an
underscore; what two of them share begins here.
"""
