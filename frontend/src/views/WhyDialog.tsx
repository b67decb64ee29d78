import type { ComponentChildren } from 'preact';
import type { Decision } from '../api/types';
import { Action } from '../parts/Action';
import { Dialog } from '../parts/Dialog';
import { type About, useWhy } from '../parts/Reasons';
import { busy, decide } from '../state/decide';

type Props = {
  title: string;
  label: string;
  about: About;
  decision: Decision;
  told: string;
  close: () => void;
  after?: (incidents: string[]) => void;
  children?: ComponentChildren;
  wide?: boolean;
};

/** Asks for the reasons of a decision, shows what it would change, and keeps it. */
export function WhyDialog({ title, label, about, decision, told, close, after, children, wide = false }: Props) {
  const { why, fields } = useWhy(about);
  const keep = async () => {
    const changed = await decide({ ...decision, ...why }, told);
    if (!changed) return;
    close();
    after?.(changed);
  };
  return (
    <Dialog title={title} close={close} wide={wide}>
      {children}
      {fields}
      <footer>
        <Action k="Enter" kind="main" label={label} disabled={busy.value} run={() => void keep()} />
      </footer>
    </Dialog>
  );
}
