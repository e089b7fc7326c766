"""Images: walls of pictures, and who reads them.

`IMAGES` is all that the rest of the view needs; a new sentence is a function in `captions.py` and
a row in its tuples.
"""

from view.modalities.images.captions import TELLER
from view.modalities.images.figures import shares_figure
from view.modalities.images.player import MOMENTS, galleries
from view.modalities.modality import Modality, Takeover
from view.modalities.numbers.parameters import components
from view.modalities.numbers.verdicts import definitions, fates, parted

IMAGES = Modality(
    teller=TELLER,
    fates=fates,
    definitions=definitions,
    parted=parted,
    parameters=components,
    moments=MOMENTS,
    galleries=galleries,
    takeover=Takeover(lambda _: "Which digits are still drawn", "digits", shares_figure),
)
