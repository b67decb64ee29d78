import { signal } from '@preact/signals';
import { DeskError } from '../api/client';

export type Notice = { id: number; kind: 'done' | 'fault'; what: string; next?: string; undo?: string };

export const notices = signal<Notice[]>([]);
let count = 0;

export function dismiss(id: number): void {
  notices.value = notices.value.filter((each) => each.id !== id);
}

function tell(notice: Omit<Notice, 'id'>): void {
  count += 1;
  const id = count;
  notices.value = [...notices.value.slice(-2), { ...notice, id }];
  if (notice.kind === 'done') window.setTimeout(() => dismiss(id), 8000);
}

export function tellDone(what: string, undo?: string): void {
  tell(undo === undefined ? { kind: 'done', what } : { kind: 'done', what, undo });
}

/** Show a fault that the server told; anything else is a mistake of ours and goes on up. */
export function tellFault(error: unknown): void {
  if (!(error instanceof DeskError)) throw error;
  tell({ kind: 'fault', what: error.what, next: error.next });
}
