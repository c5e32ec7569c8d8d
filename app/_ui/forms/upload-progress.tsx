/** How much of a file is on its way; once all of it is, that the server works on it. */
export function UploadProgress({ share, afterwards }: { share: number; afterwards: string }) {
  const percent = Math.floor(share * 100);
  return (
    <div className="upload">
      <progress max={100} value={percent} aria-label="Upload" />
      <p className="small muted" role="status">
        {percent < 100 ? `${percent}\u00a0% sent` : afterwards}
      </p>
    </div>
  );
}
