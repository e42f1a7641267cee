import { Controller, Get, Header } from '@nestjs/common';
import { asyncApi } from '../contract/async-api.js';
import { openApi } from '../contract/open-api.js';
import { Identity } from '../identity.js';

/** What the API says of itself, from the schemas that check. */
@Controller('api')
export class ContractController {
  constructor(private readonly identity: Identity) {}

  @Get('openapi.json')
  @Header('Cache-Control', 'no-cache')
  openApi() {
    return openApi(this.identity.build);
  }

  @Get('asyncapi.json')
  @Header('Cache-Control', 'no-cache')
  asyncApi() {
    return asyncApi(this.identity.build);
  }
}
