import { ActionForm } from '@/app/_ui/forms/action-form';
import { deleteThisDraft } from './draft-actions';

/** The draft whose page this is, taken back after a word of consent. */
export function DeleteThisDraft({ slug, number, title }: { slug: string; number: number; title: string }) {
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
