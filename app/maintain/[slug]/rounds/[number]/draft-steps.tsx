import { StepColumn, StepColumns } from '@/app/maintain/[slug]/step-column';
import type { RoundView } from '@/lib/contracts/round';
import { CorrectDraft } from './correct-draft';
import { ReplaceTestSet } from './replace-test-set';

/** What a maintainer can still change of a draft: sealing fixes it all. */
export function DraftSteps({ slug, draft }: { slug: string; draft: RoundView }) {
  return (
    <section aria-label="Steps" className="mt-s7 max-phone:mt-40">
      <StepColumns count={2}>
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
          title="Replace the test set"
          purpose="A test set is not edited here: send the corrected file instead."
          effects={
            <>
              <li>Number, title, planned dates and place in the queue stay.</li>
              <li>The file that was sent before is deleted, and its check with it.</li>
              <li>The scorer checks the new one. Nothing is sealed before you ask for it.</li>
            </>
          }
        >
          <ReplaceTestSet slug={slug} number={draft.number} />
        </StepColumn>
      </StepColumns>
    </section>
  );
}
