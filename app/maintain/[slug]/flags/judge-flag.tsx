import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { RefusableForm } from '@/app/_ui/people/refusable-form';
import type { FlagView } from '@/lib/contracts/flag';
import { judge } from './actions';

/** Keeps a maintainer's own words on a flag. */
export function JudgeFlag({ slug, flag }: { slug: string; flag: FlagView }) {
  return (
    <RefusableForm
      action={judge}
      about={{ slug, id: flag.id }}
      className="form flag-form"
      foldedUnder={flag.judged_at ? 'Judge again' : 'Judge'}
    >
      <label className="ff">
        What you found out, and what you did
        <textarea
          name="judgement"
          className="area"
          rows={3}
          required
          maxLength={2000}
          defaultValue={flag.judgement ?? ''}
        />
      </label>
      <SubmitButton busy="Keeping">Keep these words</SubmitButton>
    </RefusableForm>
  );
}
