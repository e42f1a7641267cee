import { CityProcess } from './harness/city-process.js';
import { describeOneReading } from './scenarios/one-reading.js';

describeOneReading('in one process', () => CityProcess.start());
