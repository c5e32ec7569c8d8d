import { DisclosureFacts } from '@/app/_ui/disclosure/disclosure';
import { Fold, Section } from '@/app/_ui/page/section';
import type { ModelInRoundView } from '@/lib/contracts/model';
import type { PublicDisclosure } from '@/lib/core/model/disclosure';

/** The team's disclosure about the newest version; those about earlier versions are folded. */
export function DisclosuresSection({ rounds }: { rounds: readonly ModelInRoundView[] }) {
  const [newest, ...earlier] = groupDisclosures(rounds);
  return (
    <Section title="Disclosure" aside="the team’s own statement, not checked">
      {newest ? (
        <div className="mb-s5" data-testid="disclosure">
          <h3 className="mb-s3 wrap-anywhere">{titleOf(newest)}</h3>
          <DisclosureFacts answers={newest.answers} />
        </div>
      ) : (
        <p className="text-small text-ink-2">
          What a team discloses is public with the official ranking of its round.
        </p>
      )}
      {earlier.map((disclosed) => (
        <div key={`${disclosed.version} ${disclosed.rounds[0]?.round}`} data-testid="disclosure">
          <Fold title={<span className="wrap-anywhere">{titleOf(disclosed)}</span>}>
            <DisclosureFacts answers={disclosed.answers} />
          </Fold>
        </div>
      ))}
    </Section>
  );
}

const titleOf = ({ version, rounds }: DisclosedVersion): string =>
  `Version ${version}, ${rounds.map(({ title }) => title).join(', ')}`;

/** A disclosure, and the rounds for whose versions the team made the same one. */
type DisclosedVersion = {
  version: string;
  rounds: readonly { round: number; title: string }[];
  answers: PublicDisclosure;
};

/**
 * Groups equal disclosures about the same version.
 * @param rounds newest first; a round without a disclosure is skipped
 */
export function groupDisclosures(rounds: readonly ModelInRoundView[]): DisclosedVersion[] {
  const groups = new Map<string, DisclosedVersion>();
  for (const { round, title, entry } of rounds) {
    const { version, disclosure: answers } = entry;
    if (!answers) continue;
    const key = JSON.stringify([version, answers]);
    const before = groups.get(key)?.rounds ?? [];
    groups.set(key, { version, answers, rounds: [...before, { round, title }] });
  }
  return [...groups.values()];
}
