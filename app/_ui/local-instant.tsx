'use client';

import { useEffect, useState } from 'react';
import { formatAtOffset, formatIsoAtOffset } from './format-instant';

/**
 * The time in the reader's time zone, which only the browser knows; empty if that zone is UTC. @param isIso true to write it in
 * ISO 8601
 */
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
