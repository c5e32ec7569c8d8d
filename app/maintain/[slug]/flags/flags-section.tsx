import type { FlagView } from '@/lib/contracts/flag';
import { FlagEntry } from './flag-entry';

/** What those who maintain a benchmark should look at: what waits, then what was judged. */
export function FlagsSection(of: { slug: string; flags: readonly FlagView[]; isForMaintainer: boolean }) {
  const waiting = of.flags.filter((flag) => flag.judged_at === null).length;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Raised</h2>
        <p className="small muted">
          {waiting === 0 ? 'none waits' : waiting === 1 ? 'one waits' : `${waiting} wait`}; only those with a
          role here see them
        </p>
      </div>
      {of.flags.length === 0 ? (
        <p className="muted">Nothing has been flagged.</p>
      ) : (
        of.flags.map((flag) => (
          <FlagEntry key={flag.id} slug={of.slug} flag={flag} isForMaintainer={of.isForMaintainer} />
        ))
      )}
    </section>
  );
}
