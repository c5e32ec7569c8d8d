import { FormField } from '@/app/_ui/forms/form-fields';

/** The file of a test set. */
export function TestSetField({ fault }: { fault: string | null }) {
  return (
    <FormField
      id="test_set"
      label="Test set"
      fault={fault}
      hint="CSV or JSON Lines, at most 256 MB: id, input columns, label, and if you like group, date and up to three columns slice_… by which scores are shown after the close."
    >
      <input
        id="test_set"
        name="test_set"
        type="file"
        className="w-full text-data/inherit file:mr-s3 file:h-34 file:cursor-pointer file:border file:border-rule-2 file:rounded-edge file:bg-panel file:px-12 file:text-small/[normal] file:font-medium file:text-ink"
        aria-describedby="test_set-hint"
        required
      />
    </FormField>
  );
}
