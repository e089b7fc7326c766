"""The truth of settings that are known to be of one kind of data."""

from typing import cast

from engine import Settings
from engine.protocols import ImageTruth, SymbolTruth, TextTruth


def image_truth(settings: Settings) -> ImageTruth:
    """That of pictures."""
    return cast(ImageTruth, settings.truth)


def symbol_truth(settings: Settings) -> SymbolTruth:
    """That of symbols, be they the words of a text."""
    return cast(SymbolTruth, settings.truth)


def text_truth(settings: Settings) -> TextTruth:
    """That of a text."""
    return cast(TextTruth, settings.truth)
