import { formatDuration } from '@/app/_ui/format-quantity';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { listBlocking } from '@/lib/core/round/checks/check';
import { StepColumn } from './columns';
import { checkTitles, decideSealable } from './explain-check';
import { RoundActionForm } from './round-action-form';

type OfBenchmark = Pick<BenchmarkFacts, 'slug' | 'inputs' | 'feedback_share'>;

/** The step that seals a draft. @param drafts oldest first */
export function SealStep({
  benchmark: { slug, inputs, feedback_share },
  drafts,
}: {
  benchmark: OfBenchmark;
  drafts: readonly MaintainedRoundView[];
}) {
  const ready = drafts.filter((draft) => decideSealable(draft) === 'ready');
  const warnings = ready.flatMap(({ title, check }) =>
    (check?.checks ?? []).filter(({ outcome }) => outcome !== 'pass').map(({ name }) => ({ title, name })),
  );
  const replacing = ready.filter(({ replaces }) => replaces !== null);
  return (
    <StepColumn
      title="Seal"
      purpose={`Fixes a checked test set for good, before ${inputs === 'public' ? 'its inputs are public' : 'models are run on it'}.`}
      effects={
        <>
          <li>
            The scorer checks it once more and draws{' '}
            {feedback_share > 0
              ? 'which items are feedback and which are final'
              : 'the order of its inputs; all items count for the official ranking'}
            .
          </li>
          <li>The test set can’t change afterwards.</li>
          <li>The round and its commitment become public, its content doesn’t.</li>
          {replacing.map(({ number, title, replaces }) => (
            <li key={number}>
              {title} replaces round {replaces}, which is invalidated and never opens.
            </li>
          ))}
        </>
      }
    >
      {warnings.length > 0 && (
        <ul className="mb-s3 text-small text-land">
          {warnings.map(({ title, name }) => (
            <li key={`${title} ${name}`} className="flex gap-7 py-2">
              <CheckGlyph result="warn" className="mt-2 size-12" />
              <span>
                {ready.length > 1 && `${title}: `}
                {checkTitles[name]}
              </span>
            </li>
          ))}
        </ul>
      )}
      <RoundActionForm
        slug={slug}
        action="seal"
        offersNewIds
        rounds={ready}
        verb="Seal"
        busy="Sealing"
        isDisabled={ready.length === 0}
        note={ready.length > 0 ? 'cannot be undone' : whyNotSeal(drafts)}
      />
    </StepColumn>
  );
}

function whyNotSeal(drafts: readonly MaintainedRoundView[]): string {
  const newest = drafts.at(-1);
  if (!newest) return 'upload a test set first';
  if (drafts.some((draft) => draft.check === null)) return 'when the check is done and has found no problem';
  const blocking = listBlocking(newest.check?.checks ?? [], { drawsIds: true });
  return blocking.length > 0
    ? `${newest.title} is blocked: ${blocking.map((name) => checkTitles[name]).join('; ')}`
    : 'upload a test set without problems';
}

/** The step that opens a sealed round. @param sealed rounds in the order in which they open */
export function OpenStep({
  sealed,
  open,
  hasCadence,
  benchmark: { slug, inputs },
}: {
  benchmark: OfBenchmark;
  sealed: readonly MaintainedRoundView[];
  open: MaintainedRoundView | undefined;
  hasCadence: boolean;
}) {
  return (
    <StepColumn
      title="Open"
      purpose={
        <>Starts now{hasCadence && ', ahead of the schedule'}. A benchmark has at most one open round.</>
      }
      effects={
        <>
          <li>
            {inputs === 'public'
              ? 'The inputs are published, without labels.'
              : 'Models are run on the inputs, which stay hidden.'}
          </li>
          <li>Teams submit, within their quota.</li>
          <li>
            {sealed.length > 0 && sealed.every((round) => round.feedback_policy === 'final-only')
              ? 'Nobody gets feedback on scores before the close.'
              : 'Feedback comes from the feedback split, by the feedback policy.'}
          </li>
        </>
      }
    >
      <RoundActionForm
        slug={slug}
        action="open"
        rounds={sealed}
        verb="Open"
        busy="Opening"
        isDisabled={sealed.length === 0 || open !== undefined}
        closesHint={`Left empty: as planned with the upload, else ${hasCadence ? 'as the schedule ends it' : 'after 30 days'}.`}
        confirm={
          sealed.length > 0 && !open
            ? `${inputs === 'public' ? 'Publish its inputs and take' : 'Take'} submissions, until it closes.`
            : undefined
        }
        note={whyNotOpen(sealed.length, open?.title)}
      />
    </StepColumn>
  );
}

function whyNotOpen(sealedCount: number, openTitle: string | undefined): string {
  if (sealedCount === 0) return 'seal a round first';
  return openTitle ? `close ${openTitle} first` : 'opening cannot be undone';
}

type Props = {
  slug: string;
  open: MaintainedRoundView | undefined;
  now: Date;
};

export function CloseStep({ open, now, slug }: Props) {
  const msLeft = open?.closes_at ? Date.parse(open.closes_at) - now.getTime() : 0;
  return (
    <StepColumn
      title="Close"
      purpose={
        open && msLeft > 0
          ? `${open.title} has ${formatDuration(msLeft)} left.`
          : 'Ends the round and makes its ranking official.'
      }
      effects={
        <>
          <li>No more submissions are accepted.</li>
          <li>Accepted submissions are still scored.</li>
          <li>The official ranking is computed on the final split and published.</li>
        </>
      }
    >
      <RoundActionForm
        slug={slug}
        action="close"
        rounds={open ? [open] : []}
        verb="Close"
        busy="Closing"
        isDisabled={!open}
        reasonHint={open && 'Public, in the changelog. One line.'}
        confirm={msLeft > 0 ? `Close it ${formatDuration(msLeft)} before its time.` : undefined}
        note={open ? 'cannot be undone' : 'no round is open'}
      />
    </StepColumn>
  );
}

/** The step that reveals a closed round. @param closed oldest first */
export function RevealStep({ slug, closed }: { slug: string; closed: readonly MaintainedRoundView[] }) {
  const official = closed.filter(({ submissions }) => submissions.unfinished === 0);
  return (
    <StepColumn
      title="Reveal"
      purpose="Retires a closed round: everything that was hidden becomes public."
      effects={
        <>
          <li>
            Its items, labels and secret are published, with every scored prediction file that wasn’t
            withdrawn.
          </li>
          <li>Every reader can verify the commitment and compute each score again.</li>
          <li>It can’t be hidden again.</li>
        </>
      }
    >
      <RoundActionForm
        slug={slug}
        action="reveal"
        rounds={official}
        verb="Reveal"
        busy="Revealing"
        isDisabled={official.length === 0}
        confirm="Publish its labels and secret, and the prediction files."
        note={
          official.length > 0
            ? 'cannot be undone'
            : closed.length === 0
              ? 'close a round first'
              : 'when the submissions in progress are scored'
        }
      />
    </StepColumn>
  );
}
