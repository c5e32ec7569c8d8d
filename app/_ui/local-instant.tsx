'use client';

import { useEffect, useState } from 'react';
import { formatIsoAtOffset } from './format-iso';

/** The reader's own time, which the server can't know; nothing where that is UTC. @param isIso with its offset, beside an instant in ISO */
export function LocalInstant({ at, isIso = false }: { at: string; isIso?: boolean }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const date = new Date(at);
    if (date.getTimezoneOffset() === 0) return;
    setText(isIso ? formatIsoAtOffset(date, -date.getTimezoneOffset()) : formatLocally(date));
  }, [at, isIso]);
  return text && <span className="text-ink-3"> ({text} your time)</span>;
}

const formatLocally = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);
