import { AreaField, ChoiceField, SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf, faultWithin } from '@/app/_ui/forms/form-state';
import { ContainerNeedsFields, whileImagesAreChosen } from '@/app/_ui/maintain/container-needs';
import { Section } from '@/app/_ui/page/section';
import type { Problem } from '@/lib/contracts/problem';

const signature = 'model_signature';

const features = `${signature}.input.features`;

/** The fields for kinds of submissions, visibility of the inputs, and inputs and output of models. */
export function ModelFields({ state }: { state: FormState }) {
  const { problem } = state;
  return (
    <Section title="Submissions">
      <div className="mb-s4 grid gap-s5">
        <KindFields state={state} />
        <div className={whileImagesAreChosen}>
          <ContainerNeedsFields state={state} />
        </div>
        <details
          open={faultWithin(problem, signature) || faultOf(problem, 'model_sample') ? true : undefined}
        >
          <summary>Inputs and outputs of models, and the public sample</summary>
          <div className="mt-s3 grid gap-s5">
            <SignatureFields state={state} />
            <AreaField
              state={state}
              name="model_sample"
              label="Public sample"
              hint="Up to 100 items, as CSV with the features as its header or as a JSON list. Models and images are run on them first. They are public, so use no items of a round. Without a sample a faulty model is found only in a round, and uses a submission. From the first reveal on, twenty items of that round are the sample. It can’t be changed later."
              rows={5}
              spellCheck={false}
              isOptional
              fault={faultInLine(problem, 'model_sample', 'Item')}
            />
          </div>
        </details>
      </div>
    </Section>
  );
}

function KindFields({ state }: { state: FormState }) {
  const { values } = state;
  return (
    <>
      <ChoiceField
        state={state}
        name="accepts"
        label="What is sent"
        type="checkbox"
        chosen={(values.accepts ?? 'predictions').split(',')}
        choices={[
          { value: 'predictions', title: 'Predictions', hint: 'A file with a row for each item.' },
          {
            value: 'onnx',
            title: 'Models',
            hint: 'An ONNX file, which is run here, now and on every later round.',
          },
          {
            value: 'container',
            title: 'Container images',
            hint: 'Any program, which is run the same way, without network. A runner of this site needs gVisor.',
          },
        ]}
      />
      <ChoiceField
        state={state}
        name="inputs"
        label="Inputs"
        type="radio"
        chosen={[values.inputs ?? 'public']}
        choices={[
          {
            value: 'public',
            title: 'Public from the opening on',
            hint: 'Participants see the items. Labels stay hidden.',
          },
          {
            value: 'hidden',
            title: 'Hidden',
            hint: 'Hidden until the reveal. Then prediction files can’t be sent: only models and images.',
          },
        ]}
      />
    </>
  );
}

function SignatureFields({ state }: { state: FormState }) {
  const { problem, values } = state;
  return (
    <>
      <AreaField
        state={state}
        name="model_features"
        label="Features"
        hint="One a line, in the order of the model’s columns: hour: number, or carrier: AA, DL, UA. Or paste the header of the CSV, with some rows below it: their values give the types, and a category only the values that occur. None where each item is a tensor."
        rows={6}
        spellCheck={false}
        fault={faultInLine(problem, features, 'Feature')}
      />
      <ChoiceField
        name="model_input"
        label="Models take them as"
        type="radio"
        chosen={[values.model_input ?? 'one-tensor']}
        choices={[
          {
            value: 'one-tensor',
            title: 'One input',
            hint: 'A column for each feature, a category by its place in the list.',
          },
          {
            value: 'input-per-feature',
            title: 'An input for each feature',
            hint: 'Of its name; a category as its text too.',
          },
        ]}
      />
      <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
        <TextField
          state={state}
          name="model_shape"
          label="Shape of an item"
          hint="Of tensors only: 28, 28. The test set has them as the key input."
          isOptional
          fault={faultWithin(problem, `${signature}.input.shape`)}
        />
        <SelectField
          state={state}
          name="model_output"
          label="Models return"
          fault={faultWithin(problem, `${signature}.output`)}
          hint="A regression wants numbers; ROC AUC and log loss want probabilities."
          groups={outputs}
        />
      </div>
    </>
  );
}

const outputs = [
  {
    title: null,
    options: [
      { value: '', title: 'what the task and the metric want' },
      { value: 'probabilities', title: 'a probability for each class' },
      { value: 'label', title: 'the class by its name' },
      { value: 'class-index', title: 'the class by its place, from 0' },
      { value: 'number', title: 'a number' },
    ],
  },
];

/** The error of a field in which each line is a value of its own, with the number of the line. */
function faultInLine(problem: Problem | null, field: string, line: string): string | null {
  const fault = problem?.errors.find(
    (error) => error.field === field || error.field?.startsWith(`${field}.`),
  );
  if (!fault) return null;
  const place = fault.field?.slice(field.length + 1).split('.')[0];
  return place ? `${line} ${Number(place) + 1}: ${fault.detail}` : fault.detail;
}
