import { afterAll, describe, expect, it } from 'vitest';
import type { Picture, PictureLine } from '@/lib/core/picture/picture';
import { drawPicture } from './draw-picture';
import { makePictureDrawer } from './picture-drawer';
import { Typesetter } from './typesetter';

const typesetter = new Typesetter();
const lineOf = (text: string, more: Partial<PictureLine> = {}, instead = 'by-its-address'): PictureLine => ({
  ...{ kind: 'line', x: 0, y: 50, widthMax: 500, shrinkMin: 1, anchor: 'start' },
  texts: [{ text, instead, face: 'bold', size: 40, fill: '#123456' }],
  ...more,
});
const pictureOf = (...parts: Picture['parts']): Picture => ({
  ...{ width: 600, height: 315, ground: '#ffffff', parts },
});

/** How far to the right a line reaches. */
function reachOf(svg: string): number {
  const [, x = '', size = ''] = /translate\(([\d.-]+) [\d.-]+\) scale\(([\d.]+)/.exec(svg) ?? [];
  const xs = [...svg.matchAll(/[ML]([-\d.]+),/g)].map(([, place]) => Number(place));
  return Number(x) + Number(size) * Math.max(...xs);
}

describe('a line of a picture', () => {
  it('is outlines alone, whatever its text says', () => {
    const svg = typesetter.set(lineOf('</svg><script>alert("&")</script>'));
    expect(svg).toMatch(/^<g transform="[^"]+" fill="#123456"><path d="[-MLQCZ\d., ]+"\/><\/g>$/);
  });

  it.each(['שלום עולם', '🦀 crab', 'مرحبا', '漢字'])(
    'writes the address of a name that no face can write: %s',
    (name) => {
      expect(typesetter.set(lineOf(name))).toBe(typesetter.set(lineOf('by-its-address')));
      expect(typesetter.set(lineOf(name))).not.toBe(typesetter.set(lineOf('an-other-address')));
    },
  );

  it('writes Latin, Greek and Cyrillic letters with their marks', () => {
    const address = typesetter.set(lineOf('by-its-address'));
    for (const name of ['Őrült ñandú, łódź', 'λ-net', 'Жук', 'e\u0301'])
      expect(typesetter.set(lineOf(name))).not.toBe(address);
    expect(typesetter.set(lineOf('e\u0301'))).toBe(typesetter.set(lineOf('é')));
  });

  it.each([1, 0.5])('is never wider than it may be, down to %s of its size', (shrinkMin) => {
    for (const text of ['w'.repeat(200), 'ill '.repeat(50), 'Pneumono'.repeat(30)]) {
      const reach = reachOf(typesetter.set(lineOf(text, { shrinkMin })));
      expect(reach).toBeLessThanOrEqual(500);
      expect(reach).toBeGreaterThan(400);
    }
    const two = lineOf('', {
      shrinkMin,
      texts: ['team '.repeat(40), 'version '.repeat(30)].map((text) => ({
        ...{ text, face: 'sans', size: 40, fill: '#123456' },
      })),
    });
    const [, second = ''] = typesetter.set(two).split('</g>');
    expect(reachOf(second)).toBeLessThanOrEqual(500);
  });

  it('ends where it is told to', () => {
    const reach = reachOf(typesetter.set(lineOf('ends', { x: 400, anchor: 'end' })));
    // The last letter has some room of its own.
    expect(reach).toBeGreaterThan(390);
    expect(reach).toBeLessThanOrEqual(400);
  });

  it('is set within a second of processor, however long and however it is made', () => {
    const began = process.cpuUsage();
    for (const text of [
      'ﷺ'.repeat(100_000),
      `e${'\u0301'.repeat(50_000)}`,
      '🦀'.repeat(50_000),
      'A\u030a'.repeat(9_999),
    ])
      typesetter.set(lineOf(text, { shrinkMin: 0.5 }));
    expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
  });
});

describe('the drawer', () => {
  const drawer = makePictureDrawer();
  afterAll(() => drawer.stop());

  it('gives a PNG of the size that was asked for, and the same one again at once', async () => {
    const picture = pictureOf(lineOf('Logistic regression'));
    const png = await drawer.draw(picture);
    if (!(png instanceof Uint8Array)) throw new Error(`no picture: ${png}`);
    const bytes = Buffer.from(png);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([600, 315]);
    expect(await drawer.draw({ ...picture })).toBe(png);
  });

  it('draws one after another, and turns away who would wait too long', async () => {
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, i) => drawer.draw(pictureOf(lineOf(`Model ${i}`)))),
    );
    expect(all.filter((png) => png instanceof Uint8Array).length).toBeGreaterThan(20);
    expect(all.filter((png) => png === 'full').length).toBeGreaterThan(20);
    expect(await drawer.draw(pictureOf(lineOf('After them')))).toBeInstanceOf(Uint8Array);
  });

  it('gives up what takes too long, and draws the next', async () => {
    const hurried = makePictureDrawer({ msMax: 1 });
    expect(await hurried.draw(pictureOf(lineOf('Slow')))).toBeNull();
    await hurried.stop();
    expect(await drawer.draw(pictureOf(lineOf('Quick')))).toBeInstanceOf(Uint8Array);
  });

  it('puts nobody’s text into the picture but as outlines', () => {
    const svg = drawPicture(pictureOf(lineOf('<image href="file:///etc/passwd"/>')), typesetter);
    expect(svg).not.toMatch(/image|href|file|text/);
  });
});
