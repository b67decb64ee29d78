import { care, isCoarse, setCare, showsGraphic, showsNames } from '../state/care';
import { desk } from '../state/desk';
import { Menu } from './Menu';

function Switch(props: { label: string; on: boolean; set: (on: boolean) => void; held?: boolean; hint?: string }) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={props.on}
        disabled={props.held}
        onChange={(event) => props.set(event.currentTarget.checked)}
      />
      <span>
        {props.label}
        {props.hint && <small>{props.held ? 'set by whoever runs this desk' : props.hint}</small>}
      </span>
    </label>
  );
}

/** What is shown of people and places, and how text is set. */
export function CareMenu() {
  const held = desk.value?.options;
  return (
    <Menu label="Care" title="What is shown of people and places">
      <Switch
        label="Names of victims"
        hint="hidden until you ask"
        on={showsNames.value}
        held={held?.hide_names ?? false}
        set={(names) => setCare({ names })}
      />
      <Switch
        label="Graphic passages"
        hint="hidden until you ask"
        on={showsGraphic.value}
        held={held?.hide_graphic ?? false}
        set={(graphic) => setCare({ graphic })}
      />
      <Switch
        label="Coarse coordinates"
        hint="to half a degree, on map and page"
        on={isCoarse.value}
        held={held?.coarse ?? false}
        set={(coarse) => setCare({ coarse })}
      />
      <Switch
        label="In Latin letters"
        hint="reports in other scripts, transliterated"
        on={care.value.latin}
        set={(latin) => setCare({ latin })}
      />
      <fieldset class="direction">
        <legend>Direction of reports</legend>
        {(['auto', 'ltr', 'rtl'] as const).map((direction) => (
          <label key={direction}>
            <input
              type="radio"
              name="direction"
              checked={care.value.direction === direction}
              onChange={() => setCare({ direction })}
            />
            {{ auto: 'as written', ltr: 'left to right', rtl: 'right to left' }[direction]}
          </label>
        ))}
      </fieldset>
      <Switch
        label="Single keys"
        hint="off, if they disturb your own tools"
        on={care.value.keys}
        set={(keys) => setCare({ keys })}
      />
    </Menu>
  );
}
