"""Make the program's fonts from the packages their makers publish. Run by hand, never at run time.

    npm pack @fontsource-variable/literata @fontsource-variable/inter   (then unpack both)
    python tools/fonts.py --literata UNPACKED --inter UNPACKED --out assets/fonts

Each package carries variable WOFF2 files cut by script. For every style this takes one weight (and, for
Literata, one optical size between text and title) from each cut, merges the cuts into one font and names
it. Needs `fonttools` and `brotli`. Both faces are under the SIL Open Font License 1.1, which is copied.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

CUTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")


@dataclass(frozen=True)
class Style:
    """One font file to be made."""

    family: str
    name: str
    weight: int
    italic: bool
    axes: dict[str, float]
    source: str

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.family}-{self.name.replace(' ', '')}.ttf"


STYLES = (
    Style("Literata", "Regular", 400, False, {"wght": 400, "opsz": 18}, "literata-{cut}-opsz-normal.woff2"),
    Style("Literata", "Italic", 400, True, {"wght": 400, "opsz": 18}, "literata-{cut}-opsz-italic.woff2"),
    Style("Literata", "SemiBold", 600, False, {"wght": 600, "opsz": 18}, "literata-{cut}-opsz-normal.woff2"),
    Style("Inter", "Regular", 400, False, {"wght": 400}, "inter-{cut}-wght-normal.woff2"),
    Style("Inter", "SemiBold", 600, False, {"wght": 600}, "inter-{cut}-wght-normal.woff2"),
)


def characters(path: Path) -> set[int]:
    """The code points a font file can show."""
    with TTFont(path) as font:
        return set(font.getBestCmap())


def instance(style: Style, folder: Path, cut: str, taken: set[int], out: Path) -> Path | None:
    """One cut at one weight as a TTF, without the characters an earlier cut already gave."""
    source = folder / "files" / style.source.format(cut=cut)
    if not source.exists():
        return None
    font = instantiateVariableFont(TTFont(source), style.axes)
    font.flavor = None
    wanted = set(font.getBestCmap()) - taken
    options = Options(layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    taken |= wanted
    target = out / f"{cut}.ttf"
    font.save(target)
    return target


def name(font: TTFont, style: Style) -> None:
    """Write the names and weights by which Qt, Windows and macOS tell the styles apart."""
    names = font["name"]
    plain = style.name in ("Regular", "Italic")
    texts = {
        1: style.family if plain else f"{style.family} {style.name}",
        2: style.name if plain else "Regular",
        4: f"{style.family} {style.name}",
        6: f"{style.family}-{style.name.replace(' ', '')}",
        16: style.family,
        17: style.name,
    }
    kept = {i: names.getDebugName(i) for i in (0, 13, 14) if names.getDebugName(i)}
    names.names = []
    for number, text in sorted((texts | kept).items()):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = style.weight
    font["OS/2"].fsSelection = 0x01 if style.italic else (0x40 if style.weight == 400 else 0)
    font["head"].macStyle = 0x02 if style.italic else 0


def lend_hyphens(font: TTFont) -> None:
    """Show the hyphen that does not break, which the cuts leave out, as the hyphen it looks like."""
    for table in font["cmap"].tables:
        if 0x2D in table.cmap:
            for hyphen in (0x2010, 0x2011):
                table.cmap.setdefault(hyphen, table.cmap[0x2D])


def make(style: Style, folder: Path, out: Path) -> Path:
    """Merge all the cuts of one style into one named font file."""
    taken: set[int] = set()
    with tempfile.TemporaryDirectory() as work:
        parts = [instance(style, folder, cut, taken, Path(work)) for cut in CUTS]
        merged = Merger().merge([str(part) for part in parts if part])
        name(merged, style)
        lend_hyphens(merged)
        target = out / style.file
        merged.save(target)
    return target


def main() -> None:
    """Make every style and copy the licences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--literata", type=Path, required=True)
    parser.add_argument("--inter", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    folders = {"Literata": given.literata, "Inter": given.inter}
    given.out.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        made = make(style, folders[style.family], given.out)
        print(f"{made.name}: {made.stat().st_size // 1024} KiB, {len(characters(made))} characters")
    for family, folder in folders.items():
        shutil.copyfile(folder / "LICENSE", given.out / f"{family}-OFL.txt")


if __name__ == "__main__":
    main()
