import localFont from 'next/font/local';

/**
 * The font of running text and tables. It is preloaded, since every page needs it at once; until it has arrived, pages use a
 * fallback font with the same metrics.
 */
export const sans = localFont({
  src: './sans.woff2',
  weight: '400 600',
  variable: '--font-sans-latin',
  adjustFontFallback: 'Arial',
  declarations: [{ prop: 'font-stretch', value: '94% 100%' }],
});

/** The font of titles. */
export const serif = localFont({
  src: './serif.woff2',
  weight: '400 600',
  variable: '--font-serif-latin',
  adjustFontFallback: 'Times New Roman',
});
