'use client';

import { ThemeProvider as NextThemes } from 'next-themes';

/** @param nonce of the request's policy, for the script that sets the theme before the first paint */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: React.ReactNode }) {
  return (
    <NextThemes attribute="data-theme" nonce={nonce} disableTransitionOnChange>
      {children}
    </NextThemes>
  );
}
