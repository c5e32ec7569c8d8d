import { controlClasses, FieldBox } from '../forms/field-box';
import { LabelAround } from '../forms/form-field';

/** What a maintainer wants everybody to read about a report or a flag, if anything. A page may have several. */
export const PublicWordsField = () => (
  <LabelAround label="For everybody, in the changelog (may stay empty)">
    <FieldBox>
      <input name="public_words" maxLength={300} className={controlClasses()} />
    </FieldBox>
  </LabelAround>
);
