import { SERVICE_SCHEMES, serviceLevel, urbanStreetLevel } from './level-of-service.js';
import { trafficStatus, travelTimeIndex, travelTimeIndexOf } from './travel-time.js';

describe('serviceLevel', () => {
  it.each([
    { scheme: 'freeway', bounds: [11, 18, 26, 35, 45], source: 'HCM, freeway' },
    { scheme: 'freewayMetric', bounds: [6.8, 11.2, 16.2, 21.7, 28], source: 'HCM, freeway, in kilometres' },
    { scheme: 'signalised', bounds: [10, 20, 35, 55, 80], source: 'HCM, signalised intersection' },
    { scheme: 'unsignalised', bounds: [10, 15, 25, 35, 50], source: 'HCM, unsignalised intersection' },
    { scheme: 'urbanRoadVn', bounds: [0.35, 0.5, 0.75, 0.9, 1], source: 'TCVN 13592:2022' },
  ] as const)('$source: $bounds', ({ scheme, bounds }) => {
    const levels = (offset: number) =>
      bounds.map((bound) => serviceLevel(SERVICE_SCHEMES[scheme], bound + offset)).join('');
    expect(levels(0)).toBe('ABCDE');
    expect(levels(0.01)).toBe('BCDEF');
    expect(serviceLevel(SERVICE_SCHEMES[scheme], 0)).toBe('A');
  });

  it.each([
    { speed: 52, level: 'A', share: 86.7 },
    { speed: 44, level: 'B', share: 73.3 },
    { speed: 35, level: 'C', share: 58.3 },
    { speed: 26, level: 'D', share: 43.3 },
    { speed: 20, level: 'E', share: 33.3 },
    { speed: 17, level: 'F', share: 28.3 },
    { speed: 48, level: 'B', share: 80 },
    { speed: 18, level: 'F', share: 30 },
  ])('HCM 6, urban street with a free flow of 60 km/h: $speed is $share %, $level', ({ speed, level }) => {
    expect(urbanStreetLevel(speed, 60)).toBe(level);
  });

  it.each([
    { ratio: 1, level: 'A', why: 'as many as can pass' },
    { ratio: 1.01, level: 'F', why: 'more than can pass' },
  ])('HCM 6, urban street: $level at full speed with $why', ({ ratio, level }) => {
    expect(urbanStreetLevel(60, 60, ratio)).toBe(level);
  });
});

describe('travel times', () => {
  it.each([
    { speed: 50, index: 1, why: 'a free road' },
    { speed: 20, index: 2.5, why: 'the way takes two and a half times as long' },
    { speed: 0, index: undefined, why: 'nobody arrives' },
  ])('an index of $index at $speed of 50 km/h: $why', ({ speed, index }) => {
    expect(travelTimeIndex(speed, 50)).toBe(index);
  });

  it.each([
    {
      stretches: [
        { length: 1, speed: 10, freeFlow: 50 },
        { length: 4, speed: 50, freeFlow: 50 },
      ],
      index: 1.8,
      why: 'times are added up: a mean of the indices would be 3',
    },
    { stretches: [{ length: 1, speed: 0, freeFlow: 50 }], index: undefined, why: 'a stretch that stands' },
    { stretches: [], index: undefined, why: 'no way' },
  ])('of several stretches are $index: $why', ({ stretches, index }) => {
    if (index === undefined) expect(travelTimeIndexOf(stretches)).toBeUndefined();
    else expect(travelTimeIndexOf(stretches)).toBeCloseTo(index, 12);
  });

  it.each([
    { speed: 0, status: 'stationary' },
    { speed: 4.9, status: 'stationary' },
    { speed: 5, status: 'queuing' },
    { speed: 12.4, status: 'queuing' },
    { speed: 12.5, status: 'slow' },
    { speed: 37.4, status: 'slow' },
    { speed: 37.5, status: 'heavy' },
    { speed: 44.9, status: 'heavy' },
    { speed: 45, status: 'freeFlow' },
    { speed: 60, status: 'freeFlow' },
  ])('DATEX II v3.4: $speed of 50 km/h is $status', ({ speed, status }) => {
    expect(trafficStatus(speed, 50)).toBe(status);
  });
});
