import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { findActor } from '@/services/access/page-request';
import { SiteFooter } from './_chrome/site-footer';
import { SiteHeader } from './_chrome/site-header';
import { ThemeScript } from './_chrome/theme-script';
import { sans, serif } from './_fonts/preloaded-fonts';

/** Every page: its header names the reader. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: { default: 'Tidemark: the test set is replaced every round', template: '%s · Tidemark' },
  description: 'A public leaderboard whose hidden test sets are replaced on a schedule.',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  width: 'device-width',
  initialScale: 1,
  // The colour `--paper` of the light and the dark theme.
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafbf9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e171c' },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const actor = await findActor();
  return (
    // Suppresses the warning about attributes of <html>, which `ThemeScript` changes before hydration.
    <html lang="en" className={`${sans.variable} ${serif.variable}`} suppressHydrationWarning>
      <body>
        <ThemeScript nonce={nonce} />
        <a
          className="absolute -left-999 focus:top-s2 focus:left-s4 focus:z-9 focus:bg-panel focus:px-s3 focus:py-s2"
          href="#main"
        >
          Skip to content
        </a>
        <SiteHeader actor={actor} now={new Date().toISOString()} />
        <main id="main" className="mx-auto max-w-wrap px-gutter">
          {children}
        </main>
        <SiteFooter />
      </body>
    </html>
  );
}
