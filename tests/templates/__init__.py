"""The look: layouts, components, style sheets and browser modules."""
