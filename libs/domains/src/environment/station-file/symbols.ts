/** What the symbols of the station files mean here. Case counts: `NO`, `NO2` and `NH4` stand beside `Cl` and `Color`. */
export const STATION_SYMBOLS: Readonly<Record<string, string>> = {
  Flow: 'waste_flow',
  Temp: 'temperature',
  Color: 'colour',
  pH: 'ph',
  TSS: 'tss',
  COD: 'cod',
  BOD5: 'bod5',
  DO: 'dissolved_oxygen',
  NH4: 'nh4',
  TP: 'total_phosphorus',
  TN: 'total_nitrogen',
  TOC: 'toc',
  Cl: 'chloride',
  RH: 'humidity',
  P: 'pressure',
  NO: 'no',
  NO2: 'no2',
  CO: 'co',
  SO2: 'so2',
  O2: 'oxygen',
  H2S: 'h2s',
  NH3: 'nh3',
  VHg: 'mercury',
  PM: 'dust_total',
  O3: 'o3',
  PM10: 'pm10',
  // The comma is part of the symbol.
  'PM2,5': 'pm25',
  'PM2.5': 'pm25',
};

/** The metric of a symbol; undefined for one that is not known. */
export function metricOfSymbol(symbol: string): string | undefined {
  return Object.hasOwn(STATION_SYMBOLS, symbol) ? STATION_SYMBOLS[symbol] : undefined;
}
