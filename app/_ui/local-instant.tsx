'use client';

import { useEffect, useState } from 'react';
import { formatAtOffset, formatIsoAtOffset } from './format-instant';

/** The reader's own time, which the server can't know; nothing where that is UTC. @param isIso with its offset, beside an instant in ISO */
export function LocalInstant({ at, isIso = false }: { at: string; isIso?: boolean }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const date = new Date(at);
    const offsetMinutes = -date.getTimezoneOffset();
    if (offsetMinutes === 0) return;
    setText(isIso ? formatIsoAtOffset(date, offsetMinutes) : formatAtOffset(date, offsetMinutes));
  }, [at, isIso]);
  return text && <span className="text-ink-3"> ({text} your time)</span>;
}
