'use client';

import { type ReactNode, useEffect, useState } from 'react';

export type PickedModel = { readonly slug: string; readonly name: string };

type Props = {
  initial: readonly PickedModel[];
  formId: string;
  most: number;
  letters: readonly ReactNode[];
  clearHref: string;
};

/**
 * The ticked models with their letters. Once `most` are ticked, all other checkboxes are disabled. The address of the page is
 * changed without a request, so that it can be shared.
 */
export function PickedModels({ initial, formId, most, letters, clearHref }: Props) {
  const [picked, setPicked] = useState(initial);
  useEffect(() => {
    const update = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.form?.id !== formId) return;
      const chosen = listChosen(target.form);
      setPicked(chosen);
      limitBoxes(target.form, chosen.length >= most);
      keepInAddress(chosen);
    };
    document.addEventListener('change', update);
    const form = document.getElementById(formId);
    if (form instanceof HTMLFormElement) limitBoxes(form, listChosen(form).length >= most);
    return () => document.removeEventListener('change', update);
  }, [formId, most]);
  return (
    <>
      <span className="text-ink-2">
        {picked.length === 0
          ? `Tick two to ${countWords[most]} models to compare them`
          : `${picked.length} chosen, up to ${most}`}
      </span>
      {picked.slice(0, most).map(({ slug, name }, i) => (
        <span key={slug} className="inline-flex min-w-0 items-center gap-7" data-testid="picked">
          {letters[i]}
          <span className="max-w-260 truncate max-phone:max-w-108">{name}</span>
        </span>
      ))}
      {picked.length > 0 && (
        // A plain link instead of Next's, so that the browser loads the page anew with unticked checkboxes.
        <a href={clearHref} className="text-sea">
          Clear
        </a>
      )}
    </>
  );
}

const countWords: Readonly<Record<number, string>> = { 4: 'four' };

const boxesOf = (form: HTMLFormElement): HTMLInputElement[] =>
  [...form.elements].filter(
    (element): element is HTMLInputElement => element instanceof HTMLInputElement && element.name === 'model',
  );

const listChosen = (form: HTMLFormElement): PickedModel[] =>
  boxesOf(form)
    .filter(({ type, checked }) => type === 'hidden' || checked)
    .map((box) => ({ slug: box.value, name: box.dataset.name ?? nameOfBox(box) ?? box.value }));

const nameOfBox = (box: HTMLInputElement): string | undefined =>
  box.getAttribute('aria-label')?.replace(/^Compare /, '');

function limitBoxes(form: HTMLFormElement, isFull: boolean): void {
  for (const box of boxesOf(form)) if (box.type === 'checkbox') box.disabled = isFull && !box.checked;
}

function keepInAddress(picked: readonly PickedModel[]): void {
  const address = new URL(window.location.href);
  address.searchParams.delete('model');
  for (const { slug } of picked) address.searchParams.append('model', slug);
  window.history.replaceState(window.history.state, '', address);
}
