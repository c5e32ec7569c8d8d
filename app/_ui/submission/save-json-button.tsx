'use client';

import { Button } from '@/app/_ui/controls/button';
import { DownloadGlyph } from '../glyphs/glyphs';

/** Saves a text as a file without asking the server again. */
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
