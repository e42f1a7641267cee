/** How many times longer the way takes than on a free road; undefined where nothing moves. 1 is free. */
export function travelTimeIndex(speed: number, freeFlow: number): number | undefined {
  return speed > 0 ? freeFlow / speed : undefined;
}

/** Of several stretches one after the other, by their lengths in km: the times are added up, not the indices. */
export function travelTimeIndexOf(
  stretches: readonly { readonly length: number; readonly speed: number; readonly freeFlow: number }[],
): number | undefined {
  let taken = 0;
  let free = 0;
  for (const { length, speed, freeFlow } of stretches) {
    taken += length / speed;
    free += length / freeFlow;
  }
  return free > 0 && Number.isFinite(taken) ? taken / free : undefined;
}

/** DATEX II v3.4, TrafficStatusEnum. */
export type TrafficStatus = 'stationary' | 'queuing' | 'slow' | 'heavy' | 'freeFlow';

/** Shares of the free speed below which each begins, as DATEX II describes its kinds of abnormal traffic. */
const STATUS: readonly (readonly [below: number, status: TrafficStatus])[] = [
  [0.1, 'stationary'],
  [0.25, 'queuing'],
  [0.75, 'slow'],
  [0.9, 'heavy'],
];

export function trafficStatus(speed: number, freeFlow: number): TrafficStatus {
  return STATUS.find(([below]) => speed < below * freeFlow)?.[1] ?? 'freeFlow';
}
