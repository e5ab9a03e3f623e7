import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'yaml';
import { PlatformSettings } from './settings.js';

/** Policy numbers are data: YAML and JSON files under `config/`. Each library checks the shape of its own. */
@Injectable()
export class ConfigFiles {
  constructor(private readonly settings: PlatformSettings) {}

  yaml(name: string): unknown {
    return parse(this.text(name)) as unknown;
  }

  json(name: string): unknown {
    return JSON.parse(this.text(name)) as unknown;
  }

  path(name: string): string {
    return join(this.settings.configFolder, name);
  }

  private text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }
}
