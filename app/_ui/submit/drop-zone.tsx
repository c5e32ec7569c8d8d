'use client';

import { type DragEvent, useState } from 'react';
import { swashPath } from '../chrome/swash-path';
import { formatBytes } from '../format-bytes';

const line = (y: number, depth: number, phase: number) =>
  swashPath({ width: 760, y, lobe: 60, depth, phase });
const edge = line(86, 8, 0.21);

/**
 * Takes a file by drop or by choice. The water rises with the share of it that has been read.
 * @param share 0 to 1
 */
export function DropZone(of: {
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
    const file = event.dataTransfer.files[0];
    if (file) of.onFile(file);
  };
  return (
    <label
      className={isOver ? 'drop is-over' : 'drop'}
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
        className="vh"
        accept={of.accept ?? '.csv,.jsonl,.ndjson,.gz,.zip,text/csv,application/jsonl'}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) of.onFile(file);
          // Choosing the same file again, corrected, has to be told too.
          event.target.value = '';
        }}
      />
      <svg
        className="droplines"
        viewBox="0 0 760 120"
        preserveAspectRatio="none"
        aria-hidden="true"
        style={{ transform: `translateY(${-26 * of.share}px)` }}
      >
        <path className="wet" d={`${edge}V180H0z`} />
        <path className="swash o2" d={line(66, 5, 0.83)} />
        <path className="swash o1" d={line(76, 6, 0.47)} />
        <path className="swash" d={edge} />
      </svg>
      <span className="dt">
        <b>{of.file ? 'Drop a new file here' : 'Drop your file here'}</b>, or <u>choose one</u>
      </span>
      <span className="df">
        {of.file ? (
          <>
            <b className="mono">{of.file.name}</b> {formatBytes(of.file.size)}
          </>
        ) : (
          (of.note ?? 'It is checked here in the browser; nothing is sent yet.')
        )}
      </span>
    </label>
  );
}
