import { useState } from 'preact/hooks';
import { DeskError } from '../api/client';
import { login } from '../state/desk';

export function Login() {
  const [fault, setFault] = useState<DeskError | null>(null);
  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await login(String(form.get('name')), String(form.get('password')));
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      setFault(error);
    }
  };
  return (
    <form class="login" onSubmit={(event) => void enter(event)}>
      <h1>Log in to this desk</h1>
      <label>
        Name
        <input name="name" autocomplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      {fault && (
        <p class="fault" role="alert">
          <b>{fault.what}</b>
          <br />
          {fault.next}
        </p>
      )}
      <button type="submit" class="action main">
        Log in
      </button>
    </form>
  );
}
