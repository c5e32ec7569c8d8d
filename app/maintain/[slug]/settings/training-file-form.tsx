'use client';

import { useActionState } from 'react';
import { buttonClasses } from '@/app/_ui/controls/button';
import { fileClasses, HiddenFields, LabelAround, TextField } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { removeFile } from './actions';

/**
 * The form for the host's training file. It posts to a route, since a server action would hold the file in memory. @param name
 * name of the stored file; null if there is none
 */
export function TrainingFileForm({ slug, name }: { slug: string; name: string | null }) {
  const [state, remove] = useActionState(removeFile, freshForm);
  return (
    <>
      <form
        method="post"
        encType="multipart/form-data"
        action={`/maintain/${slug}/training-file`}
        className="mb-s4 grid max-w-560 gap-s5"
      >
        <TextField
          name="name"
          label="Name of the file"
          hint="Ends in .csv, .jsonl, .json, .parquet or .zip."
          defaultValue={name ?? 'train.csv'}
          maxLength={100}
          spellCheck={false}
          required
        />
        <LabelAround label="File">
          <input type="file" name="file" required className={fileClasses} />
        </LabelAround>
        <div>
          <button type="submit" className={buttonClasses('plain')}>
            {name === null ? 'Upload the training file' : 'Replace the training file'}
          </button>
        </div>
      </form>
      {name !== null && (
        <form action={remove} className="mb-s4">
          <HiddenFields values={{ slug }} />
          <ProblemBox problem={state.problem} attempt={state.attempt} />
          <SubmitButton look="danger" busy="Removing">
            Remove the training file
          </SubmitButton>
        </form>
      )}
    </>
  );
}
