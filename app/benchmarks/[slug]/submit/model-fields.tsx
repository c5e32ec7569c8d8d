import { choiceClasses, tickClasses } from '@/app/_ui/forms/choice-classes';
import { faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import { Section } from '@/app/_ui/page/section';
import type { Problem } from '@/lib/contracts/problem';
import type { DisclosureDraft } from './compose-disclosure';
import { DisclosureFields } from './disclosure-fields';

export type ModelMetadata = {
  model: string;
  version: string;
  disclosure: DisclosureDraft;
  baseline: boolean;
};

/** What the file comes from. */
export function ModelFields({
  values,
  problem,
  mayBeBaseline,
  onChange,
}: {
  values: ModelMetadata;
  problem: Problem | null;
  /** For maintainers alone. */
  mayBeBaseline: boolean;
  onChange: (values: ModelMetadata) => void;
}) {
  return (
    <Section kind="step" title="Model" aside="shown in the ranking">
      <div className="mb-s4 grid gap-s5">
        <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
          <TextField
            name="model"
            label="Name"
            hint="The same name in every round links its results. No two teams have the same one."
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
            hint="One file each. The best reported score counts, unless you choose another on its page."
            maxLength={40}
            autoComplete="off"
            value={values.version}
            onChange={(event) => onChange({ ...values, version: event.target.value })}
            fault={faultOf(problem, 'version')}
          />
        </div>
        <DisclosureFields
          values={values.disclosure}
          problem={problem}
          onChange={(disclosure) => onChange({ ...values, disclosure })}
        />
        {mayBeBaseline && (
          <BaselineBox
            isChecked={values.baseline}
            onChange={(baseline) => onChange({ ...values, baseline })}
          />
        )}
      </div>
    </Section>
  );
}

function BaselineBox({
  isChecked,
  onChange,
}: {
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}) {
  return (
    <label className={choiceClasses}>
      <input
        type="checkbox"
        name="baseline"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className={tickClasses}
      />
      <span>
        <b className="font-medium">A baseline</b>
        <span className="block text-small text-ink-2">
          Shown as a row and a line to compare with. It uses a submission like any other.
        </span>
      </span>
    </label>
  );
}
