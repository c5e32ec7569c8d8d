import { ActionForm } from '@/app/_ui/forms/action-form';
import { CheckReport, type PlannedBenchmark, RefreshWhileChecking } from '@/app/maintain/[slug]/check-report';
import { StepColumn, StepColumns } from '@/app/maintain/[slug]/columns';
import { decideSealable, summariseChecks } from '@/app/maintain/[slug]/explain-check';
import { SealStep } from '@/app/maintain/[slug]/round-steps';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { BlockByLeak } from '@/services/draft/overrule-leak';
import { deleteThisDraft } from './actions';
import { Decision, ModerationForm } from './moderation-steps';
import { CorrectDraft, ReplaceTestSet } from './round-forms';

type DraftStepsProps = {
  benchmark: BenchmarkFacts;
  draft: MaintainedRoundView;
  blockByLeak: BlockByLeak | null;
};

/** The changes to a draft that are possible before its seal. */
export function DraftSteps({ benchmark, draft, blockByLeak }: DraftStepsProps) {
  const { slug } = benchmark;
  return (
    <section aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={4}>
        <StepColumn
          title="Upload again"
          purpose="A test set can’t be edited: upload the corrected file instead."
          effects={
            <>
              <li>Title, planned dates and place in the queue don’t change.</li>
              <li>The file before is deleted with its check.</li>
              <li>The scorer checks the new one.</li>
            </>
          }
        >
          <ReplaceTestSet slug={slug} number={draft.number} />
        </StepColumn>
        <SealStep benchmark={benchmark} drafts={[draft]} />
        {blockByLeak && <OverruleStep slug={slug} draft={draft} {...blockByLeak} />}
        <StepColumn
          title="Correct"
          purpose="Changes the title and the planned dates."
          effects={
            <>
              <li>The test set and its check don’t change.</li>
              <li>An empty date removes the planned one.</li>
            </>
          }
        >
          <CorrectDraft slug={slug} draft={draft} />
        </StepColumn>
        <StepColumn
          title="Delete"
          purpose="Removes the draft."
          effects={
            <>
              <li>The file and its checks are deleted.</li>
              <li>Its number is free again, unless a later round has opened.</li>
            </>
          }
        >
          <DeleteThisDraft slug={slug} number={draft.number} title={draft.title} />
        </StepColumn>
      </StepColumns>
    </section>
  );
}

/** The form to overrule the leak check. Two maintainers must agree, so a sole maintainer can't use it. */
function OverruleStep({
  slug,
  draft: { number, title },
  pending,
}: BlockByLeak & { slug: string; draft: MaintainedRoundView }) {
  const form = { slug, number, subject: { of: 'leak' } };
  return (
    <StepColumn
      title="Overrule the leak check"
      purpose="For a column that may reveal the label. Two maintainers decide."
      effects={
        <>
          <li>One maintainer proposes, with a reason that the seal makes public.</li>
          <li>Another one consents. Then the scorer checks the file again.</li>
          <li>A new test set needs a new decision.</li>
        </>
      }
    >
      {pending ? (
        <Decision
          {...form}
          pending={pending}
          button={`Overrule for ${title}`}
          busy="Overruling"
          confirm="I consent: participants may see this column."
          note="the reason becomes public with the seal"
        />
      ) : (
        <ModerationForm
          {...form}
          step="propose"
          button="Propose to overrule"
          busy="Proposing"
          asksForReason
          note="nothing happens before a second maintainer consents"
        />
      )}
    </StepColumn>
  );
}

function DeleteThisDraft({ slug, number, title }: { slug: string; number: number; title: string }) {
  return (
    <ActionForm
      action={deleteThisDraft}
      about={{ slug, number }}
      confirm={`Delete ${title} and its file.`}
      button="Delete the draft"
      busy="Deleting"
      look="danger"
      note="can’t be undone"
    />
  );
}

type DraftChecksProps = {
  slug: string;
  view: MaintainedRoundView;
  benchmark: BenchmarkFacts & PlannedBenchmark;
};

/** The progress of a draft and its checks. The page refreshes until the checks are done. */
export function DraftChecks({ slug, view, benchmark }: DraftChecksProps) {
  return (
    <>
      <RefreshWhileChecking rounds={[view]} />
      <DraftStages draft={view} hasCadence={benchmark.schedule.cadence.kind !== 'none'} />
      <CheckReport slug={slug} round={view} benchmark={benchmark} isOnItsPage />
    </>
  );
}

const count = new Intl.NumberFormat('en');

type Stage = 'done' | 'now' | 'stopped' | 'to-come';

/** The four stages of a draft from the upload to the opening. */
function DraftStages({ draft, hasCadence }: { draft: MaintainedRoundView; hasCadence: boolean }) {
  const { check } = draft;
  const sealable = decideSealable(draft);
  const ofChecks: Stage = sealable === 'ready' ? 'done' : sealable === 'checking' ? 'now' : 'stopped';
  return (
    <ol
      className="mt-s5 grid grid-cols-4 border-t-line border-ink max-phone:grid-cols-1 max-phone:border-t-0"
      aria-label="Steps to the opening"
    >
      <StageItem title="1 Upload" stage="done">
        {check ? `done, ${count.format(check.item_count)} items` : 'done'}
      </StageItem>
      <StageItem title="2 Checks" stage={ofChecks}>
        {summariseChecks(check)}
      </StageItem>
      <StageItem title="3 Seal" stage={sealable === 'ready' ? 'now' : 'to-come'}>
        its commitment is published
      </StageItem>
      <StageItem title="4 Open" stage="to-come">
        {hasCadence ? 'by the schedule, or by hand' : 'by hand, no schedule'}
      </StageItem>
    </ol>
  );
}

/** Classes of a thick line that marks the current stage: above it on wide pages, at its side on phones. */
const lines: Record<Stage, string> = {
  done: 'before:bg-sea max-phone:border-sea',
  now: 'before:bg-ink max-phone:border-ink',
  stopped: 'before:bg-over max-phone:border-over',
  'to-come': 'before:bg-transparent max-phone:border-rule',
};

function StageItem({ title, stage, children }: { title: string; stage: Stage; children: string }) {
  return (
    <li
      aria-current={stage === 'now' || stage === 'stopped' ? 'step' : undefined}
      className={`relative pt-8 pr-10 text-small/[1.35] text-ink-2 before:absolute before:-top-2 before:right-8 before:left-0 before:h-4 before:content-[''] max-phone:border-l-4 max-phone:pt-4 max-phone:pb-6 max-phone:pl-12 max-phone:before:hidden ${lines[stage]}`}
    >
      <b className="block font-serif text-h3 font-semibold text-ink">{title}</b>
      <span className={stage === 'stopped' ? 'text-over' : ''}>{children}</span>
    </li>
  );
}
