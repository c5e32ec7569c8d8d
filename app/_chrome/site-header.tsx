import Link from 'next/link';
import type { Actor } from '@/services/access/actor';
import { BrandMark } from './brand-mark';
import { MainNav } from './main-nav';
import { ThemeSwitchButton } from './theme-switch-button';
import { TickingClock } from './ticking-clock';

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
        {/* Read from the right, with room kept for the button: what the browser draws before the rest has come stays where it is. */}
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
