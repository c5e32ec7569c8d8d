import { DisclosureFacts } from '@/app/_ui/disclosure/disclosure-facts';
import { Section } from '@/app/_ui/page/section';
import type { ModelInRoundView } from '@/lib/contracts/model';
import { groupDisclosures } from './group-disclosures';

/** What the team says of each version. */
export function DisclosuresSection({ rounds }: { rounds: readonly ModelInRoundView[] }) {
  const groups = groupDisclosures(rounds);
  return (
    <Section title="Disclosure" aside="the team’s own words, checked by nobody">
      {groups.length === 0 && (
        <p className="text-small text-ink-2">
          What a team discloses is public with the official ranking of its round.
        </p>
      )}
      {groups.map(({ version, rounds, answers }) => (
        <div key={`${version} ${rounds[0]?.round}`} className="mb-s5" data-testid="disclosure">
          <h3 className="mb-s3 wrap-anywhere">
            Version {version}, {rounds.map(({ title }) => title).join(', ')}
          </h3>
          <DisclosureFacts answers={answers} />
        </div>
      ))}
    </Section>
  );
}
