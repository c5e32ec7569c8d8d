import Link from 'next/link';
import type { Actor } from '@/services/access/caller';
import { MainNav, ThemeSwitchButton, TickingClock } from './header-controls';

export function SiteHeader({ actor, now }: { actor: Actor | null; now: string }) {
  return (
    <header className="border-b border-rule print:hidden">
      <div className="mx-auto flex h-52 max-w-wrap items-center gap-s6 px-gutter max-phone:h-auto max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-0 max-phone:pt-12 max-small:gap-x-s2">
        <Link
          className="flex h-28 items-center gap-10 overflow-clip font-serif text-[1.25rem]/none font-semibold tracking-[-0.01em] text-ink no-underline"
          href="/"
        >
          <BrandMark />
          Tidemark
        </Link>
        <MainNav />
        {/* Reversed order and padding reserve the space of the button at the right, so that nothing moves while the page streams. */}
        <div className="relative flex min-w-0 flex-1 flex-row-reverse items-center gap-20 pr-38 max-phone:gap-s4 max-phone:pr-32 max-small:gap-s2 max-small:pr-24">
          <Link
            className="max-w-[14em] min-w-0 truncate text-small/inherit text-ink-2 hover:text-ink max-phone:max-w-[7em] max-small:max-w-[4.5em]"
            href={actor ? '/settings' : '/sign-in'}
            prefetch={false}
          >
            {actor ? (actor.name ?? actor.email ?? 'Settings') : 'Sign in'}
          </Link>
          <ThemeSwitchButton />
          <TickingClock now={now} />
        </div>
      </div>
    </header>
  );
}

/** The site's mark: three wave lines, as falling tides leave them on a beach. */
function BrandMark() {
  return (
    <svg
      width="30"
      height="22"
      viewBox="0 0 30 22"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      className="text-sea"
    >
      <path d="M1 4.6c3-2 5.2-2.2 8-.6s4.6 1.2 7-.6 6.5-2 13 .4" strokeWidth="1.3" opacity=".38" />
      <path d="M1 10.4c4.5-2.4 7-1.4 10 .1s5.5.9 8-.7 5.6-1.3 10 .5" strokeWidth="1.7" opacity=".66" />
      <path d="M1 17c3.2-2.8 6.3-2.4 9.2-.5s6.3 1.6 9.1-.4 6-1.5 9.7.7" strokeWidth="2.6" />
    </svg>
  );
}
