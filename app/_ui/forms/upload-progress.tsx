/** How much of a file is on its way; once all of it is, that the server works on it. */
export function UploadProgress({ share, afterwards }: { share: number; afterwards: string }) {
  const percent = Math.floor(share * 100);
  return (
    <div className="max-w-360 flex-1">
      <progress className="block h-7 w-full accent-sea" max={100} value={percent} aria-label="Upload" />
      <p className="text-small text-ink-2" role="status">
        {percent < 100 ? `${percent}\u00a0% sent` : afterwards}
      </p>
    </div>
  );
}
