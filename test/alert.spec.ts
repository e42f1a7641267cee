import { CityProcess } from './harness/city-process.js';
import { describeAlert } from './scenarios/alert.js';

describeAlert('in one process', (folder) => CityProcess.start({ folder }));
