'use server';

import { redirect } from 'next/navigation';
import { leaveForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { changeBenchmark } from '@/services/benchmark/change';
import { copyBenchmark } from '@/services/benchmark/create';
import { deleteBenchmark } from '@/services/benchmark/delete';
import { removeTrainingFile } from '@/services/benchmark/training-file';
import { requestRunner, withdrawRunnerRequest } from '@/services/runner/trusted';
import {
  readDataForm,
  readRoundsForm,
  readRunnersForm,
  readTaskForm,
  readTextsForm,
} from './settings-form-values';

const readers = {
  texts: readTextsForm,
  data: readDataForm,
  rounds: readRoundsForm,
  runners: readRunnersForm,
  task: readTaskForm,
} as const;

export type SettingsPart = keyof typeof readers;

const isPart = (text: string): text is SettingsPart => Object.hasOwn(readers, text);

const pathOf = (slug: string) => `/maintain/${encodeURIComponent(slug)}`;

export async function saveSettings(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '', part = '' } = values;
  const path = `${pathOf(slug)}/settings`;
  const actor = await requireSignedIn(path);
  if (!isPart(part)) throw new Error('a form named no part of the settings');
  const done = await changeBenchmark(actor, slug, readers[part](values));
  return leaveForm(path, before, done, { values, to: `${path}?saved=${part}#${part}` });
}

export async function copyToNew(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '', new_slug, new_title } = values;
  const actor = await requireSignedIn(`${pathOf(slug)}/settings`);
  const made = await copyBenchmark(actor, slug, { slug: new_slug, title: new_title });
  if (!made.ok) return refusedForm(before, toProblem(made.error), values);
  redirect(`${pathOf(made.value.slug)}/settings`);
}

export async function removeBenchmark(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const actor = await requireSignedIn(`${pathOf(slug)}/settings`);
  const done = await deleteBenchmark(actor, slug);
  return leaveForm('/maintain', before, done, { values, to: '/maintain' });
}

export async function removeFile(before: FormState, form: FormData): Promise<FormState> {
  const { slug = '' } = readFormValues(form);
  const path = `${pathOf(slug)}/settings`;
  const done = await removeTrainingFile(await requireSignedIn(path), slug);
  return leaveForm(path, before, done, { to: `${path}?saved=file#file` });
}

export async function askForRunner(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '', runner_name: name, key, place, cores_max, memory_mb_max } = values;
  const path = `${pathOf(slug)}/settings`;
  const actor = await requireSignedIn(path);
  const done = await requestRunner(actor, slug, { name, key, place, cores_max, memory_mb_max });
  return leaveForm(path, before, done, { values, to: `${path}?saved=runners#runners` });
}

export async function withdrawRunner(before: FormState, form: FormData): Promise<FormState> {
  const { slug = '', request = '' } = readFormValues(form);
  const path = `${pathOf(slug)}/settings`;
  const done = await withdrawRunnerRequest(await requireSignedIn(path), slug, request);
  return leaveForm(path, before, done, { to: `${path}?saved=runners#runners` });
}
