import { AreaField } from '@/app/_ui/forms/area-field';
import { faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import type { Problem } from '@/lib/contracts/problem';

export type ModelMetadata = { model: string; version: string; disclosure: string };

/** What the file comes from. */
export function ModelFields({
  values,
  problem,
  onChange,
}: {
  values: ModelMetadata;
  problem: Problem | null;
  onChange: (values: ModelMetadata) => void;
}) {
  return (
    <section className="step">
      <div className="sec-head">
        <h2>Model</h2>
        <p className="small muted">shown in the ranking</p>
      </div>
      <div className="form">
        <div className="cols">
          <TextField
            name="model"
            label="Name"
            hint="The same name in every round links its results."
            maxLength={80}
            autoComplete="off"
            value={values.model}
            onChange={(event) => onChange({ ...values, model: event.target.value })}
            fault={faultOf(problem, 'model')}
            required
          />
          <TextField
            name="version"
            label="Version"
            maxLength={40}
            autoComplete="off"
            value={values.version}
            onChange={(event) => onChange({ ...values, version: event.target.value })}
            fault={faultOf(problem, 'version')}
          />
        </div>
        <AreaField
          name="disclosure"
          label="Disclosure"
          hint="Training data, outside sources, how it was tuned. Your team and the maintainers read it."
          maxLength={4000}
          value={values.disclosure}
          onChange={(event) => onChange({ ...values, disclosure: event.target.value })}
          fault={faultOf(problem, 'disclosure')}
          isOptional
        />
      </div>
    </section>
  );
}
