import { AreaField } from '../forms/area-field';
import { type FormState, faultOf } from '../forms/form-state';

type Props = { state: FormState };

const fieldOf = ({ problem, values }: FormState, name: string) => ({
  name,
  defaultValue: values[name] ?? '',
  fault: faultOf(problem, name),
});

export const DescriptionField = ({ state }: Props) => (
  <AreaField
    {...fieldOf(state, 'description')}
    label="Description"
    hint="Markdown. The target, the inputs, and why it matters."
    rows={6}
    isOptional
  />
);

export const RulesField = ({ state }: Props) => (
  <AreaField
    {...fieldOf(state, 'rules')}
    label="Rules"
    hint="Markdown. What participants may use and must disclose."
    rows={4}
    isOptional
  />
);
