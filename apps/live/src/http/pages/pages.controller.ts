import { join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { City, Clock } from '@toancanh/runtime';
import type { Response } from 'express';
import { Problem } from '../problem.js';
import { type PageName, WallFiles } from '../wall-files.js';
import { wallNamed } from './wall-named.js';

const NO_WALL = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>Không có màn hình này</title>
<h1>Không có màn hình này</h1>
<p>Hãy xem danh sách ở <a href="/">trang đầu</a>.</p>
<p lang="en">There is no such wall; see the list on the <a href="/">first page</a>.</p>
</html>
`;
const NOT_BUILT = `Chưa dựng các trang: hãy chạy "npm run build" rồi khởi động lại.
The pages are not built: run "npm run build" and start again.
`;

@Controller()
export class PagesController {
  constructor(
    private readonly files: WallFiles,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  home(@Res() response: Response): void {
    this.#page('index', response);
  }

  @Get('console')
  console(@Res() response: Response): void {
    this.#page('console', response);
  }

  @Get('wall/:area')
  wall(@Param('area') area: string, @Res() response: Response): void {
    if (wallNamed(this.city, area, this.clock.now())) this.#page('wall', response);
    else response.status(404).type('html').send(NO_WALL);
  }

  /** The names of assets carry a digest of what is in them, so they never change. */
  @Get('assets/*path')
  asset(@Param('path') segments: readonly string[], @Res() response: Response): Promise<void> {
    const path = segments.join('/');
    if (this.files.folder === null) throw notFound(path);
    const root = join(this.files.folder, 'assets');
    const options = { root, immutable: true, maxAge: '365d', dotfiles: 'ignore' } as const;
    return new Promise((resolve, reject) => {
      response.sendFile(path, options, (error) =>
        error && !response.headersSent ? reject(notFound(path)) : resolve(),
      );
    });
  }

  #page(name: PageName, response: Response): void {
    const file = this.files.page(name);
    if (file === undefined) return void response.status(503).type('text/plain').send(NOT_BUILT);
    response.sendFile(file, { headers: { 'Cache-Control': 'no-cache' } });
  }
}

function notFound(path: string): Problem {
  return new Problem('E_NOT_FOUND', { vi: `không có tệp ${path}`, en: `there is no file ${path}` });
}
