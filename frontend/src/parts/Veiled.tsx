import { useState } from 'preact/hooks';
import { showsGraphic, showsNames } from '../state/care';
import { Written } from './Written';

export type Veil = 'name' | 'graphic' | null;

/** Words of a report; a victim's name or a graphic passage is hidden until it is asked for. */
export function Veiled({ text, veil }: { text: string; veil: Veil }) {
  const [lifted, setLifted] = useState(false);
  const free = veil === null || lifted || (veil === 'name' ? showsNames.value : showsGraphic.value);
  if (free) return <Written text={text} />;
  const what = veil === 'name' ? 'name' : 'graphic passage';
  return (
    <button type="button" class={`veil ${veil}`} onClick={() => setLifted(true)} title={`Show this ${what}`}>
      <span class="unseen">Hidden {what}; show it</span>
      <span aria-hidden="true">{veil === 'name' ? '▇▇▇▇' : 'graphic passage hidden'}</span>
    </button>
  );
}
