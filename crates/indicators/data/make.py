#!/usr/bin/env python3
"""Remakes communes.csv.gz and outlines.csv.gz from a folder of public data (see README.md).

    make.py FOLDER      FOLDER holds communes_france_*.csv.gz and contours/communes-*.geojson
"""
import csv, glob, gzip, io, json, math, sys

# Lambert-93 (RGF93, IGN), in units of 100 m, with y downwards as SVG has it.
E, N0, C, XS, YS, L0 = 0.0818191910428158, 0.7256077650532670, 11754255.426096, 700000.0, 12655612.049876, math.radians(3)


def place(lon, lat):
    phi = math.radians(lat)
    iso = math.log(math.tan(math.pi / 4 + phi / 2) * ((1 - E * math.sin(phi)) / (1 + E * math.sin(phi))) ** (E / 2))
    r, g = C * math.exp(-N0 * iso), N0 * (math.radians(lon) - L0)
    return round((XS + r * math.sin(g)) / 100), round((7200000 - YS + r * math.cos(g)) / 100)


def ring_path(ring):
    points = []
    for lon, lat in ring:
        at = place(lon, lat)
        if not points or points[-1] != at:
            points.append(at)
    if points and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return "", []
    out, last = f"M{points[0][0]} {points[0][1]}l", points[0]
    steps = []
    for at in points[1:]:
        steps.append(f"{at[0] - last[0]} {at[1] - last[1]}")
        last = at
    return out + " ".join(steps) + "z", points


def packed(path, lines):
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as out:
        out.write("".join(lines).encode())


def main(folder):
    lines = []
    with gzip.open(glob.glob(f"{folder}/communes_france_*.csv.gz")[0], "rt", encoding="utf-8") as source:
        for row in csv.DictReader(source, delimiter=";"):
            keys = ("code_insee", "nom", "population", "code_departement", "epci_siren", "epci_nom")
            lines.append(";".join(row[k].replace("'", "’") for k in keys) + "\n")
    packed("communes.csv.gz", sorted(lines))
    outlines = []
    for path in sorted(glob.glob(f"{folder}/contours/communes-*.geojson")):
        for feature in json.load(open(path, encoding="utf-8"))["features"]:
            shape = feature["geometry"]
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            drawn, every = "", []
            for ring in (ring for polygon in polygons for ring in polygon):
                text, points = ring_path(ring)
                drawn += text
                every += points
            if every:
                box = (min(p[0] for p in every), min(p[1] for p in every), max(p[0] for p in every), max(p[1] for p in every))
                outlines.append(f"{feature['properties']['code']};{';'.join(map(str, box))};{drawn}\n")
    packed("outlines.csv.gz", sorted(outlines))
    print(len(lines), "communes,", len(outlines), "outlines")


main(sys.argv[1])
