'use client';

import { type DragEvent, useState } from 'react';
import { swashPath } from '../chrome/swash-path';
import { formatBytes } from '../format-quantity';

const line = (y: number, depth: number, phase: number) =>
  swashPath({ width: 760, y, lobe: 60, depth, phase });

const edge = line(86, 8, 0.21);

/**
 * A file input with drag and drop.
 * @param share share of the file that has been read, 0 to 1; water in the picture rises with it
 */
export function DropZone({
  file,
  share,
  onFile,
  accept = '.csv,.jsonl,.ndjson,.gz,.zip,text/csv,application/jsonl',
  note = 'It is checked here in the browser; nothing is sent yet.',
}: {
  file: File | null;
  share: number;
  onFile: (file: File) => void;
  accept?: string;
  note?: string;
}) {
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onFile(dropped);
  };
  return (
    <label
      className={`relative flex min-h-136 cursor-pointer flex-col justify-center overflow-hidden rounded-edge border bg-panel px-20 pb-34 max-small:pt-16 max-small:pb-58 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-over ${isOver ? 'border-sea' : 'border-dashed border-rule-2 hover:border-solid hover:border-ink'}`}
      data-testid="drop-zone"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        className="sr-only"
        accept={accept}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) onFile(chosen);
          // Without this reset, choosing the same file again, now corrected, would fire no event.
          event.target.value = '';
        }}
      />
      <Water share={share} />
      <DropWords file={file} note={note} />
    </label>
  );
}

function Water({ share }: { share: number }) {
  return (
    <svg
      className="absolute inset-x-0 bottom-0 h-120 w-full transition-[transform] *:[vector-effect:non-scaling-stroke]"
      viewBox="0 0 760 120"
      preserveAspectRatio="none"
      aria-hidden="true"
      style={{ transform: `translateY(${-26 * share}px)` }}
    >
      <path className="fill-shallow-1" d={`${edge}V180H0z`} />
      <path className="swash is-far" d={line(66, 5, 0.83)} />
      <path className="swash is-behind" d={line(76, 6, 0.47)} />
      <path className="swash" d={edge} />
    </svg>
  );
}

function DropWords({ file, note }: { file: File | null; note: string }) {
  return (
    <>
      <span className="relative font-serif text-lede/[1.3] normal-nums">
        <b className="font-semibold">{file ? 'Drop another file here' : 'Drop your file here'}</b>, or{' '}
        <u className="text-sea decoration-1 underline-offset-[0.18em]">choose one</u>
      </span>
      <span className="relative text-small/inherit text-ink-2">
        {file ? (
          <>
            <b className="as-code font-medium text-ink">{file.name}</b> {formatBytes(file.size)}
          </>
        ) : (
          note
        )}
      </span>
    </>
  );
}
