import type { ComponentProps, ReactNode } from 'react';
import { Crumbs } from '@/app/_ui/page/crumbs';
import { Lede } from '@/app/_ui/page/lede';

/** A page's head with how things stand at its side. @param children what follows the lede */
export function HeadBesideStanding(props: {
  crumbs: ComponentProps<typeof Crumbs>;
  title: string;
  lede: ReactNode;
  standing: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[1fr_372px] items-end gap-s7 pt-s5 max-wide:grid-cols-[1fr_320px] max-wide:gap-s6 max-phone:grid-cols-[1fr] max-phone:gap-s5">
      <div>
        <Crumbs {...props.crumbs} />
        <h1>{props.title}</h1>
        <Lede width="beside">{props.lede}</Lede>
        {props.children}
      </div>
      {props.standing}
    </div>
  );
}
