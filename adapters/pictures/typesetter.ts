import { readFileSync } from 'node:fs';
import { Blob, Buffer, Face, Font, shape } from 'harfbuzzjs';
import type { PictureFace, PictureLine, PictureText } from '@/lib/core/picture/picture';

/** The files of each face; the first that has a sign writes it. Made by scripts/fonts/make-fonts.py. */
const files: Readonly<Record<PictureFace, readonly string[]>> = {
  serif: ['serif-latin', 'serif-latin-ext', 'serif-greek', 'serif-cyrillic'],
  // Archivo has neither Greek nor Cyrillic letters.
  sans: ['sans-latin', 'sans-latin-ext', 'serif-greek', 'serif-cyrillic'],
  bold: ['bold-latin', 'bold-latin-ext', 'serif-greek', 'serif-cyrillic'],
};

type LoadedFont = {
  readonly name: string;
  readonly font: Font;
  readonly unitsPerEm: number;
  readonly signs: ReadonlySet<number>;
};
type Glyph = { readonly font: LoadedFont; readonly index: number; readonly x: number; readonly y: number };
type Glyphs = { readonly placed: readonly Glyph[]; readonly width: number };

/** The outlines that a picture's `<use>` points to, by their ids; those of one id are the same in every picture. */
export type Outlines = Map<string, string>;

/** More than any name has; what is longer can't be seen in full anyway. */
const lengthMax = 200;
const ellipsis = '…';

/** Sets lines of text as outlines, so that whatever draws them needs no font. Shapes with HarfBuzz; to be made once a thread. */
export class Typesetter {
  readonly #faces: Readonly<Record<PictureFace, readonly LoadedFont[]>>;
  readonly #segments = new Intl.Segmenter('en', { granularity: 'grapheme' });

