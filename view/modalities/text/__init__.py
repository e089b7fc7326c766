"""Text: blocks of words that are read, not watched.

`TEXT` is all that the rest of the view needs; a new sentence is a function in `captions.py` and
a row in its tuples.
"""

from view.modalities.modality import Modality
from view.modalities.symbols.parameters import shares
from view.modalities.symbols.player import MOMENTS, bars
from view.modalities.symbols.verdicts import DEFINITION, fates
from view.modalities.text.captions import TELLER
from view.modalities.text.manuscript import manuscript as written
from view.modalities.text.surprise import surprises

TEXT = Modality(
    teller=TELLER,
    fates=fates,
    definitions=lambda _: DEFINITION,
    parameters=shares,
    moments=MOMENTS,
    bars=bars,
    manuscript=written,
    surprises=surprises,
    moves=False,
    read_first=True,
)
