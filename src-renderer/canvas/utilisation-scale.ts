/** Colours of load, from idle to full. The steps differ in lightness as well as hue, so they can be told apart without colour vision; the legend shows the same table. */
export interface LoadStep {
  readonly from: number;
  readonly label: string;
  readonly light: string;
  readonly dark: string;
}

export const loadSteps: readonly LoadStep[] = [
  { from: 0, label: 'under 25 %', light: '#3a9188', dark: '#4fb3a7' },
  { from: 0.25, label: '25 to 50 %', light: '#5b8c2a', dark: '#9bc45a' },
  { from: 0.5, label: '50 to 75 %', light: '#c08a00', dark: '#f0c03c' },
  { from: 0.75, label: '75 to 90 %', light: '#cf5a00', dark: '#ff9350' },
  { from: 0.9, label: '90 % and more', light: '#b3122f', dark: '#ff5c74' },
];

export function loadColour(utilisation: number, dark: boolean): string {
  const step = loadSteps.findLast(({ from }) => utilisation >= from) ?? loadSteps[0];
  return dark ? step.dark : step.light;
}
