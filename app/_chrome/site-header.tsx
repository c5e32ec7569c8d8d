import Link from 'next/link';
import type { Actor } from '@/services/access/actor';
import { BrandMark } from './brand-mark';
import { MainNav } from './main-nav';
import { ThemeSwitchButton } from './theme-switch-button';
import { TickingClock } from './ticking-clock';

export function SiteHeader({ actor, now }: { actor: Actor | null; now: string }) {
  return (
    <header className="top">
      <div className="wrap">
        <Link className="brand" href="/">
          <BrandMark />
          Tidemark
        </Link>
        <MainNav />
        <TickingClock now={now} />
        <Link className="who" href={actor ? '/settings' : '/sign-in'}>
          {actor ? (actor.name ?? actor.email ?? 'Settings') : 'Sign in'}
        </Link>
        <ThemeSwitchButton />
      </div>
    </header>
  );
}
