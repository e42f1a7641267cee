import { toIso } from '@toancanh/events';
import type { StageStatus, StatusBoard } from '../status-board.js';

/** The stages of this process as `GET /api/v1/status` shows them. */
export function statusView(board: StatusBoard) {
  const stages = Object.entries(board.stages());
  return {
    /** Whether every stage accounts for all it received. */
    identity: stages.every(([, stage]) => accountsForAll(stage)),
    troubles: board.troubles(),
    stages: Object.fromEntries(stages.map(([name, stage]) => [name, view(stage)])),
  };
}

function accountsForAll({ received, accepted, late, duplicate, rejected }: StageStatus): boolean {
  return accepted + late + duplicate + rejected === received;
}

function view({ watermark, ...stage }: StageStatus) {
  return {
    ...stage,
    identity: accountsForAll(stage),
    ...(watermark !== undefined && Number.isFinite(watermark) ? { watermark: toIso(watermark) } : {}),
  };
}
