'use client';

import { useState } from 'react';
import { Button, type ButtonLook } from '../controls/button';
import { DownloadGlyph } from '../glyphs/glyphs';

type Props = {
  text: string;
  look?: ButtonLook;
  children?: string;
};

/** A button that copies a text, and shows for three seconds whether the browser allowed that. */
export function CopyButton({ text, look, children = 'Copy' }: Props) {
  const [result, setResult] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setResult('Copied');
    } catch {
      setResult('Not allowed here: select it');
    }
    setTimeout(() => setResult(null), 3_000);
  };
  return (
    <Button look={look} onClick={copy}>
      <svg className="glyph" viewBox="0 0 14 14" aria-hidden="true">
        <path d="M4.5 4.5v-3h8v8h-3M1.5 4.5h8v8h-8z" fill="none" stroke="currentColor" strokeWidth="1.3" />
      </svg>
      <span aria-live="polite">{result ?? children}</span>
    </Button>
  );
}

/** A button that saves a text as a file, without a request to the server. */
export function SaveJsonButton({ text, fileName }: { text: string; fileName: string }) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1_000);
  };
  return (
    <Button look="share" onClick={save}>
      <DownloadGlyph />
      Save JSON
    </Button>
  );
}
