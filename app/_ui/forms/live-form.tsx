'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useRef } from 'react';

const pauseMs = 250;

/**
 * A form whose answer is a page: it is sent by its button, and where scripts run as soon as something in it changes.
 * @param action path of the page, without a query
 */
export function LiveForm({
  action,
  label,
  className,
  children,
}: {
  action: string;
  label: string;
  className?: string;
  children: ReactNode;
}) {
  const { replace } = useRouter();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const send = (form: HTMLFormElement) => {
    clearTimeout(waiting.current);
    replace(addressOf(action, new FormData(form)), { scroll: false });
  };
  return (
    <form
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
