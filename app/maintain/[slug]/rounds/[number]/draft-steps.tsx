import { ActionForm } from '@/app/_ui/forms/action-form';
import { SealStep } from '@/app/maintain/[slug]/round-steps';
import { StepColumn, StepColumns } from '@/app/maintain/[slug]/step-column';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CorrectDraft } from './correct-draft';
import { deleteThisDraft } from './draft-actions';
import { ReplaceTestSet } from './replace-test-set';

/** What a maintainer can still do with a draft: sealing fixes it all. */
export function DraftSteps({ slug, draft }: { slug: string; draft: MaintainedRoundView }) {
  return (
    <section aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={4}>
        <StepColumn
          title="Upload again"
          purpose="A test set is not edited here: send the corrected file instead."
          effects={
            <>
              <li>Title, planned dates and place in the queue stay.</li>
              <li>The file that was sent before is deleted, and its check with it.</li>
              <li>The scorer checks the new one.</li>
            </>
          }
        >
          <ReplaceTestSet slug={slug} number={draft.number} />
        </StepColumn>
        <SealStep slug={slug} drafts={[draft]} />
        <StepColumn
          title="Correct"
          purpose="What the round is called, and when it is to be open."
          effects={
            <>
              <li>The test set and its check stay as they are.</li>
              <li>An empty date takes the planned one away.</li>
            </>
          }
        >
          <CorrectDraft slug={slug} draft={draft} />
        </StepColumn>
        <StepColumn
          title="Delete"
          purpose="Takes the draft back."
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

/** The draft whose page this is, taken back after a word of consent. */
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
