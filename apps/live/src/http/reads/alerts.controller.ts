import {
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Query as Given,
  Req,
  Res,
} from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { type Alert, AlertState, Priority } from '@toancanh/events';
import { City, Clock } from '@toancanh/runtime';
import type { Request, Response } from 'express';
import { Acknowledgement } from '../../commands/acknowledgement.js';
import { areaOfAlert } from '../../picture/alert-area.js';
import { Picture } from '../../picture/picture.js';
import { alertView } from '../../picture/views.js';
import { jsonOf } from '../json-body.js';
import { descending, pageOf } from '../page.js';
import { Problem } from '../problem.js';
import { NameText, paging, Query } from '../query.js';
import { areaNamed } from '../scoped-area.js';

export const ALERTS_QUERY = new Query({
  area: Type.Optional(NameText),
  state: Type.Optional(
    Type.Union([...AlertState.anyOf, Type.Literal('open')], { description: 'open: not over' }),
  ),
  minPriority: Type.Optional(Priority),
  desk: Type.Optional(NameText),
  ...paging,
});

@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly picture: Picture,
    private readonly acknowledgement: Acknowledgement,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  /** Newest first by the time they were raised. */
  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Given() given: unknown) {
    const { area, state, minPriority = 4, desk, ...paged } = ALERTS_QUERY.parse(given);
    const now = this.clock.now();
    const under = this.city.areas.under(areaNamed(this.city.areas, area, now), now);
    const keyed = [];
    for (const { alert } of this.picture.alerts.all()) {
      if (area !== undefined && !under.has(areaOfAlert(alert, this.city.areas, now))) continue;
      if (desk !== undefined && alert.desk !== desk) continue;
      if (alert.priority > minPriority || !isIn(alert, state)) continue;
      keyed.push({ key: keyOf(alert), make: () => alertView(alert) });
    }
    keyed.sort((a, b) => (a.key > b.key ? -1 : 1));
    return pageOf(keyed, descending, paged);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  one(@Param('id') id: string, @Res() response: Response): void {
    answer(response, this.#known(id));
  }

  /** What the alert is after the acknowledgement went through the log, as everyone else sees it. */
  @Post(':id/acknowledge')
  @HttpCode(200)
  async acknowledge(
    @Param('id') id: string,
    @Headers('if-match') seen: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const alert = this.#known(id);
    const body = await jsonOf(request);
    answer(response, await this.acknowledgement.of(alert, versionOf(seen), body));
  }

  #known(id: string): Alert {
    const alert = this.picture.alerts.get(id);
    if (!alert)
      throw new Problem('E_ALERT', {
        vi: `không có báo động "${id}"; xem /api/v1/alerts`,
        en: `there is no alert "${id}"; see /api/v1/alerts`,
      });
    return alert;
  }
}

function answer(response: Response, alert: Alert): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('ETag', `"${alert.version}"`);
  response.json(alertView(alert));
}

function isIn({ state }: Alert, wanted: AlertState | 'open' | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted === 'open' ? state !== 'normal' : state === wanted;
}

/** Sorts as text as the times do. */
function keyOf({ raisedAt, id }: Alert): string {
  return `${String(raisedAt).padStart(16, '0')} ${id}`;
}

/** The version in `If-Match: "3"`. Without it nobody can say what the person had before their eyes. */
function versionOf(header: string | undefined): number {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header?.trim() ?? '')?.[1];
  if (version === undefined)
    throw new Problem('E_IF_MATCH', {
      vi: 'cần tiêu đề If-Match với phiên bản của báo động đã xem, ví dụ If-Match: "3"',
      en: 'send If-Match with the version of the alert you saw, for example If-Match: "3"',
    });
  return Number(version);
}
