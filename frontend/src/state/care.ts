import { computed, signal } from '@preact/signals';
import { desk } from './desk';

/** How much is shown of people and places, and how text is set. Kept in this browser only. */
export type Care = {
  names: boolean;
  graphic: boolean;
  coarse: boolean;
  latin: boolean;
  direction: 'auto' | 'ltr' | 'rtl';
  keys: boolean;
};

const KEPT = 'tallybook-care';
const FIRST: Care = { names: false, graphic: false, coarse: false, latin: false, direction: 'auto', keys: true };

function kept(): Care {
  try {
    return { ...FIRST, ...(JSON.parse(window.localStorage.getItem(KEPT) ?? '{}') as Partial<Care>) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return FIRST;
    throw error;
  }
}

export const care = signal<Care>(kept());

export function setCare(change: Partial<Care>): void {
  care.value = { ...care.value, ...change };
  try {
    window.localStorage.setItem(KEPT, JSON.stringify(care.value));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** What the server withholds cannot be switched on here. */
export const showsNames = computed(() => care.value.names && !desk.value?.options.hide_names);
export const showsGraphic = computed(() => care.value.graphic && !desk.value?.options.hide_graphic);
export const isCoarse = computed(() => care.value.coarse || Boolean(desk.value?.options.coarse));
