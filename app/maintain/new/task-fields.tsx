import { AreaField } from '@/app/_ui/forms/area-field';
import { ChoiceField } from '@/app/_ui/forms/choice-field';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { SelectField } from '@/app/_ui/forms/select-field';
import { metricOptions } from '@/app/_ui/maintain/metric-options';
import { Section } from '@/app/_ui/page/section';
import { metrics } from '@/lib/core/metrics/metrics';

const taskChoices = [
  { value: 'binary', title: 'Two classes' },
  { value: 'multiclass', title: 'Three or more classes' },
  { value: 'regression', title: 'Regression', hint: 'A number for each item.' },
  { value: 'text', title: 'Text', hint: 'An answer in words, letters or digits.' },
];
/** What is predicted and how it is scored. */
export function TaskFields({ state }: { state: FormState }) {
  return (
    <Section title="Task and metric">
      <div className="mb-s4 grid gap-s5">
        <PredictedFields state={state} />
        <MetricFields state={state} />
      </div>
    </Section>
  );
}

function PredictedFields({ state: { problem, values } }: { state: FormState }) {
  return (
    <>
      <ChoiceField
        name="task"
        label="Task"
        type="radio"
        chosen={[values.task ?? 'binary']}
        fault={faultOf(problem, 'task')}
        choices={taskChoices}
      />
      <AreaField
        name="classes"
        label="Classes"
        hint="One a line, as the labels write them. Of two classes the positive one comes last. A regression or a text task has none."
        rows={4}
        spellCheck={false}
        defaultValue={values.classes ?? ''}
        fault={faultOf(problem, 'classes')}
      />
    </>
  );
}

function MetricFields({ state: { problem, values } }: { state: FormState }) {
  return (
    <>
      <SelectField
        // A list that stands already keeps what it began with, also where another metric is planned for.
        key={values.metric}
        name="metric"
        label="Metric that ranks"
        defaultValue={values.metric}
        fault={faultOf(problem, 'metric')}
        hint="ROC AUC and log loss need probabilities; the others can be scored from classes too."
        groups={metricOptions}
      />
      <ChoiceField
        name="secondary_metrics"
        label="Metrics shown beside it"
        type="checkbox"
        isInColumns
        chosen={(values.secondary_metrics ?? '').split(',')}
        fault={faultOf(problem, 'secondary_metrics')}
        choices={metrics.map(({ name, title, group }) => ({ value: name, title, hint: group }))}
      />
    </>
  );
}
