import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';

/** How many scored submissions a team has. */
export function QuotaFields({ state: { problem, values } }: { state: FormState }) {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Quota</h2>
        <p className="small muted">a file that is rejected costs nothing</p>
      </div>
      <div className="form cols">
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
    </section>
  );
}
