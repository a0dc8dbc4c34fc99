#!/usr/bin/python3
"""Makes the fonts of this folder from the Debian packages fonts-inter and fonts-jetbrains-mono; see README.md.

Needs python3-fonttools. Run it here: ./make-fonts.py [folder of Inter] [folder of JetBrains Mono]
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

INTER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/inter"
MONO = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/fonts/truetype/jetbrains-mono"

# Latin, Latin-1, Latin Extended-A, Greek, punctuation, super- and subscripts, currency, letterlike, fractions, arrows,
# mathematics, keys, box drawing, geometric shapes, marks.
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x2B0, 0x2DD), (0x370, 0x3FF), (0x2010, 0x203A), (0x2044, 0x2044),
          (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x215F), (0x2190, 0x21FF), (0x2200, 0x22FF),
          (0x2300, 0x23CF), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2717)]
UNICODES = [code for first, last in RANGES for code in range(first, last + 1)]


def make_digits_tabular(font):
    """Lets the characters 0 to 9 mean the glyphs that the feature tnum would have put in their place."""
    gsub = font["GSUB"].table
    lookups = {index for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for index in record.Feature.LookupListIndex}
    mapping = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            mapping.update(getattr(table, "mapping", {}))
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        for code in range(ord("0"), ord("9") + 1):
            table.cmap[code] = mapping.get(table.cmap[code], table.cmap[code])  # tables may share one dictionary
    # Some weights differ by two of 2,816 units between digits: one width for all, or columns would drift.
    glyphs = [font.getBestCmap()[code] for code in range(ord("0"), ord("9") + 1)]
    assert set(glyphs) <= set(mapping.values()), glyphs
    width = max(font["hmtx"][glyph][0] for glyph in glyphs)
    assert all(abs(font["hmtx"][glyph][0] - width) <= 4 for glyph in glyphs)
    for glyph in glyphs:
        font["hmtx"][glyph] = (width, font["hmtx"][glyph][1])


def rename(font, family, style, weight):
    """The Open Font License asks for another name where a name is reserved; we always take one, so that the shipped copy
    and an installed original never stand in for each other."""
    postscript = f"{family}-{style}".replace(" ", "")
    names = font["name"]
    kept = {record.nameID: record.toUnicode() for record in names.names if record.nameID in (0, 8, 9, 11, 12, 13, 14)}
    names.names = []
    kept |= {1: family if weight == 400 else f"{family} {style}", 2: "Regular", 3: f"{postscript};millwright", 4: f"{family} {style}",
             5: "Version 1.000", 6: postscript, 10: "Modified for Millwright: renamed, subset; see resources/fonts/README.md",
             16: family, 17: style}
    for name_id, text in sorted(kept.items()):
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName, top.Weight = family, f"{family} {style}", style


def make(source, target, family, style, weight, tabular):
    font = TTFont(source)
    if tabular:
        make_digits_tabular(font)
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk", "case"]
    options.hinting = True
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "meta", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    rename(font, family, style, weight)
    font["head"].modified = font["head"].created  # the same bytes on every run
    font.recalcTimestamp = False
    font.save(target)


for weight, style in ((400, "Regular"), (500, "Medium"), (600, "SemiBold")):
    make(f"{INTER}/Inter-{style}.otf", f"MillwrightInter-{weight}.otf", "Millwright Inter", style, weight, True)
make(f"{INTER}/InterDisplay-SemiBold.otf", "MillwrightDisplay-600.otf", "Millwright Display", "SemiBold", 600, False)
make(f"{MONO}/JetBrainsMono-Regular.ttf", "MillwrightMono-400.ttf", "Millwright Mono", "Regular", 400, False)
