import { signal } from '@preact/signals';
import { post } from '../api/client';
import { changes } from '../api/load';
import type { Decided, Decision } from '../api/types';
import { desk, knows, mayDecide } from './desk';
import { tellDone, tellFault } from './notices';

/** True while a decision is on its way: keys pressed twice must not decide twice. */
export const busy = signal(false);

/** Keep a decision; the incidents that it changed, or null where it was refused (which the page then tells). */
export async function decide(decision: Decision, told: string): Promise<string[] | null> {
  return keep('/api/judgements', decision, (answer) => tellDone(told, answer.judgement.id));
}

/** Take back a decision; without an id the analyst's own last one. */
export async function undo(id?: string): Promise<string[] | null> {
  const body = id === undefined ? {} : { id };
  return keep('/api/undo', body, () => tellDone('Undone'));
}

async function keep(path: string, body: unknown, tell: (answer: Decided) => void): Promise<string[] | null> {
  if (busy.value || !mayDecide.value) return null;
  busy.value = true;
  try {
    const answer = await post<Decided>(path, body);
    knows(answer.stamp);
    tell(answer);
    changes.value += 1;
    return answer.incidents;
  } catch (error) {
    tellFault(error);
    return null;
  } finally {
    busy.value = false;
  }
}

/** What a reason's code means. */
export function reasonLabel(code: string): string {
  const label = desk.value?.words.reasons.find((each) => each.value === code)?.label ?? code;
  return label.replace(/\.$/, '');
}
