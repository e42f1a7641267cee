import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow, PERCENT } from '../pack-figure.js';

export const SECURITY_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{ id: 'fire-panels-working', domain: 'security', ...PERCENT },
      title: { vi: 'Tủ báo cháy hoạt động', en: 'Fire panels working' },
      ...{ of: 'fire_panel_ok', times: 100 },
    },
    { vi: 'Công an (PCCC)', en: 'Police (fire service)' },
    { vi: 'Tín hiệu của tủ báo cháy', en: 'Signals of the fire panels' },
  ),
];
