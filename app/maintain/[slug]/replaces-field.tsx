import { controlClasses, FieldBox } from '@/app/_ui/forms/field-box';
import { describedBy, FormField } from '@/app/_ui/forms/form-field';

export type ReplaceableRound = { number: number; title: string };

const hint =
  'A sealed round can’t be changed, only replaced. Once this upload is sealed it takes that round’s place in the queue; the replaced round is invalidated and never opens. The changelog shows both.';

/** Which sealed round an upload takes the place of, if any. */
export function ReplacesField({
  sealed,
  fault,
}: {
  sealed: readonly ReplaceableRound[];
  fault: string | null;
}) {
  return (
    <FormField id="replaces" label="Replaces" hint={hint} fault={fault} isOptional>
      <FieldBox isFaulty={Boolean(fault)}>
        <select
          id="replaces"
          name="replaces"
          className={`pr-2 ${controlClasses()}`}
          defaultValue=""
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy('replaces', { hint, fault })}
        >
          <option value="">none: it comes last in the queue</option>
          {sealed.map(({ number, title }) => (
            <option key={number} value={number}>
              round {number}, {title}
            </option>
          ))}
        </select>
      </FieldBox>
    </FormField>
  );
}
