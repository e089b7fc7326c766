"""Symbols: faces and words that are counted, as bars.

`SYMBOLS` is all that the rest of the view needs; a new sentence is a function in `captions.py` and
a row in its tuples.
"""

from view.modalities.modality import Modality, Takeover
from view.modalities.symbols.captions import TELLER
from view.modalities.symbols.figures import heaps_figure
from view.modalities.symbols.parameters import shares
from view.modalities.symbols.player import MOMENTS, bars
from view.modalities.symbols.verdicts import DEFINITION, fates

SYMBOLS = Modality(
    teller=TELLER,
    fates=fates,
    definitions=lambda _: DEFINITION,
    parameters=shares,
    moments=MOMENTS,
    bars=bars,
    takeover=Takeover(
        lambda settings: f"Which {settings.truth.axes[0]} takes over", "shares", heaps_figure
    ),
)
