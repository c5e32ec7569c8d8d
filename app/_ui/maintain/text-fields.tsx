import { AreaField, controlClasses, FieldBox, LabelAround } from '../forms/form-fields';
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

/**
 * A field for an optional public comment on a leak report or a flag. A page may have several of these fields, so the input has
 * no id.
 */
export const PublicWordsField = () => (
  <LabelAround label="For everybody, in the changelog (may stay empty)">
    <FieldBox>
      <input name="public_words" maxLength={300} className={controlClasses()} />
    </FieldBox>
  </LabelAround>
);
