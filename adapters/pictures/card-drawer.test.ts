import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type CardNode, cardSize } from '@/lib/contracts/card';
import { makeCardDrawer } from './card-drawer';
import { drawCard } from './draw-card';

const cardOf = (text: string, style: CardNode['props']['style'] = {}): CardNode => ({
  type: 'div',
  key: null,
  props: {
    style: { display: 'flex', ...cardSize, backgroundColor: '#fff' },
    children: [
      {
        ...{ type: 'div', key: null },
        props: { style: { fontFamily: 'serif, cyrillic', fontSize: 60, ...style }, children: text },
      },
    ],
  },
});

describe('preview card', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each(['Жук', 'λ-net', 'Őrült ñandú, łódź', '漢字 🦀', 'שלום', '<b>&amp;</b>', '\u0301', ''])(
    'loads nothing from the network for %j',
    async (name) => {
      const fetched = vi.fn(() => Promise.reject(new Error('no network')));
      vi.stubGlobal('fetch', fetched);
      expect(
        Buffer.from(await drawCard(cardOf(name)))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
      expect(fetched).not.toHaveBeenCalled();
    },
  );

  it('contains each of its texts', async () => {
    const pictures = await Promise.all(
      ['', 'Owls', 'Owlx', 'Жук', 'Жуь', '<b>'].map((name) => drawCard(cardOf(name))),
    );
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(pictures.length);
  });
});

describe('card drawer', () => {
  const drawer = makeCardDrawer();
  afterAll(() => drawer.stop());

  it('draws a PNG of 1200 × 630, and the same bytes for the same card', async () => {
    const png = await drawer.draw(cardOf('Logistic regression'));
    if (!(png instanceof Uint8Array)) throw new Error(`no picture: ${png}`);
    const bytes = Buffer.from(png);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(await drawer.draw(cardOf('Logistic regression'))).toBe(png);
  });

  it('draws one card after another, and refuses those that would wait too long', async () => {
    const all = await Promise.all(Array.from({ length: 60 }, (_, i) => drawer.draw(cardOf(`Model ${i}`))));
    expect(all.filter((png) => png instanceof Uint8Array).length).toBeGreaterThan(20);
    expect(all.filter((png) => png === 'full').length).toBeGreaterThan(20);
    expect(await drawer.draw(cardOf('After them'))).toBeInstanceOf(Uint8Array);
  });

  it('stops drawing a card that exceeds its time limit, and draws the next', async () => {
    const hurried = makeCardDrawer({ msMax: 100 });
    expect(await hurried.draw(cardOf('slow '.repeat(100_000)))).toBeNull();
    await hurried.stop();
    expect(await drawer.draw(cardOf('Quick'))).toBeInstanceOf(Uint8Array);
  });
});
