/** How far work in the browser has come, and what is being done. */
export function WorkProgress({ share, doing, label }: { share: number; doing: string; label: string }) {
  const percent = Math.floor(share * 100);
  return (
    <div className="upload">
      <progress max={100} value={percent} aria-label={label} />
      <p className="small muted" role="status">
        {percent}&nbsp;%, {doing}
      </p>
    </div>
  );
}
