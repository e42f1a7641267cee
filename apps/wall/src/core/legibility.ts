/** The measured screen: height of the picture and the furthest seat. */
export interface Screen {
  readonly heightM: number;
  readonly distanceM: number;
}

/** Sizes that the eye sets, as shares of the picture's height. */
export interface Legibility {
  /** Font size of body text. */
  readonly body: number;
  readonly secondary: number;
  readonly headline: number;
  /** Lines of body text from top to bottom. */
  readonly rows: number;
}

const ARC_MINUTE = Math.PI / (180 * 60);
/** Inter's capitals are 0.728 em high. */
const CAP_HEIGHT = 0.728;
/** Of body text: Vietnamese stacks two marks on a letter, and 1.31 is where they begin to touch. */
export const LINE_HEIGHT = 1.45;
/** Below this many pixels a stacked mark does not survive on an LED wall, whatever the distance. */
export const FLOOR_PX = 14;

/** Body text is 24′ high (16′ suffices for Latin capitals, not for ẫ), secondary 20′, headline figures distance/100. */
export function legibility(screen: Screen): Legibility {
  const capitals = (height: number): number => height / CAP_HEIGHT / screen.heightM;
  const arc = (minutes: number): number => screen.distanceM * Math.tan(minutes * ARC_MINUTE);
  const body = capitals(arc(24));
  return {
    body,
    secondary: capitals(arc(20)),
    headline: capitals(screen.distanceM / 100),
    rows: 1 / (body * LINE_HEIGHT),
  };
}
