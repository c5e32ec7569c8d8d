import Link from 'next/link';
import type { ReactNode } from 'react';
import { type RoundView, roundsDrawnMax } from '@/lib/contracts/round';
import { formatShortDay, formatTime } from '../format-instant';
import { RoundGlyph } from '../glyphs/glyphs';

type Props = {
  slug: string;
  /** The benchmark's rounds, newest first. */
  rounds: readonly RoundView[];
  /** Number of the round whose page this is; null on other pages. */
  selected: number | null;
  now: Date;
};

/** Links to the newest rounds in chronological order, and below them links to earlier ones. */
export function RoundBar({ slug, rounds, selected, now }: Props) {
  const { shown, spareCount } = chooseShown(rounds);
  return (
    <nav aria-label="Rounds" className="mt-s4">
      <ol className={`rounds-strip ${columnsOf[shown.length] ?? ''}`}>
        {shown.map((round, i) => (
          <RoundColumn
            key={round.number}
            slug={slug}
            round={round}
            words={describeInBar(round, now)}
            isSelected={round.number === selected}
            isSpare={i < spareCount}
          />
        ))}
      </ol>
      <EarlierRounds slug={slug} rounds={rounds} />
    </nav>
  );
}

/** Maximum number of round titles on a phone. */
const drawnOnPhoneMax = 4;

/** The newest rounds in chronological order. On a phone the first `spareCount` of them are hidden. */
export function chooseShown(rounds: readonly RoundView[]): {
  shown: readonly RoundView[];
  spareCount: number;
} {
  const shown = rounds.slice(0, roundsDrawnMax).reverse();
  return { shown, spareCount: Math.max(0, shown.length - drawnOnPhoneMax) };
}

/** Grid classes by the number of shown rounds. Column widths are fixed, so that nothing moves while the page streams. */
export const columnsOf: readonly string[] = [
  ...['', 'grid-cols-1', 'grid-cols-2', 'grid-cols-3', 'grid-cols-4'],
  ...['grid-cols-5 max-phone:grid-cols-4', 'grid-cols-6 max-phone:grid-cols-4'],
];

/** A round's state in a few words, with its date if there is one. */
export function describeInBar(round: RoundView, now: Date): string {
  switch (round.state) {
    case 'sealed': {
      const opensAt = round.planned_opening?.opens_at;
      return opensAt === undefined ? 'no date yet' : `opens ${formatSoon(opensAt, now)}`;
    }
    case 'open':
      return round.closes_at === null ? 'open' : `open until ${formatSoon(round.closes_at, now)}`;
    case 'closed':
      return round.freshness?.state === 'provisional' ? 'being scored' : 'official ranking';
    default:
      return round.state;
  }
}

const dayMs = 86_400_000;

/** The day of a time, or its hour and minute if it is less than a day away. */
function formatSoon(at: string, now: Date): string {
  const instant = new Date(at);
  return Math.abs(instant.getTime() - now.getTime()) < dayMs
    ? `${formatTime(instant)} UTC`
    : formatShortDay(instant);
}

type RoundColumnProps = {
  slug: string;
  round: RoundView;
  words: string;
  isSelected: boolean;
  /** True if the round is hidden on a phone. */
  isSpare: boolean;
  children?: ReactNode;
};

export function RoundColumn({ slug, round, words, isSelected, isSpare, children }: RoundColumnProps) {
  return (
    <li className={`${isSelected ? 'is-selected' : ''}${isSpare ? ' is-spare' : ''}`}>
      <Link
        href={`/benchmarks/${slug}/rounds/${round.number}`}
        {...(isSelected && { 'aria-current': 'true' })}
        title={`${round.title}: ${words}`}
      >
        <b>{round.title}</b>
        <span>
          <RoundGlyph state={round.state} className={round.state === 'open' ? 'text-over' : ''} />
          {words}
        </span>
      </Link>
      {children}
    </li>
  );
}

/** Links to earlier rounds, on a phone including those that are hidden above. */
export function EarlierRounds({ slug, rounds }: Pick<Props, 'slug' | 'rounds'>) {
  const { shown, spareCount } = chooseShown(rounds);
  const spare = shown.slice(0, spareCount).reverse();
  const older = rounds.slice(roundsDrawnMax);
  if (older.length + spare.length === 0) return null;
  return (
    <p
      className={`mt-s2 flex-wrap gap-x-12 gap-y-2 text-small text-ink-2 ${older.length === 0 ? 'hidden max-phone:flex' : 'flex'}`}
    >
      Earlier:{' '}
      {[...spare, ...older].map((round, i) => (
        <Link
          key={round.number}
          href={`/benchmarks/${slug}/rounds/${round.number}`}
          className={i < spare.length ? 'hidden max-phone:inline' : ''}
        >
          {round.title}
        </Link>
      ))}
    </p>
  );
}
