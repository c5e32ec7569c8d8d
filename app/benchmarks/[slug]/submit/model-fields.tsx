import { choiceClasses, tickClasses } from '@/app/_ui/forms/choice-classes';
import { faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import { Section } from '@/app/_ui/page/section';
import type { Problem } from '@/lib/contracts/problem';
import type { DisclosureDraft } from './compose-disclosure';
import { DisclosureFields } from './disclosure-fields';
import { StepTitle } from './step-title';

export type ModelMetadata = {
  model: string;
  version: string;
  disclosure: DisclosureDraft;
  baseline: boolean;
};

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
    <Section
      kind="step"
      title={<StepTitle number={3}>Name the model</StepTitle>}
      aside="shown in the ranking"
    >
      <div className="mb-s4 grid gap-s5">
        <div className="grid grid-cols-[2fr_1fr] items-start gap-x-s4 gap-y-s4 max-phone:grid-cols-1">
          <TextField
            name="model"
            label="Name"
            hint="The same name in every round links its results. It must differ from other teams’ names."
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
            hint="A new one for each file."
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
          Shown as a row to compare with, never ranked. It uses a submission.
        </span>
      </span>
    </label>
  );
}
