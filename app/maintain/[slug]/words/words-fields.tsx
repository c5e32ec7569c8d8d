import { AreaField } from '@/app/_ui/forms/area-field';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import { TextFields } from '@/app/_ui/maintain/text-fields';

/** What people read about a benchmark. */
export function WordsFields({ state }: { state: FormState }) {
  const { problem, values } = state;
  const field = (name: string) => ({
    name,
    defaultValue: values[name] ?? '',
    fault: faultOf(problem, name),
  });
  return (
    <div className="my-s4 grid gap-s5">
      <TextField {...field('title')} label="Title" maxLength={120} required />
      <TextFields state={state} />
      <AreaField
        {...field('links')}
        label="Links"
        hint="One a line: a title, then the address. At most ten."
        rows={3}
        spellCheck={false}
        isOptional
      />
      <AreaField
        {...field('contacts')}
        label="Contacts"
        hint="One a line: an e-mail or web address, for everybody to read. At most five."
        rows={2}
        spellCheck={false}
        isOptional
      />
      <TextField
        {...field('tags')}
        label="Tags"
        hint="Up to eight words by which people find it, such as tabular or speech, with commas between them."
        spellCheck={false}
        isOptional
      />
    </div>
  );
}
