import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import type { RoundFacts } from '@/lib/contracts/round';

/** Of a round whose answers aren't out: what anybody will be able to compute again, and when. */
export function VerifyLater({
  round,
  revealsAfterRounds,
}: {
  round: RoundFacts;
  /** How many later rounds have closed by then; null when its maintainers decide. */
  revealsAfterRounds: number | null;
}) {
  const closesAt = round.closed_at ?? round.closes_at;
  return (
    <Section kind="step" title="What will be verifiable">
      <p className="mb-s4 max-w-[37em]">
        {round.state === 'invalidated' ? (
          'This round was invalidated, and an invalidated round is never revealed: its commitment stays in the public record.'
        ) : (
          <>
            The answers of this round are still hidden. {describeReveal(revealsAfterRounds)}{' '}
            {closesAt && (
              <>
                It {round.closed_at ? 'closed' : 'closes'} <Instant at={closesAt} local />.{' '}
              </>
            )}
            From its reveal on, this page computes it again in your browser. It shows that each item, its
            label and its part are those that were sealed, and that every final score follows from them.
          </>
        )}
      </p>
      <p className="mt-s3 max-w-[37em]">
        The root below fixes all of that already. Keep it, or a receipt of a submission, which has it too: an
        archive that was changed later can’t give it.
      </p>
    </Section>
  );
}

const describeReveal = (rounds: number | null): string =>
  rounds === null
    ? 'Its maintainers reveal it some time after its close.'
    : `It is revealed by itself once ${rounds === 1 ? 'the next round has' : `${rounds} later rounds have`} closed, or earlier by its maintainers.`;