  constructor() {
    const loaded = new Map<string, LoadedFont>();
    const load = (name: string): LoadedFont => {
      const known = loaded.get(name) ?? loadFont(name);
      loaded.set(name, known);
      return known;
    };
    this.#faces = {
      serif: files.serif.map(load),
      sans: files.sans.map(load),
      bold: files.bold.map(load),
    };
  }

  /** The line as SVG. */
  set(line: PictureLine): string {
    return this.fit(line).svg;
  }

  /**
   * The same with its width.
   * @param outlines where each outline is kept once, for the picture's `<defs>`; without it they stand in the line itself
   */
  fit(line: PictureLine, outlines?: Outlines): { svg: string; width: number } {
    const texts = line.texts.map((text) => ({ ...text, text: this.#choose(text) }));
    const wide = this.#measure(texts);
    const scale = wide <= line.widthMax ? 1 : Math.max(line.shrinkMin, line.widthMax / wide);
    const fitting = this.#cut(texts, line.widthMax / scale);
    const width = this.#measure(fitting) * scale;
    let x = line.anchor === 'end' ? line.x - width : line.x;
    const svg = fitting
      .map((text) => {
        const glyphs = this.#shape(text.text, text.face);
        const size = text.size * scale;
        const units = outlines ? size / perEm : size;
        const drawn = outlines
          ? pointTo(glyphs, outlines)
          : `<path d="${glyphs.placed.map(writeOutline).join('')}"/>`;
        const placed = `<g transform="translate(${format(x)} ${format(line.y)}) scale(${format(units, 5)} ${format(-units, 5)})" fill="${text.fill}">${drawn}</g>`;
        x += glyphs.width * size;
        return placed;
      })
      .join('');
    return { svg, width };
  }

  /** The text, or what stands in its place. */
  #choose({ text, instead, face }: PictureText): string {
    const whole = text.slice(0, lengthMax).normalize('NFC');
    const signs = this.#clusters(whole);
    if (signs.every((sign) => this.#findFont(sign, face))) return whole;
    return instead ?? signs.filter((sign) => this.#findFont(sign, face)).join('');
  }

  /** The widest is cut first, and where that isn't enough the next. */
  #cut(texts: readonly PictureText[], widthMax: number): readonly PictureText[] {
    const widest = texts
      .map((text, place) => ({ place, width: this.#measure([text]) }))
      .sort((a, b) => b.width - a.width);
    let cut = texts;
    for (const { place, width } of widest) {
      const over = this.#measure(cut) - widthMax;
      if (over <= 0) break;
      cut = cut.map((text, i) => (i === place ? this.#shorten(text, width - over) : text));
    }
    return cut;
  }

  /** As many letters as fit, and an ellipsis. */
  #shorten(text: PictureText, widthMax: number): PictureText {
    const signs = this.#clusters(text.text);
    let [fits, over] = [0, signs.length];
    const shortened = (count: number) => ({
      ...text,
      text: `${signs.slice(0, count).join('').trimEnd()}${ellipsis}`,
    });
    while (over - fits > 1) {
      const middle = (fits + over) >> 1;
      if (this.#measure([shortened(middle)]) <= widthMax) fits = middle;
      else over = middle;
    }
    return shortened(fits);
  }

  #measure(texts: readonly PictureText[]): number {
    return texts.reduce((sum, { text, face, size }) => sum + this.#shape(text, face).width * size, 0);
  }

  /** Glyphs and width of a text, of size 1. */
  #shape(text: string, face: PictureFace): Glyphs {
    const placed: Glyph[] = [];
    let width = 0;
    for (const { run, loaded } of this.#listRuns(text, face)) {
      const buffer = new Buffer();
      buffer.addText(run);
      buffer.guessSegmentProperties();
      shape(loaded.font, buffer);
      const positions = buffer.getGlyphPositions();
      for (const [i, { codepoint: index }] of buffer.getGlyphInfos().entries()) {
        const { xAdvance, xOffset, yOffset } = positions[i]!;
        const em = loaded.unitsPerEm;
        placed.push({ font: loaded, index, x: width + xOffset / em, y: yOffset / em });
        width += xAdvance / em;
      }
    }
    return { placed, width };
  }

  /** Neighbours that one font has. What none has is left out. */
  #listRuns(text: string, face: PictureFace): { run: string; loaded: LoadedFont }[] {
    const runs: { run: string; loaded: LoadedFont }[] = [];
    for (const sign of this.#clusters(text)) {
      const loaded = this.#findFont(sign, face);
      const last = runs.at(-1);
      if (!loaded) continue;
      if (last?.loaded === loaded) last.run += sign;
      else runs.push({ run: sign, loaded });
    }
    return runs;
  }

  #findFont(sign: string, face: PictureFace): LoadedFont | undefined {
    return this.#faces[face].find(({ signs }) =>
      [...sign].every((letter) => signs.has(letter.codePointAt(0)!)),
    );
  }

  #clusters(text: string): string[] {
    return [...this.#segments.segment(text)].map(({ segment }) => segment);
  }
}

function loadFont(name: string): LoadedFont {
  const bytes = readFileSync(new URL(`./fonts/${name}.ttf`, import.meta.url));
  const face = new Face(new Blob(new Uint8Array(bytes).buffer));
  return { name, font: new Font(face), unitsPerEm: face.upem, signs: new Set(face.collectUnicodes()) };
}

/** A glyph's outline at its place in a line of size 1. Its commands are absolute: M, L, Q, C and Z. */
function writeOutline({ font, index, x, y }: Glyph): string {
  let isX = false;
  return font.font.glyphToPath(index).replace(/[A-Z]|-?[\d.]+/g, (part) => {
    if (/[A-Z]/.test(part)) {
      isX = true;
      return part;
    }
    const placed = Number(part) / font.unitsPerEm + (isX ? x : y);
    isX = !isX;
    return format(placed, 5);
  });
}

/** Outlines that are kept once are in thousandths of their size, which is finer than a pixel of any screen. */
const perEm = 1_000;

/** A line's glyphs as pointers to their outlines. */
function pointTo({ placed }: Glyphs, outlines: Outlines): string {
  return placed
    .map(({ font, index, x, y }) => {
      const outline = writeSmall(font.font.glyphToPath(index), perEm / font.unitsPerEm);
      // A space.
      if (outline === '') return '';
      const id = `${font.name}-${index}`;
      outlines.set(id, outline);
      const up = y === 0 ? '' : ` y="${format(perEm * y, 0)}"`;
      return `<use href="#${id}" x="${format(perEm * x, 0)}"${up}/>`;
    })
    .join('');
}

/** The same outline in whole units, each point from the one where its command begins: half as long. */
function writeSmall(path: string, scale: number): string {
  let [x, y, startX, startY] = [0, 0, 0, 0];
  return path.replace(/([MLQCZ])([^MLQCZ]*)/g, (_, command: string, points: string) => {
    // Closing leads back to where the outline began.
    if (command === 'Z') {
      [x, y] = [startX, startY];
      return 'z';
    }
    const places = points.match(/-?[\d.]+/g)!.map((value) => Math.round(scale * Number(value)));
    const steps = places.map((place, i) => place - (i % 2 === 0 ? x : y));
    [x, y] = [places.at(-2)!, places.at(-1)!];
    if (command === 'M') [startX, startY] = [x, y];
    return command.toLowerCase() + steps.join(' ').replaceAll(' -', '-');
  });
}

const format = (value: number, digits = 2): string => Number(value.toFixed(digits)).toString();
