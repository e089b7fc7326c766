"""A link as a square that a phone's camera reads."""

import segno


def qr_code(link: str) -> str | None:
    """Ink on paper with the quiet zone that readers need, as the address of an SVG picture; None
    where the link is too long for any such square."""
    try:
        code = segno.make_qr(link, error="l")
    except segno.DataOverflowError:
        return None
    picture: str = code.svg_data_uri(dark="#000", light="#fff", omitsize=True, border=4)
    return picture
