import Link from 'next/link';
import type { RoundView } from '@/lib/contracts/round';

/** Links to the rounds that the strip has no room for. */
export function EarlierRounds({ slug, rounds }: { slug: string; rounds: readonly RoundView[] }) {
  if (rounds.length === 0) return null;
  return (
    <p className="small muted rounds-more">
      Earlier:{' '}
      {rounds.map((round) => (
        <Link key={round.number} href={`/benchmarks/${slug}/rounds/${round.number}`}>
          {round.title}
        </Link>
      ))}
    </p>
  );
}
