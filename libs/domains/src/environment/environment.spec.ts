import { environment } from './environment.js';

describe('the feeds of environment', () => {
  // A fleet for a province of 2.7 million, sized from Đà Nẵng's, Tây Ninh's and Bình Dương's published numbers.
  it.each([
    ['air-reference', 0.2],
    ['air-low-cost', 1.2],
    ['noise', 0.333],
    ['surface-water', 0.267],
    ['waste-water', 2.4],
    ['stack', 1.6],
    ['rain', 0.075],
    ['water-level', 0.083],
    ['road-flood', 0.133],
    ['reservoir', 0.005],
    ['groundwater', 0.05],
  ])('%s gives %d values a second', (name, rate) => {
    const { devices, valuesPerReport, periodSeconds } = environment.feeds!.find(
      (feed) => feed.name === name,
    )!;
    expect((devices * valuesPerReport) / periodSeconds).toBeCloseTo(rate, 3);
  });
});
