// The built intake with the parts that every app gets, and no other stage.
import 'reflect-metadata';
import { IntakeModule } from '../../dist/apps/intake/src/intake.module.js';
import { mainOf } from '../../dist/libs/runtime/src/index.js';

await mainOf({ name: 'intake', modules: [IntakeModule], servers: [] });
