import { ActionForm } from '@/app/_ui/forms/action-form';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { takeDraftBack } from './draft-actions';

/** Takes a draft back, after a second look. */
export function DeleteDraft({ slug, draft }: { slug: string; draft: MaintainedRoundView }) {
  return (
    <ActionForm
      action={takeDraftBack}
      about={{ slug, round: draft.number }}
      shape="sure"
      place="table"
      foldedUnder="Delete"
      button={`Delete ${draft.title} and its file`}
      busy="Deleting"
      look="danger"
    />
  );
}
