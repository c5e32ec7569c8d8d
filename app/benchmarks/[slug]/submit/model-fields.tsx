import { AreaField } from '@/app/_ui/forms/area-field';
import { faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import { Section } from '@/app/_ui/page/section';
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
    <Section kind="step" title="Model" aside="shown in the ranking">
      <div className="mb-s4 grid gap-s5">
        <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
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
    </Section>
  );
}
