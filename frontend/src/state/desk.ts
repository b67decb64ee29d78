import { computed, signal } from '@preact/signals';
import { get, post, token } from '../api/client';
import { changes } from '../api/load';
import type { Desk } from '../api/types';

/** What the page knows of the book and of who sits before it; null until the server has answered. */
export const desk = signal<Desk | null>(null);

/** Set when the book has changed under the page (another analyst, another run). */
export const stale = signal(false);

export const mayDecide = computed(() => {
  const now = desk.value;
  return now !== null && !now.options.read_only && now.user !== null && now.user.role !== 'reader';
});
export const isLead = computed(() => desk.value?.user?.role === 'lead');

export function take(answer: Desk): void {
  token.value = answer.token;
  desk.value = answer;
}

export async function start(): Promise<void> {
  take(await get<Desk>('/api/desk'));
  window.setInterval(watch, 15_000);
}

export async function login(name: string, password: string): Promise<void> {
  take(await post<Desk>('/api/login', { name, password }));
  changes.value += 1;
}

export async function logout(): Promise<void> {
  take(await post<Desk>('/api/logout', {}));
}

/** Own decisions move the stamp too: what the server gave back for them is no news. */
export function knows(stamp: string): void {
  if (desk.value) desk.value = { ...desk.value, stamp };
}

async function watch(): Promise<void> {
  const known = desk.value;
  if (!known || document.hidden || (known.login && !known.user)) return;
  const reply = await fetch('/api/stamp').catch(() => null);
  if (!reply?.ok) return;
  const { stamp } = (await reply.json()) as { stamp: string };
  if (desk.value === known && stamp !== known.stamp) stale.value = true;
}

/** Ask for everything anew. */
export async function refresh(): Promise<void> {
  take(await get<Desk>('/api/desk'));
  stale.value = false;
  changes.value += 1;
}
