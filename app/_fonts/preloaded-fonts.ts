import localFont from 'next/font/local';

/**
 * The font of running text and tables. Every page needs it first, so it is preloaded; until it has loaded, a fallback font of the
 * same metrics is shown.
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
