import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { ProcessStatusController } from './status.controller.js';

/** `/health/live`, `/health/ready` and `/metrics`, in every process. */
@Module({ controllers: [HealthController] })
export class HealthModule {}

/** `GET /api/v1/status` of a process that has no `live` in it. */
@Module({ controllers: [ProcessStatusController] })
export class ProcessStatusModule {}
