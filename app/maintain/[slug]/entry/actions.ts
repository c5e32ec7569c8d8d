'use server';

import { revalidatePath } from 'next/cache';
import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { changeBenchmark } from '@/services/benchmark/change';
import { decideEntry, makeClassCode, removeClassCode, setEntryList } from '@/services/entry/maintain-entry';

/** `done` says what was saved; for a class code it is the code, which is shown once. */
export type EntryFormState = FormState & { readonly done: string | null };

async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const path = `/maintain/${encodeURIComponent(slug)}/entry`;
  return { actor: await requireSignedIn(path), values, slug, path };
}

export async function saveMode(before: EntryFormState, form: FormData): Promise<EntryFormState> {
  const { actor, values, slug, path } = await readForm(form);
  const questions = (values.questions ?? '').split(/\r?\n/).map((line) => line.trim());
  const saved = await changeBenchmark(actor, slug, {
    entry: values.entry,
    entry_questions: questions.filter((line) => line !== ''),
  });
  if (!saved.ok) return { ...refusedForm(before, toProblem(saved.error), values), done: null };
  revalidatePath(path);
  return { attempt: before.attempt + 1, problem: null, values: {}, done: 'Saved.' };
}

/** A chosen file counts instead of the text. */
export async function saveList(before: EntryFormState, form: FormData): Promise<EntryFormState> {
  const { actor, values, slug, path } = await readForm(form);
  const file = form.get('file');
  const list = file instanceof File && file.size > 0 ? await file.text() : (values.list ?? '');
  const saved = await setEntryList(actor, slug, { list });
  if (!saved.ok) return { ...refusedForm(before, toProblem(saved.error), { list }), done: null };
  revalidatePath(path);
  const { count } = saved.value;
  const done = `The list has ${count} ${count === 1 ? 'entry' : 'entries'}.`;
  return { attempt: before.attempt + 1, problem: null, values: {}, done };
}

export async function makeCode(before: EntryFormState, form: FormData): Promise<EntryFormState> {
  const { actor, slug } = await readForm(form);
  const made = await makeClassCode(actor, slug);
  return made.ok
    ? { attempt: before.attempt + 1, problem: null, values: {}, done: made.value.code }
    : { ...refusedForm(before, toProblem(made.error), {}), done: null };
}

export async function removeCode(before: FormState, form: FormData): Promise<FormState> {
  const { actor, slug, path } = await readForm(form);
  return respondForm(path, before, await removeClassCode(actor, slug));
}

export async function decide(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, path } = await readForm(form);
  const { id = '', state, reason = '' } = values;
  return respondForm(path, before, await decideEntry(actor, slug, id, { state, reason }));
}
