'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';

const pauseMs = 250;

type Props = {
  action: string;
  shown: string;
  label: string;
  className?: string;
  children: ReactNode;
};

/**
 * A form whose fields become the query of a page. With scripts it is submitted after each change, with a delay; without scripts
 * by its button.
 * @param action path of the page, without a query
 * @param shown current address of the page
 */
export function LiveForm({ action, shown, label, className, children }: Props) {
  const { replace } = useRouter();
  const form = useRef<HTMLFormElement>(null);
  // Resets the fields to the query, which a link may have changed, unless the reader is typing in them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another address resets the form.
  useEffect(() => {
    if (!form.current?.contains(document.activeElement)) form.current?.reset();
  }, [shown]);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const send = (sent: HTMLFormElement) => {
    clearTimeout(waiting.current);
    replace(addressOf(action, new FormData(sent)), { scroll: false });
  };
  return (
    <form
      ref={form}
      action={action}
      method="get"
      aria-label={label}
      className={className}
      onInput={({ currentTarget }: FormEvent<HTMLFormElement>) => {
        clearTimeout(waiting.current);
        waiting.current = setTimeout(() => send(currentTarget), pauseMs);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      {children}
      <noscript>
        <button type="submit" className="h-34 border border-rule-2 rounded-edge bg-panel px-12">
          Apply
        </button>
      </noscript>
    </form>
  );
}

function addressOf(action: string, form: FormData): string {
  const query = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === 'string' && value !== '') query.append(name, value);
  return query.size === 0 ? action : `${action}?${query}`;
}
