import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { checkTitles } from '@/app/maintain/[slug]/check-titles';
import { decideSealable } from '@/app/maintain/[slug]/decide-sealable';
import { RoundActionForm } from '@/app/maintain/[slug]/round-action-form';
import { StepColumn } from '@/app/maintain/[slug]/step-column';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { listBlocking } from '@/lib/core/round/checks/check';

/** @param drafts those that came first, first */
export function SealStep({ slug, drafts }: { slug: string; drafts: readonly MaintainedRoundView[] }) {
  const ready = drafts.filter((draft) => decideSealable(draft) === 'ready');
  const warnings = ready.flatMap(({ title, check }) =>
    (check?.checks ?? []).filter(({ outcome }) => outcome !== 'pass').map(({ name }) => ({ title, name })),
  );
  const replacing = ready.filter(({ replaces }) => replaces !== null);
  return (
    <StepColumn
      title="Seal"
      purpose="Fixes a checked test set for good, before its inputs are public."
      effects={
        <>
          <li>The scorer checks it once more and draws which items are feedback and which are final.</li>
          <li>The test set can’t change afterwards.</li>
          <li>The round and its commitment become public, its content doesn’t.</li>
          {replacing.map(({ number, title, replaces }) => (
            <li key={number}>
              {title} takes the place of round {replaces}, which is invalidated and never opens.
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
        note={ready.length > 0 ? 'cannot be undone' : whyNot(drafts)}
      />
    </StepColumn>
  );
}

function whyNot(drafts: readonly MaintainedRoundView[]): string {
  const newest = drafts.at(-1);
  if (!newest) return 'upload a test set first';
  if (drafts.some((draft) => draft.check === null)) return 'when the check is done and has found no problem';
  const blocking = listBlocking(newest.check?.checks ?? [], { drawsIds: true });
  return blocking.length > 0
    ? `${newest.title} is blocked: ${blocking.map((name) => checkTitles[name]).join('; ')}`
    : 'upload a test set without problems';
}
