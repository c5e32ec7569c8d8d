"""Writes the fonts of app/_fonts: what the pages use of those in node_modules, and nothing else. And those of adapters/pictures/fonts,
with which satori writes cards: of one weight each, as TTF.

Run it from the root with fontTools and brotli (Debian: python3-fonttools python3-brotli) after a new version of a font, or where the
design asks for a weight, a width or a sign that isn't there. Whatever a name holds beyond is in the whole fonts, which a page fetches
only then (app/_fonts/fonts.css).
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SOURCES = Path("node_modules/@fontsource-variable")
TARGET = Path("app/_fonts")

ASCII = set(range(0x20, 0x7F))
PUNCTUATION = set(map(ord, "\u00a0§°±²³·×½–—‘’“”•…′″€−")) | {0x2009, 0x202F}
LATIN = ASCII | PUNCTUATION | set(range(0xA0, 0x180)) | {0x2C6, 0x2DA, 0x2DC, 0x20AC, 0x2122} | set(range(0x2010, 0x2040))
GREEK = set(map(ord, "ΔΠΣΦαβγδεηθκλμπρστφχ"))
# Letters beyond the usual ones that the site's own pages use.
LETTERS = set(map(ord, "ćĉĪŷ"))
FEATURES = ["ccmp", "kern", "liga", "locl", "lnum", "mark", "mkmk", "pnum", "rvrn", "tnum"]

# For each font file: its source, its axes, its characters.
FONTS = {
    "sans": ("archivo/files/archivo-latin-wdth-normal", {"wght": (400, 600), "wdth": (94, 100)}, LATIN),
    "serif": ("stix-two-text/files/stix-two-text-latin-wght-normal", {"wght": (400, 600)}, LATIN),
    "serif-italic": ("stix-two-text/files/stix-two-text-latin-wght-italic", {"wght": 400}, ASCII | PUNCTUATION | {0x304}),
    "serif-greek": ("stix-two-text/files/stix-two-text-greek-wght-normal", {"wght": 400}, GREEK),
    "serif-greek-italic": ("stix-two-text/files/stix-two-text-greek-wght-italic", {"wght": 400}, GREEK),
    "serif-letters-italic": ("stix-two-text/files/stix-two-text-latin-ext-wght-italic", {"wght": 400}, LETTERS),
    "sans-letters": ("archivo/files/archivo-latin-ext-wdth-normal", {"wght": (400, 600), "wdth": (94, 100)}, LETTERS),
    "mono": ("sometype-mono/files/sometype-mono-latin-wght-normal", {"wght": 400}, ASCII | PUNCTUATION),
}


def write_font(name: str, source: str, limits: dict, signs: set[int]) -> None:
    font = TTFont(SOURCES / f"{source}.woff2", recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES
    # Modern screens need no font hinting, so it is dropped; copyright and licence stay in the file.
    options.hinting = False
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    font = instantiateVariableFont(font, limits)
    font.flavor = "woff2"
    path = TARGET / f"{name}.woff2"
    font.save(path)
    print(f"{path}: {path.stat().st_size} bytes, {len(font.getBestCmap())} signs")


PICTURES = Path("adapters/pictures/fonts")
# Letters that names may use; the fallback for a missing one is the name's address.
NAMES = set(range(0x20, 0x250)) | set(range(0x300, 0x530)) | set(range(0x1E00, 0x1F00)) | PUNCTUATION | set(range(0x2010, 0x2122))

# For each typeface: its font files; the first that has a character draws it.
FACES = {
    "serif": ("stix-two-text/files/stix-two-text-{}-wght-normal", ["latin", "latin-ext", "greek", "cyrillic"], {"wght": 500}),
    "sans": ("archivo/files/archivo-{}-wdth-normal", ["latin", "latin-ext"], {"wght": 450, "wdth": 97}),
    "bold": ("archivo/files/archivo-{}-wdth-normal", ["latin", "latin-ext"], {"wght": 600, "wdth": 97}),
}


def write_picture_font(name: str, source: str, limits: dict) -> None:
    font = instantiateVariableFont(TTFont(SOURCES / f"{source}.woff2", recalcTimestamp=False), limits)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=NAMES)
    subsetter.subset(font)
    font.flavor = None
    path = PICTURES / f"{name}.ttf"
    font.save(path)
    print(f"{path}: {path.stat().st_size} bytes, {len(font.getBestCmap())} signs")


for name, (source, limits, signs) in FONTS.items():
    write_font(name, source, limits, signs)
for face, (source, scripts, limits) in FACES.items():
    for script in scripts:
        write_picture_font(f"{face}-{script}", source.format(script), limits)
