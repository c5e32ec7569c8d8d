import localFont from 'next/font/local';

/** Of running text and tables; every page begins with it, so it comes with the page. Until it is there a font of its measures stands in. */
export const sans = localFont({
  src: './sans.woff2',
  weight: '400 600',
  variable: '--font-sans-latin',
  adjustFontFallback: 'Arial',
  declarations: [{ prop: 'font-stretch', value: '94% 100%' }],
});

/** Of titles. */
export const serif = localFont({
  src: './serif.woff2',
  weight: '400 600',
  variable: '--font-serif-latin',
  adjustFontFallback: 'Times New Roman',
});
