import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import { Section } from '@/app/_ui/page/section';

/** How many scored submissions a team has. */
export function QuotaFields({ state: { problem, values } }: { state: FormState }) {
  return (
    <Section title="Quota" aside="a file that is rejected costs nothing">
      <div className="mb-s4 grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
        <TextField
          name="quota_per_round"
          type="number"
          label="Submissions of a team in a round"
          min={1}
          max={1000}
          defaultValue={values.quota_per_round ?? '20'}
          fault={faultOf(problem, 'quota_per_round')}
        />
        <TextField
          name="quota_per_day"
          type="number"
          label="and on one day (UTC)"
          min={1}
          max={1000}
          defaultValue={values.quota_per_day ?? '3'}
          fault={faultOf(problem, 'quota_per_day')}
        />
      </div>
    </Section>
  );
}
