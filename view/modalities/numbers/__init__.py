"""Numbers: clouds of points, their components, their variance and their tail.

`NUMBERS` is all that the rest of the view needs; a new sentence is a function in `captions.py` and
a row in its tuples.
"""

from view.modalities.modality import Modality
from view.modalities.numbers.captions import TELLER
from view.modalities.numbers.parameters import components
from view.modalities.numbers.verdicts import definitions, fates, parted

NUMBERS = Modality(
    teller=TELLER,
    fates=fates,
    definitions=definitions,
    parted=parted,
    parameters=components,
    moments=(0, 50, 100, 150, 200, 350, 2000),  # those of the paper's figures (S23), and between
    points=True,
)
