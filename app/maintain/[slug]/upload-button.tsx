import { Button, type ButtonLook } from '@/app/_ui/controls/button';
import { UploadProgress } from '@/app/_ui/forms/upload';

/** Sends a test set, and then says how far it is. @param share null unless it is on its way */
export function UploadButton({
  share,
  look,
  children,
}: {
  share: number | null;
  look?: ButtonLook;
  children: string;
}) {
  return (
    <div className="mt-s3 flex items-center gap-s4 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-s2">
      <Button type="submit" look={look} disabled={share !== null}>
        {share === null ? children : 'Uploading'}
      </Button>
      {share !== null && <UploadProgress share={share} afterwards="All sent; it is being sealed" />}
    </div>
  );
}
