/** The map's greys. Canvas cannot read tokens without asking the style system, so they are repeated from `tokens.css`. */
export const PALETTE = {
  land: '#20252A',
  surroundings: '#1A1E22',
  border: '#565F68',
  fineBorder: '#3A4149',
  name: '#B3BAC1',
  faint: '#959DA5',
  dot: '#8A939B',
  hatch: '#737C85',
  symbolText: '#0E1012',
  text: '#E9ECEF',
  halo: '#20252A',
} as const;

export const FONT = 'Inter, sans-serif';
