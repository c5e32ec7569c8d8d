'use client';

import { useEffect, useState } from 'react';

/** The reader's own time, which the server can't know; nothing where that is UTC. */
export function LocalInstant({ at }: { at: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const date = new Date(at);
    if (date.getTimezoneOffset() === 0) return;
    setText(
      new Intl.DateTimeFormat('en-GB', {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      }).format(date),
    );
  }, [at]);
  return text && <span className="text-ink-3"> ({text} your time)</span>;
}
