import Link from 'next/link';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { MergeSums } from '@/app/_ui/people/merge-sums';
import type { MergeView } from '@/lib/contracts/team';
import { objectTo } from './actions';

type Props = {
  slug: string;
  merges: readonly MergeView[];
  isForMaintainer: boolean;
};

/** Merges to which the captains of two teams have agreed, with a form by which a maintainer objects in time. */
export function MergesSection({ slug, merges, isForMaintainer }: Props) {
  if (merges.length === 0) return null;
  return (
    <Section
      id="merges"
      title="Merging teams"
      aside="both captains agreed; a maintainer may object within 24 hours"
    >
      <ul className="grid gap-s5">
        {merges.map(({ id, teams, name, state, objections_until, drop_reason, together }) => (
          <li key={id} data-testid="agreed-merge">
            <h3 className="wrap-anywhere">
              {teams.map(({ team, name: teamName }, i) => (
                <span key={team}>
                  {i > 0 && ' and '}
                  <Link href={`/teams/${team}`} prefetch={false}>
                    {teamName}
                  </Link>
                </span>
              ))}{' '}
              as {name}
            </h3>
            <p className="text-small text-ink-2">
              {state === 'merged' && 'Merged: they share submissions, refusals and exposure.'}
              {state === 'dropped' && `Not merged${drop_reason ? `: ${drop_reason}` : '.'}`}
              {state === 'agreed' && objections_until && (
                <>
                  They are merged at <IsoInstant at={objections_until} local />, unless a maintainer objects.
                </>
              )}
            </p>
            {together && <MergeSums together={together} />}
            {state === 'agreed' && isForMaintainer && (
              <ActionForm
                action={objectTo}
                about={{ slug, id }}
                shape="folded"
                foldedUnder="Object"
                button="Keep these teams apart"
                busy="Objecting"
                look="danger"
                reason={{ hint: 'Both teams read it.', maxLength: 500, name: 'reason' }}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
