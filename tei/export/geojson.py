"""GeoJSON: the places of a corpus on a map (RFC 7946: longitude first, WGS 84)."""

import json
from collections.abc import Iterable
from pathlib import Path

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import counts_of
from tei.merged import Registers


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.geojson``: a point for each place that has one, with how often it is named and where."""
    registers = Registers()
    for document in documents:
        places = [one for one in document.entries if one.kind == "place" and one.location]
        registers.add(document.id, places, *counts_of(document))
    with (folder / f"{settings.name}.geojson").open("w", encoding="utf-8", newline="") as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        for number, place in enumerate(registers):
            assert place.location  # noqa: S101 - only such places were added
            latitude, longitude = map(float, place.location.geo.split())
            feature = {
                "type": "Feature",
                "id": place.id,
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                "properties": {
                    "name": place.name,
                    "forms": sorted({form.text for form in place.forms}),
                    "type": place.type,
                    "authorities": {one.type: one.value for one in place.idno},
                    "cert": place.location.cert,
                    "mentions": place.mentions,
                    "documents": sorted(place.documents),
                },
            }
            stream.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
        stream.write("\n]}\n")


EXPORTER = Exporter("geojson", "the places of the corpus on a map: QGIS, Leaflet, uMap", write)
