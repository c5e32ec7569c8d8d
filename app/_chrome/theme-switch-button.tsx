'use client';

import { themeKey } from './theme-key';

/** Day chart or night chart; until it is pressed, the browser's own preference holds. */
export function ThemeSwitchButton() {
  return (
    <button
      className="absolute -right-6 cursor-pointer p-6 leading-0 text-ink-2 hover:text-ink print:hidden"
      type="button"
      aria-label="Switch theme"
      title="Day or night chart"
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
    // A browser that keeps nothing forgets the choice with the page.
  }
}
