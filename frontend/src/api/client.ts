import { signal } from '@preact/signals';

/** What the server says went wrong: the fault, and what to do next. */
export class DeskError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly what: string,
    readonly next: string,
  ) {
    super(what);
  }
}

/** Sent back with everything that writes; it is bound to the session's cookie. */
export const token = signal('');

type Fault = { error?: { code?: string; what?: string; next?: string } };

async function fault(reply: Response): Promise<DeskError> {
  let told: Fault['error'] = {};
  try {
    told = ((await reply.json()) as Fault).error ?? {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { code = `http-${reply.status}`, what = `the desk answered ${reply.status}`, next = 'try again' } = told;
  return new DeskError(reply.status, code, what, next);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new DeskError(
      0,
      'unreachable',
      'the desk does not answer',
      'see that tallybook desk still runs, then reload',
    );
  }
}

export async function get<T>(path: string, stop?: AbortSignal): Promise<T> {
  const reply = await send(path, { headers: { accept: 'application/json' }, signal: stop ?? null });
  if (!reply.ok) throw await fault(reply);
  return (await reply.json()) as T;
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const reply = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tallybook-token': token.value },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw await fault(reply);
  return (await reply.json()) as T;
}
