import Link from 'next/link';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { MergeSums } from '@/app/_ui/people/merge-sums';
import type { MergeView } from '@/lib/contracts/team';
import { agree, askToMerge, dropWish } from './actions';

type Props = {
  team: string;
  isCaptain: boolean;
  merges: readonly MergeView[];
  /** Benchmarks that the team has entered. */
  benchmarks: readonly { slug: string; title: string }[];
};

/** Pending merges with other teams, and for captains the form that asks for a new one. */
export function MergeSection({ team, isCaptain, merges, benchmarks }: Props) {
  if (merges.length === 0 && (!isCaptain || benchmarks.length === 0)) return null;
  return (
    <Section title="Merge with another team" aside="both captains agree; maintainers have 24 hours to object">
      <ul className="grid gap-s5">
        {merges.map((merge) => (
          <li key={merge.id} data-testid="merge">
            <Merge team={team} merge={merge} isCaptain={isCaptain} />
          </li>
        ))}
      </ul>
      {isCaptain && benchmarks.length > 0 && (
        <ActionForm
          action={askToMerge}
          about={{ team }}
          shape="folded"
          foldedUnder="Ask another team"
          button="Ask that team"
          busy="Asking"
          note="Earlier rounds keep both names. It can’t be undone during a round."
        >
          <SelectField
            name="benchmark"
            label="Benchmark"
            groups={[{ title: null, options: benchmarks.map(({ slug, title }) => ({ value: slug, title })) }]}
          />
          <TextField
            name="with"
            label="The other team’s address"
            hint="the end of its page’s address"
            required
          />
          <TextField name="merge_name" label="Common name" minLength={2} maxLength={60} required />
        </ActionForm>
      )}
    </Section>
  );
}

function Merge({ team, merge, isCaptain }: { team: string; merge: MergeView; isCaptain: boolean }) {
  const { id, benchmark, name, state, teams, merged_team, together } = merge;
  const isAsked = state === 'asked' && teams[1]?.team === team;
  return (
    <>
      <h3 className="wrap-anywhere">
        {teams.map((one) => one.name).join(' and ')} as {name}
      </h3>
      <p className="text-small text-ink-2">
        In{' '}
        <Link href={`/benchmarks/${benchmark.slug}`} prefetch={false}>
          {benchmark.title}
        </Link>
        : <MergeState merge={merge} />
        {merged_team && (
          <>
            {' '}
            <Link href={`/teams/${merged_team}`} prefetch={false}>
              {name}
            </Link>
          </>
        )}
      </p>
      {together && <MergeSums together={together} />}
      {isCaptain && (state === 'asked' || state === 'agreed') && (
        <div className="mt-s3 flex flex-wrap gap-s3">
          {isAsked && (
            <ActionForm
              action={agree}
              about={{ team, id }}
              shape="bare"
              button="Agree to merge"
              busy="Agreeing"
            />
          )}
          <ActionForm
            action={dropWish}
            about={{ team, id }}
            shape="bare"
            button="Drop the merge"
            busy="Dropping"
            look="plain"
          />
        </div>
      )}
    </>
  );
}

function MergeState({ merge: { state, objections_until, drop_reason } }: { merge: MergeView }) {
  if (state === 'asked') return 'waits for a captain of the team that was asked.';
  if (state === 'dropped')
    return drop_reason ? `not merged: ${drop_reason}` : 'not merged: a captain dropped it.';
  if (state === 'merged') return 'merged, with a new team of all members:';
  return (
    <>
      both agree, and maintainers may object until{' '}
      {objections_until && <Instant at={objections_until} local />}.
    </>
  );
}
