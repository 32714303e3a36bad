"""What is typed for each theme while words are marked.

One digit while eight are enough. When one theme has a letter all of them have, so that no cap begins another: «5a» and
«5b», never «5». A digit that waited to see whether a letter follows would code under the wrong theme, or too late.
"""

import uuid
from collections.abc import Collection, Mapping

from seminar.themes.models import CRAYONS, Theme


def key_caps(themes: Collection[Theme]) -> Mapping[uuid.UUID, str]:
    """The cap of each of the themes that can be chosen together."""
    if all(theme.slot < CRAYONS for theme in themes):
        return {theme.id: theme.label for theme in themes}
    return {theme.id: f"{theme.crayon}{chr(ord('a') + theme.slot // CRAYONS)}" for theme in themes}
