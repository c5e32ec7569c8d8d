import { describeLevel, partTitles } from '@/app/_ui/disclosure/disclosure';
import { AreaField, choiceClasses, SelectField, TextField, tickClasses } from '@/app/_ui/forms/form-fields';
import { faultOf, faultWithin } from '@/app/_ui/forms/form-state';
import { Section } from '@/app/_ui/page/section';
import type { Problem } from '@/lib/contracts/problem';
import { linkKinds, type OpennessLevel, opennessLevels, openParts } from '@/lib/core/model/disclosure';
import { type DisclosureDraft, fieldOfLink } from './compose-disclosure';

export type ModelMetadata = {
  model: string;
  version: string;
  disclosure: DisclosureDraft;
  baseline: boolean;
  /** True for a container image whose program is trained on revealed rounds. */
  trains: boolean;
};

type ModelFieldsProps = {
  values: ModelMetadata;
  problem: Problem | null;
  /** True for maintainers, who alone may send a baseline. */
  mayBeBaseline: boolean;
  /** True if the benchmark grants training hours to container images. */
  mayTrain: boolean;
  onChange: (values: ModelMetadata) => void;
};

export function ModelFields({ values, problem, mayBeBaseline, mayTrain, onChange }: ModelFieldsProps) {
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
        {mayTrain && (
          <TickBox
            name="trains"
            title="It trains itself"
            hint="The site trains it on all revealed rounds, each time a round is revealed. Each trained model is a version of its own and enters the next round beside this one. A check of the file trains nothing."
            isChecked={values.trains}
            onChange={(trains) => onChange({ ...values, trains })}
          />
        )}
        {mayBeBaseline && (
          <TickBox
            name="baseline"
            title="A baseline"
            hint="Shown as a row to compare with, never ranked. It uses a submission."
            isChecked={values.baseline}
            onChange={(baseline) => onChange({ ...values, baseline })}
          />
        )}
      </div>
    </Section>
  );
}

type TickBoxProps = {
  name: string;
  title: string;
  hint: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
};

function TickBox({ name, title, hint, isChecked, onChange }: TickBoxProps) {
  return (
    <label className={choiceClasses}>
      <input
        type="checkbox"
        name={name}
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className={tickClasses}
      />
      <span>
        <b className="font-medium">{title}</b>
        <span className="block text-small text-ink-2">{hint}</span>
      </span>
    </label>
  );
}

type Props = {
  values: DisclosureDraft;
  problem: Problem | null;
  onChange: (values: DisclosureDraft) => void;
};

const levels = [
  {
    title: null,
    options: [
      { value: '', title: 'undisclosed' },
      ...opennessLevels.map((level) => ({ value: level, title: describeLevel(level) })),
    ],
  },
];

const grid = 'grid items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1';

/** Optional facts about a version: public ones, and notes for the team and the maintainers. */
function DisclosureFields(props: Props) {
  const { values, problem, onChange } = props;
  return (
    <details id="disclosure" open={faultWithin(problem, 'disclosure') ? true : undefined}>
      <summary>
        Code, weights, training data <small className="text-ink-2">optional, shown in the table</small>
      </summary>
      <div className="mt-s3 grid gap-s5">
        <p className="max-w-[37em] text-small text-ink-2">
          Public beside your model, from the official ranking on. An empty field is shown as undisclosed.
          Nothing can be changed after the file is accepted.
        </p>
        <OpennessFields {...props} />
        <OutputFields {...props} />
        <LinkFields {...props} />
        <AreaField
          name="notes"
          label="Notes"
          hint="For example, how the model was tuned. Not public: only your team reads it and, after the round, the maintainers."
          maxLength={4000}
          value={values.notes}
          onChange={(event) => onChange({ ...values, notes: event.target.value })}
          fault={faultWithin(problem, 'disclosure.notes')}
        />
      </div>
    </details>
  );
}

function OpennessFields({ values, problem, onChange }: Props) {
  return (
    <fieldset>
      <legend className="mb-s2 text-small text-ink-2">Open to others:</legend>
      <div className={`${grid} grid-cols-3`}>
        {openParts.map((part) => (
          <SelectField
            key={part}
            name={`open_${part}`}
            label={partTitles[part]}
            groups={levels}
            value={values.openness[part]}
            onChange={(event) =>
              onChange({
                ...values,
                // The cast is safe, since the select offers only these values.
                openness: { ...values.openness, [part]: event.target.value as OpennessLevel | '' },
              })
            }
            fault={faultWithin(problem, `disclosure.openness.${part}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

const factFields = [
  {
    name: 'training_cutoff',
    label: 'Training cut-off',
    hint: 'The last day or month of the training data: 2026-03-31 or 2026-03.',
    maxLength: 10,
  },
  { name: 'parameters', label: 'Parameters', hint: 'The number of fitted parameters.', maxLength: 30 },
  {
    name: 'external_data',
    label: 'External data',
    hint: 'Training data from elsewhere, or “none”.',
    maxLength: 200,
  },
  { name: 'licence', label: 'Licence', hint: 'An SPDX identifier: Apache-2.0, MIT.', maxLength: 80 },
] as const;

function OutputFields({ values, problem, onChange }: Props) {
  return (
    <div className={`${grid} grid-cols-2`}>
      {factFields.map(({ name, ...field }) => (
        <TextField
          key={name}
          {...field}
          name={name}
          inputMode={name === 'parameters' ? 'numeric' : undefined}
          autoComplete="off"
          value={values[name]}
          onChange={(event) => onChange({ ...values, [name]: event.target.value })}
          fault={faultWithin(problem, `disclosure.${name}`)}
        />
      ))}
    </div>
  );
}

const linkTitles = {
  paper: 'Link to a paper',
  code: 'Link to the code',
  weights: 'Link to the weights',
  data: 'Link to the data',
  page: 'Link to a page',
} as const;

function LinkFields({ values, problem, onChange }: Props) {
  return (
    <div className={`${grid} grid-cols-2`}>
      {linkKinds.map((kind) => {
        const field = fieldOfLink(values, kind);
        return (
          <TextField
            key={kind}
            name={`link_${kind}`}
            label={linkTitles[kind]}
            placeholder="https://"
            inputMode="url"
            autoComplete="off"
            maxLength={300}
            value={values.links[kind]}
            onChange={(event) =>
              onChange({ ...values, links: { ...values.links, [kind]: event.target.value } })
            }
            fault={field && faultWithin(problem, field)}
          />
        );
      })}
    </div>
  );
}

export const StepTitle = ({ number, children }: { number: number; children: string }) => (
  <>
    <span className="mr-6 font-normal text-ink-3">{number}</span> {children}
  </>
);
