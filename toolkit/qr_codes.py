"""QR codes as SVG, for a page and for paper. Pure."""

import io

import segno


def draw(address: str, *, css_class: str | None = None) -> str:
    """The address as an SVG without inline style; with a class, for a page, where a screen reader passes it by."""
    drawing = io.BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", xmldecl=False, svgns=css_class is None, nl=False, omitsize=True, svgclass=css_class,
        lineclass=None, border=2,
    )  # fmt: skip
    svg = drawing.getvalue().decode()
    return svg if css_class is None else svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
