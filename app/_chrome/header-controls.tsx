'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { formatTime, formatWeekday } from '@/app/_ui/format-instant';
import { themeKey } from './theme-script';

const places = [
  { href: '/benchmarks', title: 'Benchmarks' },
  { href: '/submit', title: 'Submit' },
  { href: '/maintain', title: 'Maintain' },
  { href: '/methods', title: 'Methods' },
];

/** True for pages outside of `/submit` on which the navigation's entry for submitting is highlighted. */
const isSubmit = (path: string): boolean =>
  /^\/(submissions|dry-runs)(\/|$)|^\/benchmarks\/[^/]+\/submit$/.test(path);

export function MainNav() {
  const path = usePathname();
  const current = isSubmit(path)
    ? '/submit'
    : places.find(({ href }) => path === href || path.startsWith(`${href}/`))?.href;
  return (
    <nav
      aria-label="Main"
      className="flex gap-s5 text-data/inherit max-phone:order-5 max-phone:w-full max-phone:gap-20 max-narrow:gap-14"
    >
      {places.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          className="-mb-1 border-b-2 border-transparent leading-52 text-ink-2 no-underline hover:text-ink aria-[current]:border-ink aria-[current]:text-ink max-phone:leading-40"
          aria-current={href === current ? (path === href ? 'page' : 'true') : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

/** A running clock in UTC. Without JavaScript the clock shows the time of the response. */
export function TickingClock({ now }: { now: string }) {
  const [instant, setInstant] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setInstant(new Date().toISOString()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(instant);
  return (
    <time
      className="text-small/inherit whitespace-nowrap text-ink-2 max-phone:text-micro"
      dateTime={instant}
      suppressHydrationWarning
    >
      <span className="max-wide:hidden">{formatWeekday(date)}, </span>
      <b className="font-semibold text-ink max-phone:text-small/inherit">{formatTime(date)} UTC</b>
    </time>
  );
}

/** A button that switches between the light and the dark theme. Until its first use, the browser's preference decides. */
export function ThemeSwitchButton() {
  return (
    <button
      className="absolute -right-6 cursor-pointer p-6 leading-0 text-ink-2 hover:text-ink print:hidden"
      type="button"
      aria-label="Switch theme"
      title="Light or dark theme"
      onClick={switchTheme}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.3" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </button>
  );
}

function switchTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = dataset.theme
    ? dataset.theme === 'dark'
    : window.matchMedia('(prefers-color-scheme: dark)').matches;
  dataset.theme = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem(themeKey, dataset.theme);
  } catch {
    // Without local storage the chosen theme lasts until the page is closed.
  }
}
