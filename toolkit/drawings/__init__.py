"""Our own drawings: one hand, a pen and a few crayons, as SVG that is the same each time."""
