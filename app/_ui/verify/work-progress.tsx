/** Progress of a computation in the browser. @param share finished share, 0 to 1 @param doing name of the current step */
export function WorkProgress({ share, doing, label }: { share: number; doing: string; label: string }) {
  const percent = Math.floor(share * 100);
  return (
    <div className="max-w-360 flex-1">
      <progress
        className="block h-7 w-full appearance-none border-0 bg-well [&::-moz-progress-bar]:bg-sea [&::-webkit-progress-bar]:bg-well [&::-webkit-progress-value]:bg-sea"
        max={100}
        value={percent}
        aria-label={label}
      />
      <p className="mt-4 text-small text-ink-2" role="status">
        {percent}&nbsp;%, {doing}
      </p>
    </div>
  );
}
