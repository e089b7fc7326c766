"""One room for each kind of data: what is said, drawn and asked of it, and of no other.

`modality_of` is imported from here, sentences from `captions.py`, `verdicts.py` and `audit.py`, the
player's picture of a run from `player_source.py`. A new kind of data begins with a row in
`engine.protocols.data_of` and a folder here that exports one `Modality`.
"""

from engine.protocols import Data, Truth, data_of
from view.modalities.images import IMAGES
from view.modalities.modality import Modality
from view.modalities.numbers import NUMBERS
from view.modalities.symbols import SYMBOLS
from view.modalities.text import TEXT

MODALITIES = {
    Data.NUMBERS: NUMBERS,
    Data.PICTURES: IMAGES,
    Data.SYMBOLS: SYMBOLS,
    Data.TEXT: TEXT,
}


def modality_of(truth: Truth) -> Modality:
    """What the view knows of such data."""
    return MODALITIES[data_of(truth)]
