import { Section } from '@/app/_ui/page/section';
import type { FlagView } from '@/lib/contracts/flag';
import { FlagEntry } from './flag-entry';

/** What those who maintain a benchmark should look at: what waits, then what was judged. */
export function FlagsSection({
  flags,
  slug,
  isForMaintainer,
}: {
  slug: string;
  flags: readonly FlagView[];
  isForMaintainer: boolean;
}) {
  const waiting = flags.filter((flag) => flag.judged_at === null).length;
  return (
    <Section
      title="Raised"
      aside={
        <>
          {waiting === 0 ? 'none waits' : waiting === 1 ? 'one waits' : `${waiting} wait`}; only those with a
          role here see them
        </>
      }
    >
      {flags.length === 0 ? (
        <p className="text-ink-2">Nothing has been flagged.</p>
      ) : (
        flags.map((flag) => (
          <FlagEntry key={flag.id} slug={slug} flag={flag} isForMaintainer={isForMaintainer} />
        ))
      )}
    </Section>
  );
}
